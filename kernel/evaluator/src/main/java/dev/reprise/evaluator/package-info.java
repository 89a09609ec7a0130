package dev.reprise.evaluator;

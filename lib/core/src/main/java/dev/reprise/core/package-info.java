package dev.reprise.core;

package dev.reprise.kernel;

package dev.reprise.dl4j;

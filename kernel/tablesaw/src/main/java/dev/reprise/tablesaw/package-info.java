package dev.reprise.tablesaw;

package dev.reprise.kernel.protocol;

/** The channels on which messages travel. The heartbeat, which is only echoed, is not among them. */
public enum Channel {
    /** Requests of front ends and their replies. */
    SHELL,
    /** Requests that must not wait behind a running cell. */
    CONTROL,
    /** Requests of the kernel for input, and the replies. */
    STDIN,
    /** What every front end hears: output, status, results. */
    IOPUB
}

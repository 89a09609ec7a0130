package dev.reprise.kernel.engine;

/** Whether code can be run as it stands. */
public enum Readiness {
    /** It can. */
    COMPLETE,
    /** Something is still to come, such as a closing brace. */
    INCOMPLETE,
    /** It is not Java, and nothing that follows will make it so. */
    INVALID
}

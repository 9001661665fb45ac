package org.minigun.process;

/**
 * How a worker process has died.
 */
public enum DeathReason {

    /** It ended by itself while it still had work: also with exit code 0. */
    EXIT("exited"),

    /** A signal has ended it, of its own, from outside or from the system. */
    SIGNAL("was killed by a signal"),

    /** It has worked on one item for longer than {@code item-timeout} and was killed. */
    TIMEOUT("exceeded item-timeout"),

    /** It gave no sign of life for {@code unresponsive-timeout} and was killed. */
    UNRESPONSIVE("gave no sign of life"),

    /**
     * Its stage's objects were not closed within {@code start-timeout}: it was killed.
     */
    CLOSE_TIMEOUT("did not close in time"),

    /** Its heap has run out. */
    OUT_OF_HEAP("ran out of heap memory"),

    /** Its memory outside the heap, such as direct buffers, has run out. */
    OUT_OF_DIRECT_MEMORY("ran out of memory outside the heap"),

    /** Its room for classes has run out. */
    OUT_OF_METASPACE("ran out of room for classes"),

    /** It has asked for an array that is larger than a JVM can make. */
    ARRAY_TOO_LARGE("asked for an array larger than a JVM can make"),

    /** It could not start a thread. */
    OUT_OF_THREADS("could not start a thread"),

    /** Another error has come up that a JVM cannot be expected to survive. */
    FATAL_ERROR("met an error that a JVM does not survive"),

    /** It has sent what the protocol does not allow and was killed. */
    PROTOCOL("broke the protocol"),

    /** It has closed its connection, and was killed as it did not end. */
    DISCONNECTED("closed its connection"),

    /** The run was cut off, or the pool closed, while it worked. */
    CANCELLED("was ended with its run");

    private final String phrase;

    DeathReason(String phrase) {
        this.phrase = phrase;
    }

    /** What it did, for a sentence that begins with the worker. */
    String phrase() {
        return this.phrase;
    }

}

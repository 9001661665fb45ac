package org.minigun.spring.history;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong in a run, as text.
 *
 * @param kind what it was
 * @param where the path of the stage, or the name of the hook or thread
 * @param item the item, shortened, or {@code null} if none was concerned or it is not
 * known
 * @param attempts how often the item was tried; 0 if that is not known
 * @param time when it happened
 * @param exception the class of the exception, or {@code null} if there was none
 * @param message the message of the exception, or {@code null}
 * @param stackTrace the stack trace, shortened, or {@code null}
 */
public record FailureRecord(Kind kind, String where, @Nullable String item, int attempts, Instant time,
        @Nullable String exception, @Nullable String message, @Nullable String stackTrace) {

    /**
     * What went wrong.
     */
    public enum Kind {

        /** What has failed the run. */
        RUN,

        /** An item was given up on. */
        DEAD_LETTER,

        /** An item was skipped. */
        SKIPPED,

        /** A producer has ended by an exception without failing the run. */
        PRODUCER,

        /** An item was cut off by the end of the run. */
        UNFINISHED,

        /** A thread did not stop within the shutdown timeout. */
        STUCK_THREAD

    }

}

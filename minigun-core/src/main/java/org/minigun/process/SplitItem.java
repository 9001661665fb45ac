package org.minigun.process;

import org.jspecify.annotations.Nullable;

/**
 * A list whose worker has died and that was split to find the guilty item. It counts as
 * one item all the same: done if all its parts are, else given up on, with the guilty
 * part in its place. Used by one thread at a time.
 */
final class SplitItem {

    private final Object item;

    private final long order;

    private int open;

    private long busyNanos;

    private @Nullable Object guilty;

    private @Nullable Throwable cause;

    private int attempts;

    private boolean told;

    SplitItem(Object item, long order) {
        this.item = item;
        this.order = order;
    }

    Object item() {
        return this.item;
    }

    long order() {
        return this.order;
    }

    void opened(int parts) {
        this.open += parts;
    }

    /** A part is done. */
    void done(long nanos) {
        this.open--;
        this.busyNanos += nanos;
    }

    /** A part was given up on. */
    void lost(Object part, int tried, Throwable why) {
        this.open--;
        if (this.guilty == null) {
            this.guilty = part;
            this.cause = why;
            this.attempts = tried;
        }
        else if (this.cause != null && this.cause != why) {
            this.cause.addSuppressed(why);
        }
    }

    /** Whether this is the first time that it is told to be unsettled. */
    boolean tellOnce() {
        boolean first = !this.told;
        this.told = true;
        return first;
    }

    boolean isSettled() {
        return this.open == 0;
    }

    long busyNanos() {
        return this.busyNanos;
    }

    @Nullable Object guilty() {
        return this.guilty;
    }

    @Nullable Throwable cause() {
        return this.cause;
    }

    int attempts() {
        return this.attempts;
    }

}

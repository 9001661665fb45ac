package org.minigun.process;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An item on its way to be settled: over all its attempts and all workers that it meets.
 * Used by one thread at a time.
 */
final class Delivery {

    /** What the worker is given; a part of the item where a list was split. */
    final Object item;

    /** The whole that it is a part of, or {@code null}. */
    final @Nullable SplitItem whole;

    /** The item as it was handed over; one for all parts of a list. */
    final Object root;

    /** Its place in the order of the group's items. */
    final long order;

    /** Its number at the worker that has it now. */
    long number;

    int attempts;

    int crashes;

    int bytes;

    /**
     * Whether results were passed on before it was done, so that it cannot be done again.
     */
    boolean begunToPass;

    /**
     * Whether it was with a worker that has died and nobody knows at which item, so that
     * it is delivered alone until more is known.
     */
    boolean suspect;

    /** Whether it was delivered before others of which one is to blame. */
    boolean wentFirst;

    /** Size of the results that wait for it to be done. */
    long heldBytes;

    /** When it was sent. */
    long sentNanos;

    /** What was wrong with one of its results, so that it has failed in the end. */
    @Nullable Exception failure;

    /** Results that wait for the item to be done. */
    private @Nullable List<Result> results;

    Delivery(Object item, long order) {
        this.item = item;
        this.root = this;
        this.order = order;
        this.whole = null;
    }

    /** A part of a list. */
    Delivery(Object item, Delivery of, SplitItem whole) {
        this.item = item;
        this.root = of.root;
        this.order = of.order;
        this.whole = whole;
    }

    List<Result> results() {
        List<Result> held = this.results;
        return (held != null) ? held : List.of();
    }

    void hold(Object item, int target) {
        if (this.results == null) {
            this.results = new ArrayList<>(4);
        }
        this.results.add(new Result(item, target));
    }

    void forgetResults() {
        this.results = null;
        this.heldBytes = 0;
    }

    /** A result and where it goes: 0, or the number of the name that was said. */
    record Result(Object item, int target) {
    }

}

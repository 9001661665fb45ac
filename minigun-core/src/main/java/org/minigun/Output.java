package org.minigun;

/**
 * What a stage emits to.
 * <p>
 * An output belongs to the call that got it: it may be used only on the thread of that
 * call and only until the call returns. Use from another thread, or after the call, is
 * refused with an {@link IllegalStateException} and nothing is emitted. A stage that
 * gathers from threads of its own hands the items over to its own thread first.
 *
 * @param <T> the type of the items
 */
public interface Output<T> {

    /**
     * Emits an item to the stage's targets, by its routing. Blocks while a target's
     * channel is full. What a target does with the item never surfaces here.
     * @param item the item, not {@code null}
     * @throws IllegalArgumentException if the item is {@code null}, or the stage's
     * routing is {@code DYNAMIC}, so that a target has to be named by {@link #to(String)}
     * @throws RunStoppedException if the run has ended or, in a producer, was asked to
     * stop; the item was not emitted, and the stage's method should let the exception
     * pass
     * @throws IllegalStateException if used from another thread or after the call
     */
    void emit(T item);

    /**
     * Returns the output to one target. May be used with every routing.
     * @param target the name of a stage that this stage has an edge to, as written in
     * {@code to}, or its path
     * @return the output to that target alone
     * @throws IllegalArgumentException if the stage has no edge to such a target; the
     * message lists the names that may be said
     */
    Output<T> to(String target);

    /**
     * Tells how many items this producer will emit in all, so that the progress of the
     * run and an estimate of its end can be shown. May be said at any time, and again
     * when more is known; nothing else follows from it. Said by another stage than a
     * producer it does nothing.
     * @param items the number, those included that were emitted before
     * @throws IllegalArgumentException if the number is negative
     */
    default void expect(long items) {
        if (items < 0) {
            throw new IllegalArgumentException(
                    "Invalid number of items (" + items + ") that are expected: must be at least 0");
        }
    }

    /**
     * Tells whether the run was asked to end. A producer that waits for something other
     * than {@link #emit} looks here now and then and returns when it is so.
     * @return whether the run is stopping or has ended
     */
    boolean isStopping();

}

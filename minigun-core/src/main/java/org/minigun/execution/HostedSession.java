package org.minigun.execution;

import java.util.function.ObjLongConsumer;

/**
 * One context's way to where its stage runs: takes items, and tells
 * {@link HostedOutcomes} what becomes of them. Used by the context's thread alone, but
 * for {@link #abandon}.
 */
public interface HostedSession {

    /**
     * Waits until an item may be handed over, so that none is taken from other contexts
     * before there is room for it.
     * @return how many items may be handed over now without waiting, at least 1
     * @throws InterruptedException if the run is cut off
     */
    int awaitRoom() throws InterruptedException;

    /**
     * Hands an item over; waits while the window is full. It may not leave before the
     * next {@link #flush}.
     * @param item the item
     * @param number its number in the order of the group's items
     * @throws InterruptedException if the run is cut off; the item was not taken
     */
    void submit(Object item, long number) throws InterruptedException;

    /**
     * Sends what was handed over.
     */
    void flush();

    /**
     * Sends what was handed over and waits until every item is settled.
     * @throws InterruptedException if the run is cut off
     */
    void drain() throws InterruptedException;

    /**
     * Ends the session. Every item is settled, or was abandoned.
     */
    void close();

    /**
     * Ends the session of a run that was cut off: tells no outcome any more from the time
     * that this returns.
     * @param unsettled told each item that was handed over and is not settled, with its
     * number
     */
    void abandon(ObjLongConsumer<Object> unsettled);

}

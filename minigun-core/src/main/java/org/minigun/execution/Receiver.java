package org.minigun.execution;

/**
 * Where items go: a stage in the same context, a channel, or a router in front of
 * several. Used by one thread at a time.
 */
abstract class Receiver {

    /**
     * Takes an item. What a stage does with it never surfaces here.
     * @param item the item
     * @throws org.minigun.RunStoppedException if the run was cut off before the item was
     * taken
     * @throws Exception if the routing itself cannot decide, which concerns the emitting
     * stage
     */
    abstract void accept(Object item) throws Exception;

    /**
     * Takes an item that is being measured on its way through this context.
     * @param item the item
     * @throws org.minigun.RunStoppedException if the run was cut off before the item was
     * taken
     * @throws Exception if the routing itself cannot decide, which concerns the emitting
     * stage
     */
    void acceptMeasured(Object item) throws Exception {
        accept(item);
    }

    /**
     * One of the sources in this context has ended.
     */
    abstract void end();

    /**
     * Whether items are taken by a call that always succeeds, so that they count as
     * passed on before it returns.
     */
    boolean isDirect() {
        return false;
    }

}

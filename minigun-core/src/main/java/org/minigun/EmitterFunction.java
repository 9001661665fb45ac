package org.minigun;

import java.io.Serializable;

/**
 * The body of a processor that emits as often as it likes.
 * <p>
 * Serializable, so that a lambda can be sent to where its stage runs. Called by several
 * threads at once where its stage has a pool.
 *
 * @param <I> the type of the items taken
 * @param <O> the type of the items emitted
 */
@FunctionalInterface
public interface EmitterFunction<I, O> extends Serializable {

    /**
     * Processes one item.
     * @param item the item
     * @param output where its results go
     * @throws Exception if the item cannot be processed: it concerns this item only
     */
    void process(I item, Output<O> output) throws Exception;

}

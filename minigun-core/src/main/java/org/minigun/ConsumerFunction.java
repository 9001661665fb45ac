package org.minigun;

import java.io.Serializable;

/**
 * The body of a consumer.
 * <p>
 * Serializable, so that a lambda can be sent to where its stage runs. Called by several
 * threads at once where its stage has a pool.
 *
 * @param <I> the type of the items taken
 */
@FunctionalInterface
public interface ConsumerFunction<I> extends Serializable {

    /**
     * Finishes one item.
     * @param item the item
     * @throws Exception if the item cannot be consumed: it concerns this item only
     */
    void consume(I item) throws Exception;

}

package org.minigun;

import java.io.Serializable;

/**
 * The key of an item: for partitions, and for accumulators that batch by key.
 * <p>
 * Serializable, so that a lambda can be sent to where its stage runs. Called by several
 * threads at once where its stage has a pool.
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface KeyFunction<T> extends Serializable {

    /**
     * Returns the key of an item. The same item must always give an equal key.
     * @param item the item
     * @return its key, not {@code null}
     * @throws Exception if it has none: it concerns this item only
     */
    Object key(T item) throws Exception;

}

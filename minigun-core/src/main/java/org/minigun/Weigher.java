package org.minigun;

import java.io.Serializable;

/**
 * The weight of an item, in a unit of the user's choice, such as bytes.
 * <p>
 * Serializable, so that a lambda can be sent to where its stage runs. Called by several
 * threads at once where its stage has a pool.
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface Weigher<T> extends Serializable {

    /**
     * Returns the weight of an item.
     * @param item the item
     * @return its weight, not negative
     * @throws Exception if it has none: it concerns this item only
     */
    long weigh(T item) throws Exception;

}

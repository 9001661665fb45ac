package org.minigun;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * The body of a processor that gives one result or none.
 * <p>
 * Serializable, so that a lambda can be sent to where its stage runs. Called by several
 * threads at once where its stage has a pool.
 *
 * @param <I> the type of the items taken
 * @param <O> the type of the result
 */
@FunctionalInterface
public interface ProcessorFunction<I, O> extends Serializable {

    /**
     * Transforms one item.
     * @param item the item
     * @return its result; {@code null} emits nothing
     * @throws Exception if the item cannot be processed: it concerns this item only
     */
    @Nullable O process(I item) throws Exception;

}

package org.minigun;

import java.io.Serializable;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The body of an accumulator: what is made of a full batch.
 * <p>
 * Serializable, so that a lambda can be sent to where its stage runs. Called by several
 * threads at once where its stage has a pool.
 *
 * @param <I> the type of the items batched
 * @param <O> the type of what goes on
 */
@FunctionalInterface
public interface BatchFunction<I, O> extends Serializable {

    /**
     * Reshapes a batch.
     * @param batch the items, in the order in which they came; an unmodifiable list that
     * is not used again
     * @return what goes on; {@code null} emits nothing
     * @throws Exception if the batch cannot be made: it concerns all items of the batch
     */
    @Nullable O apply(List<I> batch) throws Exception;

}

package org.minigun;

import java.io.Serializable;

/**
 * The body of a producer.
 * <p>
 * Serializable, so that a lambda can be sent to where its stage runs. Called by several
 * threads at once where its stage has a pool.
 *
 * @param <T> the type of the items emitted
 */
@FunctionalInterface
public interface ProducerFunction<T> extends Serializable {

    /**
     * Emits items until there are no more, then returns.
     * @param output where the items go
     * @throws Exception if it cannot go on; a producer is never called again
     */
    void produce(Output<T> output) throws Exception;

}

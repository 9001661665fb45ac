package org.minigun.execution;

import org.minigun.Concurrency;

/**
 * Makes contexts of one kind.
 */
public interface ContextFactory {

    /**
     * Tells which kind of context is made.
     * @return the kind
     */
    Concurrency concurrency();

    /**
     * Makes a context, without work and without resources.
     * @param name its name
     * @return the context
     */
    ExecutionContext create(String name);

}

package org.minigun.plan;

import org.minigun.Concurrency;
import org.minigun.Settings;

/**
 * A pool of the application that stages share by its name: all of them together make at
 * most as many calls at once as it has contexts.
 *
 * @param name its name
 * @param concurrency its kind of context
 * @param size the number of contexts, at least 1
 * @param settings what is said of its worker processes, over what its stages say
 */
public record NamedPool(String name, Concurrency concurrency, int size, Settings settings) {

    /**
     * Makes a pool of which nothing more is said.
     * @param name its name
     * @param concurrency its kind of context
     * @param size the number of contexts, at least 1
     */
    public NamedPool(String name, Concurrency concurrency, int size) {
        this(name, concurrency, size, Settings.none());
    }

    /**
     * Checks the size.
     * @throws IllegalArgumentException if the size is below 1
     */
    public NamedPool {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "Invalid size (" + size + ") of pool '" + name + "': must be at least 1");
        }
        if (concurrency == Concurrency.INLINE) {
            throw new IllegalArgumentException("Invalid concurrency (INLINE) of pool '" + name
                    + "': must be THREAD, VIRTUAL_THREAD, ISOLATE, PROCESS or PROCESS_PER_BATCH");
        }
    }

}

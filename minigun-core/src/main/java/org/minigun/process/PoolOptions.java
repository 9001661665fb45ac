package org.minigun.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a pool of workers behaves.
 *
 * @param name name of the pool: that of a named pool, or the path of the stage
 * @param size greatest number of workers that are leased at one time
 * @param minProcesses workers that are kept while there is less to do
 * @param spares workers that are started ahead for fresh leases; -1 for as many as there
 * were fresh leases at one time
 * @param keepAlive how long a worker is kept without work
 * @param maxItems items after which a worker is replaced, or {@code Long.MAX_VALUE}
 * @param maxAge age at which a worker is replaced, or {@code null}
 * @param maxMemory resident bytes at which a worker is replaced, or
 * {@code Long.MAX_VALUE}
 * @param startAttempts starts in a row that may fail
 * @param unresponsiveTimeout how long a worker may give no sign of life
 * @param shutdownTimeout how long a worker may take to end when it is told to
 */
record PoolOptions(String name, int size, int minProcesses, int spares, Duration keepAlive, long maxItems,
        @Nullable Duration maxAge, long maxMemory, int startAttempts, Duration unresponsiveTimeout,
        Duration shutdownTimeout) {

    PoolOptions {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "Invalid size (" + size + ") of pool '" + name + "': must be at least 1");
        }
    }

}

package org.minigun.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.Settings;

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

    /** The same but for the size. */
    PoolOptions sized(int changed) {
        return new PoolOptions(this.name, changed, this.minProcesses, this.spares, this.keepAlive, this.maxItems,
                this.maxAge, this.maxMemory, this.startAttempts, this.unresponsiveTimeout, this.shutdownTimeout);
    }

    /**
     * Reads the options from what is said of a stage or of a named pool.
     * @param name name of the pool
     * @param size greatest number of workers that are leased at one time
     * @param settings what is said
     * @return the options
     */
    static PoolOptions of(String name, int size, Settings settings) {
        Integer maxItems = settings.get(Setting.MAX_ITEMS);
        return new PoolOptions(name, size, settings.get(Setting.MIN_PROCESSES, 0), settings.get(Setting.SPARES, -1),
                settings.get(Setting.KEEP_ALIVE, Duration.ofSeconds(30)),
                (maxItems != null) ? maxItems : Long.MAX_VALUE, settings.get(Setting.MAX_AGE),
                settings.get(Setting.MAX_MEMORY, Long.MAX_VALUE), settings.get(Setting.START_ATTEMPTS, 5),
                settings.get(Setting.UNRESPONSIVE_TIMEOUT, Duration.ofSeconds(30)),
                settings.get(Setting.SHUTDOWN_TIMEOUT, Duration.ofSeconds(10)));
    }

}

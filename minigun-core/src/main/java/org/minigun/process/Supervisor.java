package org.minigun.process;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the workers of pools on one thread, which lives while there are any: item
 * timeouts, signs of life, memory, age, and how long they have had no work. Thread-safe.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Supervisor.class);

    private static final long SLOW_MILLIS = 500;

    private static final long FAST_MILLIS = 50;

    private static final long FASTEST_MILLIS = 10;

    /** What a step of the watch counts at most, if the application stood still in it. */
    private static final long LONGEST_MILLIS = 100;

    private static final long JOIN_MILLIS = 1000;

    private final Background background;

    // Guarded by this. No pool is called under it, since pools call from under their
    // lock.

    private final Set<PoolProcesses> pools = new LinkedHashSet<>();

    private @Nullable Thread thread;

    private boolean hurried;

    private boolean closed;

    Supervisor(Background background) {
        this.background = background;
    }

    /** Watches a pool until it has no workers and none are on their way. */
    synchronized void add(PoolProcesses pool) {
        if (!this.closed) {
            this.pools.add(pool);
            if (this.thread == null) {
                begin();
            }
        }
    }

    private void begin() {
        Thread created = new Thread(null, this::run, "minigun-supervisor", 0, false);
        created.setDaemon(true);
        try {
            created.start();
            this.thread = created;
        }
        catch (OutOfMemoryError ex) {
            // No thread is to be had now; the next lease tries again.
            logger.warn("Workers cannot be supervised now, since no thread could be started", ex);
        }
    }

    /** Has it look soon: a worker has got an item timeout. */
    synchronized void hurry() {
        this.hurried = true;
        notifyAll();
    }

    private void run() {
        try {
            watch();
        }
        finally {
            over();
        }
    }

    /** Whatever has ended it, the next lease begins another one. */
    private synchronized void over() {
        if (this.thread == Thread.currentThread()) {
            this.thread = null;
        }
    }

    private void watch() {
        long step = SLOW_MILLIS;
        long looked = System.nanoTime();
        long kept = looked;
        while (rest(step)) {
            long now = System.nanoTime();
            long elapsed = Math.min(now - looked, Duration.ofMillis(Math.max(2 * step, LONGEST_MILLIS)).toNanos());
            boolean upkeep = now - kept >= Duration.ofMillis(SLOW_MILLIS).toNanos();
            looked = now;
            kept = upkeep ? now : kept;
            step = SLOW_MILLIS;
            for (PoolProcesses pool : watched()) {
                step = Math.min(step, look(pool, elapsed, upkeep));
            }
            this.background.runLeft();
        }
    }

    private synchronized boolean rest(long millis) {
        try {
            if (!this.hurried && !this.closed) {
                wait(millis);
            }
            this.hurried = false;
        }
        catch (InterruptedException ex) {
            logger.debug("The supervisor of workers was interrupted", ex);
        }
        if (this.closed || this.pools.isEmpty()) {
            this.thread = null;
            return false;
        }
        return true;
    }

    private synchronized List<PoolProcesses> watched() {
        return List.copyOf(this.pools);
    }

    /**
     * Looks at a pool's workers, and returns within how many milliseconds to look again.
     */
    private long look(PoolProcesses pool, long elapsedNanos, boolean upkeep) {
        long again = SLOW_MILLIS;
        try {
            for (Worker worker : pool.all()) {
                worker.watch().look(elapsedNanos, pool.options().unresponsiveTimeout());
                if (upkeep) {
                    worker.recycling().look();
                }
                long timeout = worker.serving().itemTimeoutNanos();
                if (timeout > 0) {
                    again = Math.min(again, Math.max(FASTEST_MILLIS, Math.min(FAST_MILLIS, timeout / 10_000_000)));
                }
            }
            if (upkeep) {
                pool.under(pool.upkeep()::look);
                forgetIfEmpty(pool);
            }
        }
        catch (RuntimeException | Error ex) {
            // Who looks after workers goes on: without it one that hangs would for ever.
            logger.warn("Pool '{}' could not be looked after", pool.options().name(), ex);
        }
        return again;
    }

    private void forgetIfEmpty(PoolProcesses pool) {
        // Taken out first: a lease that comes in between puts it back.
        synchronized (this) {
            this.pools.remove(pool);
        }
        if (pool.ask(() -> pool.count() > 0 || pool.leases() > 0)) {
            add(pool);
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            this.closed = true;
            last = this.thread;
            notifyAll();
        }
        if (last != null && last != Thread.currentThread()) {
            try {
                last.join(JOIN_MILLIS);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

}

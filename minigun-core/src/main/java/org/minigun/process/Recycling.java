package org.minigun.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Tells when a worker is to be replaced, and has its replacement started in time.
 * Thread-safe.
 */
final class Recycling {

    /** How long before its last item a worker's replacement is started. */
    private static final long AHEAD_NANOS = Duration.ofMillis(500).toNanos();

    private static final long ASK_NANOS = Duration.ofMillis(10).toNanos();

    private final Worker worker;

    private final PoolProcesses pool;

    private final long maxItems;

    /** What it has too much of besides items, or {@code null}. */
    private volatile @Nullable String excess;

    private volatile long askedNanos = System.nanoTime() - ASK_NANOS;

    Recycling(Worker worker, PoolProcesses pool) {
        this.worker = worker;
        this.pool = pool;
        this.maxItems = pool.options().maxItems();
    }

    long itemsLeft() {
        if (this.maxItems == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        // One that may not go, as nobody else would be in service, goes on item by item.
        return Math.max(1, this.maxItems - this.worker.itemsServed());
    }

    boolean isDue() {
        return isDue((this.maxItems == Long.MAX_VALUE) ? 0 : this.worker.itemsServed());
    }

    boolean isDue(long served) {
        if (served >= this.maxItems) {
            return mayLeave(true);
        }
        if (this.maxItems != Long.MAX_VALUE && isSoonDue(served)) {
            prepare();
        }
        return this.excess != null && mayLeave(false);
    }

    private boolean mayLeave(boolean strict) {
        return (strict || isTimeToAsk()) && this.pool.ask(() -> this.pool.upkeep().mayLeave(this.worker, strict));
    }

    private void prepare() {
        if (isTimeToAsk()) {
            this.pool.under(() -> this.pool.upkeep().prepareReplacement(this.worker));
        }
    }

    /** Asked for each item, but answered by the pool only now and then. */
    private boolean isTimeToAsk() {
        long now = System.nanoTime();
        boolean time = now - this.askedNanos >= ASK_NANOS;
        if (time) {
            this.askedNanos = now;
        }
        return time;
    }

    /** Tells whether the worker is not to serve another session. */
    boolean isOver() {
        return cause() != null;
    }

    /** For what it is to be replaced, or {@code null} if it may serve on. */
    @Nullable String cause() {
        String known = this.excess;
        return (known != null) ? known : (this.worker.itemsServed() >= this.maxItems) ? "max-items" : null;
    }

    private boolean isSoonDue(long served) {
        long perItem = this.worker.age().toNanos() / Math.max(1, served);
        return (this.maxItems - served) <= AHEAD_NANOS / Math.max(1, perItem);
    }

    /** It is to be replaced since somebody asks for it. */
    void ask() {
        this.excess = "asked";
    }

    /** Looks at its age and memory; called by the supervisor. */
    void look() {
        PoolOptions options = this.pool.options();
        this.worker.lookAtCpu();
        Duration maxAge = options.maxAge();
        if (maxAge != null && this.worker.age().compareTo(maxAge) >= 0) {
            this.excess = "max-age";
        }
        if (options.maxMemory() != Long.MAX_VALUE) {
            this.worker.residentBytes(ResidentMemory.of(this.worker.pid()));
            if (this.worker.residentBytes() >= options.maxMemory()) {
                this.excess = "max-memory";
            }
        }
    }

}

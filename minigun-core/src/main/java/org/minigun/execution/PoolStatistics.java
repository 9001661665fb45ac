package org.minigun.execution;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;

/**
 * How a pool was used when it was asked.
 *
 * @param name the name of a shared pool, else the task and the path of the first stage:
 * {@code census/inspect}
 * @param concurrency the kind of its contexts
 * @param size the greatest number of contexts that work at one time; of a pool that is
 * not shared, over all runs of the task that go on
 * @param active contexts that have work
 * @param idle contexts that there are and that have none
 * @param waiting those who wait for a context
 * @param workers what is known of the processes, or {@code null} if there are none
 */
public record PoolStatistics(String name, Concurrency concurrency, int size, int active, int idle, int waiting,
        @Nullable WorkerStatistics workers) {

    /** A pool of which nobody has had a context yet. */
    static PoolStatistics unused(String name, Concurrency concurrency, int size) {
        return new PoolStatistics(name, concurrency, size, 0, 0, 0, null);
    }

    /**
     * Adds the contexts of another pool of the same name.
     * @param other the other pool
     * @return both together
     */
    public PoolStatistics plus(PoolStatistics other) {
        WorkerStatistics theirs = other.workers;
        WorkerStatistics both = (this.workers == null) ? theirs
                : (theirs == null) ? this.workers : this.workers.plus(theirs);
        return new PoolStatistics(this.name, this.concurrency, this.size + other.size, this.active + other.active,
                this.idle + other.idle, this.waiting + other.waiting, both);
    }

}

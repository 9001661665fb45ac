package org.minigun.spring.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.process.DeathReason;
import org.minigun.process.WorkerState;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The pools that there are.
 *
 * @param pools the pools by name
 */
public record PoolsDescriptor(List<PoolDescriptor> pools) implements OperationResponseBody {

    /**
     * One pool.
     *
     * @param name its name; of a pool that is not shared the task and the path of its
     * stage
     * @param concurrency the kind of its contexts
     * @param size the greatest number of contexts that work at one time
     * @param active contexts that have work
     * @param idle contexts that have none
     * @param waiting those who wait for a context
     * @param processes what is known of its worker processes, or {@code null} if it has
     * none
     * @param workers its worker processes, by their numbers; empty if it has none
     */
    public record PoolDescriptor(String name, Concurrency concurrency, int size, int active, int idle, int waiting,
            @Nullable ProcessesDescriptor processes, List<WorkerDescriptor> workers) implements OperationResponseBody {
    }

    /**
     * The worker processes of a pool together.
     *
     * @param healthy whether starts do not keep failing
     * @param starts processes that have started
     * @param failedStarts starts that have failed
     * @param restarts workers that were lost or replaced, by cause
     * @param memoryBytes resident memory of all
     * @param cpuMillis CPU time of all, those included that have ended
     */
    public record ProcessesDescriptor(boolean healthy, long starts, long failedStarts, Map<String, Long> restarts,
            long memoryBytes, double cpuMillis) {
    }

    /**
     * One worker process.
     *
     * @param index its number in its pool
     * @param pid its process id
     * @param state what it is doing
     * @param task the task that it serves, or {@code null}
     * @param stage the path of the stage that it serves, or {@code null}
     * @param items items that it has settled
     * @param ageMillis how long it has lived
     * @param memoryBytes its resident memory, or {@code null} where it is not known
     * @param cpuMillis its CPU time
     * @param restarts how many workers its place has lost before
     * @param lastDeath how the last of them has died, or {@code null}
     */
    public record WorkerDescriptor(int index, long pid, WorkerState state, @Nullable String task,
            @Nullable String stage, long items, double ageMillis, @Nullable Long memoryBytes, double cpuMillis,
            int restarts, @Nullable DeathDescriptor lastDeath) {
    }

    /**
     * How a worker has died.
     *
     * @param reason the kind of death
     * @param pid its process id
     * @param time when it was found
     * @param ageMillis how long it had lived
     * @param items items that it had settled
     * @param task the task that it served, or {@code null}
     * @param stage the path of the stage that it served, or {@code null}
     * @param item the item in work, or {@code null}
     * @param exitCode its exit code, or {@code null}
     * @param signal the signal that has ended it, or {@code null}
     * @param message what has happened and what to do, for a reader
     */
    public record DeathDescriptor(DeathReason reason, long pid, Instant time, double ageMillis, long items,
            @Nullable String task, @Nullable String stage, @Nullable String item, @Nullable Integer exitCode,
            @Nullable String signal, String message) {
    }

}

package org.minigun.plan;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Optional;

import org.minigun.Setting;

/**
 * What the heaps of the application and of all its worker processes come to, against what
 * the machine or the container has.
 *
 * @param application the greatest heap of the application, in bytes
 * @param workers how many worker processes all plans together have at once
 * @param workerHeaps the sum of their greatest heaps, in bytes
 * @param available the memory of the machine or the container, in bytes; the greatest
 * {@code long} where the Java runtime does not tell
 */
public record MemoryBudget(long application, int workers, long workerHeaps, long available) {

    private static final long MIB = 1L << 20;

    /**
     * Adds up what plans need on this machine. All tasks are taken to run at once.
     * @param plans the plans of all tasks
     * @return the budget
     */
    public static MemoryBudget of(Collection<ExecutionPlan> plans) {
        int workers = 0;
        long heaps = 0;
        for (ExecutionPlan plan : plans) {
            for (GroupPlan group : plan.groups()) {
                if (group.concurrency().leavesJvm()) {
                    workers += group.poolSize();
                    heaps += group.poolSize()
                            * plan.stage(group.stages().get(0)).settings().get(Setting.WORKER_HEAP, 0L);
                }
            }
        }
        return new MemoryBudget(Runtime.getRuntime().maxMemory(), workers, heaps, machineMemory());
    }

    private static long machineMemory() {
        try {
            return (ManagementFactory
                .getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine)
                        ? machine.getTotalMemorySize() : Long.MAX_VALUE;
        }
        catch (LinkageError ex) {
            // A runtime image without jdk.management, or without java.management.
            return Long.MAX_VALUE;
        }
    }

    /**
     * Tells whether everything fits.
     * @return whether the sum is at most what is available, or there are no workers
     */
    public boolean fits() {
        return this.workers == 0 || this.application + this.workerHeaps <= this.available;
    }

    /**
     * Says what does not fit, with the sum and the remedy.
     * @return the sentence, or empty if everything fits
     */
    public Optional<String> warning() {
        if (fits()) {
            return Optional.empty();
        }
        return Optional.of("The heaps do not fit: " + this.application / MIB + " MiB of the application + "
                + this.workerHeaps / MIB + " MiB of " + this.workers + " workers = "
                + (this.application + this.workerHeaps) / MIB + " MiB, but there are " + this.available / MIB
                + " MiB. Lower the application's -Xmx, max-heap, or the number of processes.");
    }

}

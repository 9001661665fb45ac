package org.minigun.benchmarks;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/**
 * Times a run of a subject. Apart from {@link Measured}, of which JMH takes every public
 * method for a result.
 */
public final class Stopwatch {

    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
        .getOperatingSystemMXBean();

    private Stopwatch() {
    }

    /**
     * Runs a subject and keeps its time.
     * @param measured where the times go
     * @param subject the subject
     * @param items the number of items
     * @return the sum of what its sink has seen
     * @throws Exception if it fails
     */
    public static long carry(Measured measured, Subject subject, int items) throws Exception {
        long cpuBefore = SYSTEM.getProcessCpuTime();
        long before = System.nanoTime();
        long sum = subject.run(items);
        measured.wall = (double) (System.nanoTime() - before) / items;
        measured.cpu = (double) (SYSTEM.getProcessCpuTime() - cpuBefore) / items;
        return sum;
    }

}

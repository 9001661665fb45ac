package org.minigun.benchmarks;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one iteration has measured, beside JMH's own time.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Measured {

    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
        .getOperatingSystemMXBean();

    /** CPU time of this process in nanoseconds per item. */
    public double cpu;

    /** Wall time in nanoseconds per item. */
    public double wall;

    /** Wall time of the limit, measured in this JVM just before; 0 if it was not. */
    public double limitWall;

    /** Median of the latencies in nanoseconds; 0 if there are none. */
    public double median;

    /** 99th percentile of the latencies in nanoseconds; 0 if there are none. */
    public double p99;

    /** Median of the limit's latencies, measured in this JVM just before. */
    public double limitMedian;

    /** 99th percentile of the limit's latencies, measured in this JVM just before. */
    public double limitP99;

    /**
     * Runs a subject and keeps its time.
     * @param subject the subject
     * @param items the number of items
     * @return the sum of what its sink has seen
     * @throws Exception if it fails
     */
    public long carry(Subject subject, int items) throws Exception {
        long cpuBefore = SYSTEM.getProcessCpuTime();
        long before = System.nanoTime();
        long sum = subject.run(items);
        this.wall = (double) (System.nanoTime() - before) / items;
        this.cpu = (double) (SYSTEM.getProcessCpuTime() - cpuBefore) / items;
        return sum;
    }

}

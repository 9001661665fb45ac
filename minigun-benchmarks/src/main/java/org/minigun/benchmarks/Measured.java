package org.minigun.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one iteration has measured, beside JMH's own time.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Measured {

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

}

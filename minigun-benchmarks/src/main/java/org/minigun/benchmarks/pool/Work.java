package org.minigun.benchmarks.pool;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.openjdk.jmh.infra.Blackhole;

/**
 * About a microsecond of work. How much that is, is found once for all JVMs of a
 * comparison.
 */
public final class Work {

    /** The system property that hands the amount of work on to other JVMs. */
    public static final String PROPERTY = "minigun.benchmarks.tokens";

    private static final long TOKENS = Long.getLong(PROPERTY, 400);

    private Work() {
    }

    static Long on(Long item) {
        Blackhole.consumeCPU(TOKENS);
        return item;
    }

    /**
     * Finds how much work takes a microsecond of this machine's time.
     * @return the number of tokens
     */
    public static long calibrate() {
        long tokens = 400;
        for (int round = 0; round < 5; round++) {
            tokens = Math.max(10, Math.round(tokens * 1000 / nanosOf(tokens)));
        }
        return tokens;
    }

    private static double nanosOf(long tokens) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int calls = 200_000;
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < calls; i++) {
            Blackhole.consumeCPU(tokens);
        }
        return (double) (threads.getCurrentThreadCpuTime() - before) / calls;
    }

}

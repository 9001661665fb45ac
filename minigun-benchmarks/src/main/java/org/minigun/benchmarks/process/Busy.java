package org.minigun.benchmarks.process;

/**
 * Keeps a processor busy.
 */
final class Busy {

    private Busy() {
    }

    static int work(int seed, long nanos) {
        long end = System.nanoTime() + nanos;
        int value = seed;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 100; i++) {
                value = value * 31 + i;
            }
        }
        return (value == 0) ? seed + 1 : seed;
    }

}

package org.minigun.benchmarks.startup;

/**
 * What a start has cost.
 *
 * @param cpu CPU milliseconds of the process, until it had started
 * @param thread CPU milliseconds of the thread that starts it, so without the JVM's
 * compilers: what it takes where nothing else runs
 * @param wall milliseconds of the start itself
 */
record StartCost(double cpu, double thread, double wall) {
}

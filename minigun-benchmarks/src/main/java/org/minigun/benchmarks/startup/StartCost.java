package org.minigun.benchmarks.startup;

/**
 * What a start has cost.
 *
 * @param cpu CPU milliseconds of the process, until it had started
 * @param wall milliseconds of the start itself
 */
record StartCost(double cpu, double wall) {
}

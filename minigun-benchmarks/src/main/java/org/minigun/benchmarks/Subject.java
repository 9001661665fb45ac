package org.minigun.benchmarks;

/**
 * One way to carry items, measured beside others. Made once a JVM, run many times.
 */
@FunctionalInterface
public interface Subject extends AutoCloseable {

    /**
     * Carries items from a source to a sink and returns when the last one has arrived.
     * @param items the number of items
     * @return the sum of what the sink has seen
     * @throws Exception if it fails
     */
    long run(int items) throws Exception;

    /**
     * Ends threads and engines that outlive a run.
     */
    @Override
    default void close() {
    }

}

package org.minigun.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Platform threads that are started and joined by one caller.
 */
public final class Joining {

    private final List<Thread> threads = new ArrayList<>();

    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * Starts a thread.
     * @param body what it does
     * @return this
     */
    public Joining start(Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            }
            catch (Exception ex) {
                this.failure.compareAndSet(null, ex);
            }
        });
        this.threads.add(thread);
        thread.start();
        return this;
    }

    /**
     * Waits for all threads.
     * @throws Exception if one of them has failed
     */
    public void join() throws Exception {
        for (Thread thread : this.threads) {
            thread.join();
        }
        Exception failed = this.failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /**
     * What a thread does.
     */
    @FunctionalInterface
    public interface Body {

        /**
         * Does it.
         * @throws Exception if it fails
         */
        void run() throws Exception;

    }

}

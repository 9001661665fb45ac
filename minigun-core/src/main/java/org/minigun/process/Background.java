package org.minigun.process;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for what waits for processes. They end after a second without work. Where no
 * thread can be made, work waits for {@link #runLeft}. Thread-safe.
 */
final class Background implements Executor, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Background.class);

    private final AtomicInteger number = new AtomicInteger();

    private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
            new SynchronousQueue<>(), this::thread);

    @Override
    public void execute(Runnable work) {
        try {
            this.threads.execute(() -> run(work));
        }
        catch (RejectedExecutionException | OutOfMemoryError ex) {
            // No memory is short, but threads are: the limit of processes is reached.
            this.left.add(work);
        }
    }

    /** Does on the calling thread what no thread could be made for. */
    void runLeft() {
        for (Runnable work = this.left.poll(); work != null; work = this.left.poll()) {
            run(work);
        }
    }

    private static void run(Runnable work) {
        try {
            work.run();
        }
        catch (RuntimeException | Error ex) {
            logger.warn("Work on worker processes has failed", ex);
        }
        finally {
            // An interrupt was meant for this work, not for the next.
            Thread.interrupted();
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "minigun-processes-" + this.number.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the threads, after what they are doing. */
    @Override
    public void close() {
        this.threads.shutdown();
        runLeft();
    }

}

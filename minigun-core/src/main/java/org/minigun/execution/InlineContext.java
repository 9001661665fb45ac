package org.minigun.execution;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;

/**
 * The calling thread.
 */
final class InlineContext implements ExecutionContext {

    private final String name;

    private @Nullable Thread thread;

    private boolean interrupted;

    private InlineContext(String name) {
        this.name = name;
    }

    static ContextFactory factory() {
        return new ContextFactory() {

            @Override
            public Concurrency concurrency() {
                return Concurrency.INLINE;
            }

            @Override
            public ExecutionContext create(String name) {
                return new InlineContext(name);
            }

        };
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (this) {
            if (this.thread != null) {
                throw new IllegalStateException("Context '" + this.name + "' has work already");
            }
            this.thread = Thread.currentThread();
        }
        try {
            work.run();
        }
        finally {
            release();
        }
    }

    /** The thread is the caller's: it gets it back without the run's interrupt. */
    private synchronized void release() {
        this.thread = null;
        if (this.interrupted) {
            this.interrupted = false;
            Thread.interrupted();
        }
        notifyAll();
    }

    @Override
    public synchronized boolean join(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); this.thread != null && left > 0; left = deadline - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return this.thread == null;
    }

    @Override
    public synchronized boolean isAlive() {
        return this.thread != null;
    }

    @Override
    public synchronized void terminate() {
        if (this.thread != null && this.thread != Thread.currentThread()) {
            this.interrupted = true;
            this.thread.interrupt();
        }
    }

    @Override
    public synchronized List<StackTraceElement> stack() {
        return (this.thread != null) ? List.of(this.thread.getStackTrace()) : List.of();
    }

}

package org.minigun.execution;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;

/**
 * A thread, platform or virtual. It is started with the work and ends with it.
 */
final class ThreadContext implements ExecutionContext {

    private final String name;

    private final BiFunction<String, Runnable, Thread> threads;

    private volatile @Nullable Thread thread;

    private ThreadContext(String name, BiFunction<String, Runnable, Thread> threads) {
        this.name = name;
        this.threads = threads;
    }

    static ContextFactory platform() {
        return factory(Concurrency.THREAD, Threads::platform);
    }

    static ContextFactory virtual() {
        return factory(Concurrency.VIRTUAL_THREAD, Threads::virtual);
    }

    private static ContextFactory factory(Concurrency concurrency, BiFunction<String, Runnable, Thread> threads) {
        return new ContextFactory() {

            @Override
            public Concurrency concurrency() {
                return concurrency;
            }

            @Override
            public ExecutionContext create(String name) {
                return new ThreadContext(name, threads);
            }

        };
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public synchronized void execute(Runnable work) {
        if (isAlive()) {
            throw new IllegalStateException("Context '" + this.name + "' has work already");
        }
        Thread started = this.threads.apply(this.name, work);
        this.thread = started;
        started.start();
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        Thread joined = this.thread;
        if (joined == null || joined == Thread.currentThread()) {
            return joined == null;
        }
        long millis = timeout.toMillis();
        if (millis > 0) {
            joined.join(millis);
        }
        return !joined.isAlive();
    }

    @Override
    public boolean isAlive() {
        Thread alive = this.thread;
        return alive != null && alive.isAlive();
    }

    @Override
    public void terminate() {
        Thread interrupted = this.thread;
        if (interrupted != null && interrupted != Thread.currentThread()) {
            interrupted.interrupt();
        }
    }

    @Override
    public List<StackTraceElement> stack() {
        Thread running = this.thread;
        return (running != null) ? List.of(running.getStackTrace()) : List.of();
    }

}

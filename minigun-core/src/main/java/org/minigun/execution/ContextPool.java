package org.minigun.execution;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A bounded set of contexts of one kind, made when they are first asked for and used
 * again when they are given back. Thread-safe.
 */
public final class ContextPool {

    private final String name;

    private final ContextFactory factory;

    /** Guarded by this. */
    private int size;

    private final List<ExecutionContext> contexts = new ArrayList<>();

    private final Deque<ExecutionContext> free = new ArrayDeque<>();

    /**
     * Makes a pool without contexts.
     * @param name its name, from which the names of the contexts follow
     * @param factory makes the contexts
     * @param size the greatest number of contexts, at least 1
     */
    public ContextPool(String name, ContextFactory factory, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "Invalid size (" + size + ") of pool '" + name + "': must be at least 1");
        }
        this.name = name;
        this.factory = factory;
        this.size = size;
    }

    /**
     * Takes a context that is free, or makes one while there are fewer than the pool's
     * size.
     * @return the context, or empty if all are taken
     */
    public synchronized Optional<ExecutionContext> acquire() {
        ExecutionContext context = this.free.poll();
        if (context == null && this.contexts.size() < this.size) {
            context = this.factory.create((this.size == 1) ? this.name : this.name + "-" + this.contexts.size());
            this.contexts.add(context);
        }
        return Optional.ofNullable(context);
    }

    /**
     * Lets further contexts be made, besides those that there are.
     * @param more the number
     */
    synchronized void allow(int more) {
        this.size = this.contexts.size() + more;
    }

    /**
     * Gives a context back whose work has ended.
     * @param context a context of this pool
     */
    public synchronized void release(ExecutionContext context) {
        if (!this.free.contains(context)) {
            this.free.add(context);
        }
    }

    /**
     * Waits for all work to end.
     * @param timeout the longest wait
     * @return the contexts whose work goes on
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public List<ExecutionContext> joinAll(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<ExecutionContext> alive = new ArrayList<>();
        for (ExecutionContext context : contexts()) {
            long left = Math.max(0, deadline - System.nanoTime());
            if (!context.join(Duration.ofNanos(left))) {
                alive.add(context);
            }
        }
        return alive;
    }

    /**
     * Asks all work to end now. Returns at once.
     */
    public void terminateAll() {
        contexts().forEach(ExecutionContext::terminate);
    }

    private synchronized List<ExecutionContext> contexts() {
        return List.copyOf(this.contexts);
    }

}

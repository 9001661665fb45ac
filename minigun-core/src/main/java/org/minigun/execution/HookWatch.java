package org.minigun.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.StuckThread;

/**
 * Sees to it that a run that was cancelled ends although a hook does not return. Hooks
 * that the coordinator runs are given the shutdown timeout, from the cancelling or from
 * their beginning, whatever is later; then their thread is named and left.
 */
final class HookWatch {

    private final RunExecution run;

    private List<StuckThread> stuck = List.of();

    /** Who has started the run; what it does after that is not the run's to interrupt. */
    private final long caller = Thread.currentThread().getId();

    private @Nullable Thread hooking;

    private long since;

    private boolean watching;

    HookWatch(RunExecution run) {
        this.run = run;
    }

    /** Hooks begin on this thread, after contexts that did not stop. */
    synchronized void hooksBegin(List<StuckThread> before) {
        this.stuck = List.copyOf(before);
        this.hooking = Thread.currentThread();
        this.since = System.nanoTime();
        notifyAll();
    }

    synchronized void hooksEnd() {
        this.hooking = null;
    }

    synchronized void runEnded() {
        notifyAll();
    }

    /** The run was cancelled: hooks have to end from now on. */
    synchronized void watch() {
        if (!this.watching) {
            this.watching = true;
            Threads.platform("minigun-" + this.run.task() + "-hooks", this::giveUpInTime).start();
        }
    }

    private void giveUpInTime() {
        try {
            Thread thread = awaitOverdue(System.nanoTime(), this.run.shutdownTimeout());
            if (thread != null) {
                giveUp(thread);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until hooks have had their time, or for the end of the run. */
    private synchronized @Nullable Thread awaitOverdue(long from, Duration timeout) throws InterruptedException {
        while (!this.run.isAnnounced()) {
            if (this.hooking == null) {
                wait();
                continue;
            }
            long begun = (this.since - from > 0) ? this.since : from;
            long left = timeout.toNanos() - (System.nanoTime() - begun);
            if (left <= 0) {
                return this.hooking;
            }
            wait(left / 1_000_000 + 1);
        }
        return null;
    }

    private void giveUp(Thread thread) {
        List<StuckThread> all = new ArrayList<>(this.stuck);
        all.add(new StuckThread(thread.getName(), List.of(thread.getStackTrace())));
        if (this.run.end(all) && thread.getId() != this.caller) {
            thread.interrupt();
        }
    }

}

package org.minigun.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.minigun.RunStoppedException;
import org.minigun.metrics.StageCounters;

/**
 * Puts the results of a pool back into the order of its items. Each item has the number
 * in which it came; whoever completes the item that is next passes on its results and
 * those of the items after it that are complete, all others leave theirs and go on. So
 * results are passed on by one context at a time, and by the one that has just worked.
 * <p>
 * A context does not begin an item that is further ahead than the stage's capacity, which
 * bounds what is held back. It cannot deadlock: the item that is next is always in work.
 */
final class OrderedGate {

    private final StageRun stage;

    private final int window;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition advanced = this.lock.newCondition();

    private final Map<Long, Completed> waiting = new HashMap<>();

    private long next;

    private boolean passing;

    OrderedGate(StageRun stage) {
        this.stage = stage;
        this.window = stage.capacity();
    }

    /** Waits until an item is near enough to the one that is next. */
    void awaitWindow(long number) {
        this.lock.lock();
        try {
            while (number - this.next >= this.window) {
                this.stage.control().checkAborted();
                this.advanced.await();
            }
        }
        catch (InterruptedException ex) {
            this.stage.control().checkAborted();
            awaitWindow(number);
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * An item is complete: passes on what is now in turn, through this context's
     * receivers.
     */
    void complete(long number, Completed completed, List<Receiver> receivers) {
        this.lock.lock();
        try {
            this.waiting.put(number, completed);
            if (this.passing) {
                return;
            }
            this.passing = true;
        }
        finally {
            this.lock.unlock();
        }
        try {
            for (Completed turn = nextInTurn(); turn != null; turn = nextInTurn()) {
                passOn(turn, receivers);
                advance();
            }
        }
        catch (Throwable ex) {
            this.lock.lock();
            try {
                this.passing = false;
            }
            finally {
                this.lock.unlock();
            }
            throw ex;
        }
    }

    /** What throws here is the routing of the stage, which concerns the item. */
    private void passOn(Completed turn, List<Receiver> receivers) {
        try {
            turn.passOn(receivers);
        }
        catch (RunStoppedException stopped) {
            throw stopped;
        }
        catch (Throwable thrown) {
            StageCounters counts = this.stage.newCounters();
            counts.emitted(-turn.remaining());
            if (turn.done) {
                counts.done(-1);
                counts.failedAttempt();
                this.stage.giveUp(counts, turn.item, 1, turn.attempts, thrown);
            }
        }
    }

    /**
     * The item in turn if it is complete; if it is not, this context's turn to pass on is
     * over.
     */
    private @Nullable Completed nextInTurn() {
        this.lock.lock();
        try {
            Completed turn = this.waiting.get(this.next);
            if (turn == null) {
                this.passing = false;
            }
            return turn;
        }
        finally {
            this.lock.unlock();
        }
    }

    private void advance() {
        this.lock.lock();
        try {
            this.waiting.remove(this.next);
            this.next++;
            this.advanced.signalAll();
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Accounts for items whose results were held back when the run was cut off: they were
     * not passed on, so the items are not done. Of an item that was not done anyway only
     * the results are taken back.
     */
    void abandon() {
        this.lock.lock();
        try {
            StageCounters counts = this.stage.newCounters();
            for (Completed completed : this.waiting.values()) {
                int lost = completed.remaining();
                counts.emitted(-lost);
                if (lost > 0 && completed.done) {
                    counts.done(-1);
                    this.stage.unfinished(counts, completed.item, 1);
                }
            }
            this.waiting.clear();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** The results of one item, each with the number of its receiver. */
    static final class Completed {

        private final Object item;

        /** Whether it was not given up on, though it had emitted results before. */
        private final boolean done;

        /** How often the stage was called with it. */
        private final int attempts;

        private final List<Result> results;

        private int passed;

        Completed(Object item, boolean done, int attempts, List<Result> results) {
            this.item = item;
            this.done = done;
            this.attempts = attempts;
            this.results = results;
        }

        private void passOn(List<Receiver> receivers) throws Exception {
            while (this.passed < this.results.size()) {
                Result result = this.results.get(this.passed);
                receivers.get(result.receiver()).accept(result.item());
                this.passed++;
            }
        }

        private int remaining() {
            return this.results.size() - this.passed;
        }

    }

    /** One result. */
    record Result(int receiver, Object item) {
    }

}

package org.minigun.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The items of a session that go to stages that run together: those that wait, and those
 * that a worker has and has not committed. Thread-safe.
 * <p>
 * Nobody knows which of several items has cost a worker. So after a death those that were
 * under way are delivered one at a time: a further one only when the one before has been
 * committed, or is held by accumulators alone. What is alone then is guilty. Where
 * accumulators hold others, the last one is tried by itself first; if that tells nothing,
 * all that are held together are to blame.
 */
final class GroupItems {

    private static final long AHEAD_NANOS = 5_000_000;

    private final Deque<Delivery> waiting = new ArrayDeque<>();

    private final Deque<Delivery> sent = new ArrayDeque<>();

    private final int smallestWindow;

    private final int largestWindow;

    private final int maxCrashes;

    private int window;

    private long number;

    /** The last number of which more than accumulators may hold nothing. */
    private long acknowledged;

    private long held;

    /** Items that the worker has settled. */
    private long settled;

    private long smoothedNanos = -1;

    private @Nullable Worker worker;

    /** How many of those that wait or were sent were under way when a worker died. */
    private int suspects;

    GroupItems(int smallestWindow, int largestWindow, int maxCrashes) {
        this.smallestWindow = Math.min(smallestWindow, largestWindow);
        this.largestWindow = largestWindow;
        this.maxCrashes = maxCrashes;
        this.window = this.smallestWindow;
    }

    synchronized void add(Delivery delivery) {
        this.waiting.addLast(delivery);
        this.suspects += delivery.suspect ? 1 : 0;
    }

    /** How many items more may be taken. */
    synchronized int room() {
        int extra = 0;
        for (Delivery each : this.sent) {
            if (each.number > this.held) {
                break;
            }
            extra++;
        }
        return this.window + extra - this.waiting.size() - this.sent.size();
    }

    /** A worker is ready for items. */
    synchronized void open(Worker with) {
        this.worker = with;
        this.settled = 0;
    }

    /** Takes the next item that may be sent now to a worker, numbered. */
    synchronized @Nullable Delivery next(Worker to) {
        Delivery first = this.waiting.peek();
        // Its end may have been noted meanwhile.
        if (first == null || this.worker != to || isCareful() && !isAcknowledged()) {
            return null;
        }
        this.waiting.poll();
        first.number = ++this.number;
        first.sentNanos = System.nanoTime();
        this.sent.addLast(first);
        return first;
    }

    private boolean isCareful() {
        return this.suspects > 0;
    }

    private boolean isAcknowledged() {
        return this.sent.isEmpty() || this.sent.peekLast().number <= this.acknowledged;
    }

    synchronized long settled() {
        return this.settled;
    }

    /** Whether all was sent, and the sources' end may be told. */
    synchronized boolean mayEnd() {
        return this.waiting.isEmpty() && (!isCareful() || isAcknowledged());
    }

    synchronized boolean hasWaiting() {
        return !this.waiting.isEmpty();
    }

    synchronized boolean hasSent() {
        return !this.sent.isEmpty();
    }

    synchronized boolean isEmpty() {
        return this.waiting.isEmpty() && this.sent.isEmpty();
    }

    /** The item that was sent under a number. */
    synchronized @Nullable Object item(long sentNumber) {
        for (Delivery each : this.sent) {
            if (each.number == sentNumber) {
                return each.item;
            }
        }
        return null;
    }

    /** Takes an item back out of those that were sent: it is settled by itself. */
    synchronized @Nullable Delivery remove(long sentNumber) {
        for (Iterator<Delivery> all = this.sent.iterator(); all.hasNext();) {
            Delivery each = all.next();
            if (each.number == sentNumber) {
                all.remove();
                this.suspects -= each.suspect ? 1 : 0;
                return each;
            }
        }
        return null;
    }

    /** Tells whether a worker may speak of all items up to a number. */
    synchronized boolean hasSent(long upTo) {
        return upTo >= 0 && upTo <= this.number;
    }

    /** All items up to a number are settled. */
    synchronized void commit(long to) {
        int count = 0;
        long begun = 0;
        for (Delivery first = this.sent.peek(); first != null && first.number <= to; first = this.sent.peek()) {
            begun = (count == 0) ? first.sentNanos : begun;
            this.sent.poll();
            this.suspects -= first.suspect ? 1 : 0;
            count++;
        }
        this.settled += count;
        if (count > 0) {
            smooth((System.nanoTime() - begun) / count);
        }
        this.acknowledged = Math.max(this.acknowledged, to);
    }

    private void smooth(long nanos) {
        long before = this.smoothedNanos;
        this.smoothedNanos = (before < 0) ? nanos : before + (nanos - before) / 8;
        this.window = (int) Math.max(this.smallestWindow,
                Math.min(this.largestWindow, AHEAD_NANOS / Math.max(1, this.smoothedNanos)));
    }

    /** Accumulators hold what there is of all items up to a number. */
    synchronized void held(long to) {
        this.held = Math.max(this.held, to);
        this.acknowledged = Math.max(this.acknowledged, to);
    }

    /** What has left was passed on before it was committed, so nothing can be redone. */
    synchronized void passedOn() {
        this.sent.forEach((each) -> each.begunToPass = true);
    }

    /**
     * The worker is gone.
     * @return the items that are given up on
     */
    synchronized List<Delivery> died() {
        this.worker = null;
        boolean wasAcknowledged = isAcknowledged();
        boolean careful = !this.sent.isEmpty() && this.sent.stream().allMatch((each) -> each.suspect);
        List<Delivery> had = new ArrayList<>(this.sent);
        this.sent.clear();
        List<Delivery> lost = new ArrayList<>();
        if (had.size() == 1 || careful && (wasAcknowledged || had.get(had.size() - 1).wentFirst)) {
            had.forEach((each) -> each.crashes++);
        }
        else if (careful) {
            Delivery last = had.remove(had.size() - 1);
            last.wentFirst = true;
            had.add(0, last);
        }
        for (int i = had.size() - 1; i >= 0; i--) {
            Delivery each = had.get(i);
            each.suspect = true;
            each.attempts++;
            if (each.crashes >= this.maxCrashes || each.begunToPass) {
                lost.add(0, each);
            }
            else {
                this.waiting.addFirst(each);
            }
        }
        this.suspects = (int) this.waiting.stream().filter((each) -> each.suspect).count();
        this.held = 0;
        this.acknowledged = this.number;
        return lost;
    }

    /** The worker gets nothing more. */
    synchronized void closed() {
        this.worker = null;
    }

    /** All that is not settled. */
    synchronized List<Delivery> drain() {
        this.worker = null;
        List<Delivery> all = new ArrayList<>(this.sent);
        all.addAll(this.waiting);
        this.sent.clear();
        this.waiting.clear();
        this.suspects = 0;
        return all;
    }

}

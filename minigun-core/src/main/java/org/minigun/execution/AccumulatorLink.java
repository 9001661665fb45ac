package org.minigun.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.minigun.BatchFunction;
import org.minigun.KeyFunction;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Weigher;
import org.minigun.metrics.StageCounters;

/**
 * An accumulator. Batches are made per key and flushed when they are full by number or by
 * weight, when their first item has waited long enough, when all keys together hold
 * enough, and at the end.
 * <p>
 * The lock is there for the timer: flushes by time come from a thread of their own, for
 * the source's thread may be waiting elsewhere. It also carries back-pressure: while a
 * flush waits for a full channel, no item is added.
 */
final class AccumulatorLink extends Link {

    private static final Object NO_KEY = new Object();

    private final BatchFunction<Object, Object> function;

    private final Receiver next;

    private final boolean timed;

    private final int maxSize;

    private final int maxTotal;

    private final long maxWeight;

    private final long maxWaitNanos;

    private final @Nullable KeyFunction<Object> keyBy;

    private final @Nullable Weigher<Object> weigher;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = this.lock.newCondition();

    private final Map<Object, Batch> batches = new LinkedHashMap<>();

    /** The batch that is being made, for those who give up on its context. */
    private volatile List<Object> delivering = List.of();

    private int total;

    private boolean finished;

    AccumulatorLink(StageRun stage, StageCounters counters, BatchFunction<Object, Object> function, Receiver next,
            boolean timer) {
        super(stage, counters);
        this.function = function;
        this.next = next;
        Settings settings = stage.settings();
        this.maxSize = settings.get(Setting.MAX_SIZE, 100);
        this.maxTotal = settings.get(Setting.MAX_TOTAL, Integer.MAX_VALUE);
        this.maxWeight = settings.get(Setting.MAX_WEIGHT, Long.MAX_VALUE);
        this.maxWaitNanos = stage.maxWaitNanos();
        this.timed = timer;
        this.keyBy = settings.get(Setting.KEY_BY);
        this.weigher = settings.get(Setting.WEIGHER);
    }

    @Override
    void accept(Object item) {
        this.counters.received();
        this.lock.lock();
        try {
            attempt(item);
        }
        catch (Throwable thrown) {
            failed(item, thrown);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Adds an item; what throws here is the key or the weight of the item. */
    @Override
    void attempt(Object item) throws Exception {
        Object key = (this.keyBy != null) ? Keys.key(this.keyBy, item, this.stage.path()) : NO_KEY;
        long weight = (this.weigher != null) ? weigh(this.weigher, item) : 0;
        if (!this.timed && this.maxWaitNanos > 0) {
            flushOverdue(System.nanoTime());
        }
        Batch batch = this.batches.get(key);
        if (batch != null && weight > this.maxWeight - batch.weight) {
            flush(key);
            batch = null;
        }
        if (batch == null) {
            batch = new Batch(this.maxSize);
            this.batches.put(key, batch);
            this.changed.signal();
        }
        batch.items.add(item);
        batch.weight += weight;
        this.total++;
        if (batch.items.size() >= this.maxSize || batch.weight >= this.maxWeight) {
            flush(key);
        }
        else if (this.total >= this.maxTotal) {
            flushAll();
        }
    }

    private long weigh(Weigher<Object> function, Object item) throws Exception {
        long weight = function.weigh(item);
        if (weight < 0) {
            throw new IllegalArgumentException("Invalid weight (" + weight + ") of an item at stage '"
                    + this.stage.path() + "': must not be negative");
        }
        return weight;
    }

    private void flushAll() {
        for (Object key : List.copyOf(this.batches.keySet())) {
            flush(key);
        }
    }

    /**
     * Flushes what has waited long enough. Batches are in the order of their first items.
     */
    private void flushOverdue(long now) {
        for (Map.Entry<Object, Batch> entry : List.copyOf(this.batches.entrySet())) {
            if (now - entry.getValue().since < this.maxWaitNanos) {
                return;
            }
            flush(entry.getKey());
        }
    }

    private void flush(Object key) {
        Batch batch = this.batches.remove(key);
        if (batch != null) {
            this.total -= batch.items.size();
            deliver(Collections.unmodifiableList(batch.items));
        }
    }

    private void deliver(List<Object> items) {
        this.delivering = items;
        try {
            makeOrGiveUp(items);
            this.stage.forgetStrayInterrupt();
        }
        finally {
            this.delivering = List.of();
        }
    }

    private void makeOrGiveUp(List<Object> items) {
        Throwable thrown = null;
        for (int attempts = 1;; attempts++) {
            try {
                make(items);
                return;
            }
            catch (Throwable again) {
                if (thrown != null && thrown != again) {
                    again.addSuppressed(thrown);
                }
                thrown = again;
            }
            if (!this.stage.tryAgain(this.counters, items, items.size(), attempts, thrown)) {
                return;
            }
        }
    }

    private void make(List<Object> items) throws Exception {
        long start = System.nanoTime();
        Object result = this.function.apply(items);
        this.counters.timedOne(System.nanoTime() - start);
        if (result != null) {
            if (this.next.isDirect()) {
                this.counters.emitted();
                this.next.accept(result);
            }
            else {
                this.next.accept(result);
                this.counters.emitted();
            }
        }
        this.counters.done(items.size());
    }

    List<Object> delivering() {
        return this.delivering;
    }

    /** The body of the timer's thread. */
    void flushInTime() throws InterruptedException {
        this.lock.lockInterruptibly();
        try {
            while (!this.finished && !this.stage.isAborted()) {
                if (this.batches.isEmpty()) {
                    this.changed.await();
                    continue;
                }
                long oldest = this.batches.values().iterator().next().since;
                long left = this.maxWaitNanos - (System.nanoTime() - oldest);
                if (left > 0) {
                    this.changed.await(left, TimeUnit.NANOSECONDS);
                }
                else {
                    flushOverdue(System.nanoTime());
                    // This thread is the run's own, be it a virtual one.
                    this.stage.control().forgetStrayInterrupt();
                }
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    void finish() {
        this.lock.lock();
        try {
            flushAll();
            this.finished = true;
            this.changed.signalAll();
        }
        finally {
            this.lock.unlock();
        }
        this.next.end();
    }

    /** Accounts for what is held, from another thread, unless the own thread is at it. */
    void abandonIfFree() {
        if (this.lock.tryLock()) {
            try {
                abandon();
            }
            finally {
                this.lock.unlock();
            }
        }
    }

    @Override
    void abandon() {
        this.lock.lock();
        try {
            this.finished = true;
            this.changed.signalAll();
            for (Batch batch : this.batches.values()) {
                this.stage.unfinished(this.counters, batch.items, batch.items.size());
            }
            this.batches.clear();
            this.total = 0;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** The items of one key. */
    private static final class Batch {

        private final List<Object> items;

        private final long since = System.nanoTime();

        private long weight;

        Batch(int size) {
            this.items = new ArrayList<>(Math.min(size, 128));
        }

    }

}

package org.minigun.execution;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.minigun.metrics.WaitingTime;

/**
 * A bounded queue between the contexts of two groups.
 * <p>
 * <b>Model.</b> A linked list of small arrays (chunks) with one writer and one reader at
 * a time. Several senders take turns by a lock, several receivers by another one; the two
 * sides never lock each other out. Chunks are short-lived, so that the stores of items do
 * not cross the generations of a collector: with a fixed ring each store would pay a
 * barrier.
 * <p>
 * <b>Batching is natural.</b> An item is visible to the receiver at once: {@code sent} is
 * published after each. A receiver reads {@code sent} once and then takes all there is
 * without looking again; so when there is much, the two sides meet rarely, and when there
 * is one item, it is taken at once. Nothing waits for a batch to fill.
 * <p>
 * <b>Waiting.</b> Waking a sleeping thread costs a thousand times what an item costs. How
 * a side waits is in {@link WaitStrategy}; this class holds the hand-shake: a side that
 * is about to sleep registers itself, then looks again; the other side publishes, then
 * looks for a registration. A receiver that empties fast looks for a waiting sender only
 * now and then and when the channel is empty; so a waiting sender is always woken before
 * the receiver sleeps.
 * <p>
 * <b>Bound.</b> At most {@code capacity} items are sent and not taken. A pool's receivers
 * take items in small lots to share the lock; the bound is lowered by what such lots can
 * hold.
 * <p>
 * <b>End.</b> The channel has ended when all its sources have and it is empty.
 */
final class Channel {

    private static final int CHUNK = 64;

    private static final int LARGEST_LOT = 32;

    private final int capacity;

    private final int checkEvery;

    private final int largestLot;

    private final RunControl control;

    private final @Nullable ReentrantLock sendLock;

    private final @Nullable ReentrantLock receiveLock;

    private final AtomicInteger openSources;

    private final List<Lot> lots = new CopyOnWriteArrayList<>();

    private final Cursor sent = new Cursor();

    private final Cursor taken = new Cursor();

    private final SenderSide sender;

    private final ReceiverSide receiver;

    private final Waiter waitingSender = new Waiter();

    private final Waiter waitingReceiver = new Waiter();

    private final WaitingTime senders = new WaitingTime();

    private final WaitingTime receivers = new WaitingTime();

    private volatile long senderWantsTaken;

    Channel(int capacity, int sources, boolean manySenders, int receivers, RunControl control) {
        this.control = control;
        this.openSources = new AtomicInteger(sources);
        this.sendLock = manySenders ? new ReentrantLock() : null;
        this.receiveLock = (receivers > 1) ? new ReentrantLock() : null;
        this.largestLot = (receivers > 1) ? Math.max(1, Math.min(LARGEST_LOT, capacity / (16 * receivers))) : 1;
        this.capacity = capacity - ((receivers > 1) ? receivers * (this.largestLot - 1) : 0);
        this.checkEvery = Math.max(1, this.capacity / 8);
        @Nullable Object[] first = new @Nullable Object[CHUNK + 1];
        this.sender = new SenderSide(first, this.capacity);
        this.receiver = new ReceiverSide(first, this.capacity);
        this.sender.limit = this.capacity;
    }

    int largestLot() {
        return this.largestLot;
    }

    /** Sends an item; blocks while the channel is full. */
    void send(Object item, @Nullable Permit permit) {
        ReentrantLock lock = this.sendLock;
        if (lock == null) {
            put(item, permit);
            return;
        }
        lock(lock, permit);
        try {
            put(item, permit);
        }
        finally {
            lock.unlock();
        }
    }

    private void lock(ReentrantLock lock, @Nullable Permit permit) {
        for (int spins = 0; spins < 50; spins++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        if (permit == null) {
            awaitLock(lock, this.senders);
            return;
        }
        permit.release();
        awaitLock(lock, this.senders);
        try {
            permit.acquire(this.control);
        }
        catch (Throwable ex) {
            lock.unlock();
            throw ex;
        }
    }

    private void awaitLock(ReentrantLock lock, WaitingTime waiting) {
        long start = System.nanoTime();
        waiting.begin(start);
        try {
            lockOrAbort(lock);
        }
        finally {
            waiting.end(start);
        }
    }

    private void lockOrAbort(ReentrantLock lock) {
        while (true) {
            try {
                lock.lockInterruptibly();
                return;
            }
            catch (InterruptedException ex) {
                this.control.checkAborted();
            }
        }
    }

    private void put(Object item, @Nullable Permit permit) {
        SenderSide side = this.sender;
        if (side.count == side.limit) {
            awaitSpace(side, permit);
        }
        int index = side.index;
        if (index == CHUNK) {
            @Nullable Object[] chunk = new @Nullable Object[CHUNK + 1];
            side.chunk[CHUNK] = chunk;
            side.chunk = chunk;
            index = 0;
        }
        side.chunk[index] = item;
        side.index = index + 1;
        side.count++;
        // No fence: a receiver that goes to sleep allows for that, see sleepUntilItems.
        this.sent.publishLazily(side.count);
        this.waitingReceiver.wake();
    }

    private void awaitSpace(SenderSide side, @Nullable Permit permit) {
        if (refreshLimit(side)) {
            return;
        }
        if (permit != null) {
            permit.release();
        }
        long wanted = side.count - this.capacity + Math.max(1, this.capacity - this.capacity / 4);
        long start = System.nanoTime();
        this.senders.begin(start);
        try {
            if (!side.waiting.spin(() -> this.taken.read() >= wanted || this.control.isAborted())) {
                sleepUntilSpace(side, wanted);
            }
        }
        finally {
            this.senders.end(start);
        }
        this.control.checkAborted();
        refreshLimit(side);
        if (permit != null) {
            permit.acquire(this.control);
        }
    }

    /**
     * Sleeps until most of the channel is free, or, when that takes long, until there is
     * any space.
     */
    private void sleepUntilSpace(SenderSide side, long most) {
        long start = System.nanoTime();
        long wanted = most;
        while (true) {
            this.senderWantsTaken = wanted;
            this.waitingSender.register();
            if (this.taken.read() >= wanted || this.control.isAborted()) {
                break;
            }
            this.waitingReceiver.wakeFromNap();
            this.waitingReceiver.wake();
            long slept = System.nanoTime() - start;
            if (slept < WaitStrategy.PATIENCE_NANOS) {
                LockSupport.parkNanos(this, WaitStrategy.PATIENCE_NANOS - slept);
            }
            else if (wanted > side.count - this.capacity + 1) {
                wanted = side.count - this.capacity + 1;
            }
            else {
                LockSupport.park(this);
            }
            this.control.forgetStrayInterrupt();
        }
        this.waitingSender.unregister();
    }

    private boolean refreshLimit(SenderSide side) {
        side.limit = this.taken.read() + this.capacity;
        return side.count < side.limit;
    }

    /**
     * Takes the next item, for the only receiver. The item stays known as
     * {@link #current} until the next call.
     * @return the item, or {@code null} at the end
     */
    @Nullable Object receive(boolean slow) {
        ReceiverSide side = this.receiver;
        if (side.count == side.known && !awaitItems(side)) {
            forget(side);
            return null;
        }
        Object item = take(side);
        this.taken.publishLazily(side.count);
        if (slow || side.count >= side.nextCheck) {
            wakeSender(side);
        }
        return item;
    }

    private static void forget(ReceiverSide side) {
        if (side.index > 0) {
            side.chunk[side.index - 1] = null;
        }
    }

    private Object take(ReceiverSide side) {
        int index = side.index;
        @Nullable Object[] chunk = side.chunk;
        if (index > 0) {
            chunk[index - 1] = null;
        }
        if (index == CHUNK) {
            @Nullable Object[] next = Objects.requireNonNull((@Nullable Object[]) chunk[CHUNK]);
            chunk[CHUNK] = null;
            side.chunk = next;
            chunk = next;
            index = 0;
        }
        side.index = index + 1;
        side.count++;
        return Objects.requireNonNull(chunk[index]);
    }

    /**
     * The item that the only receiver took last; read after that receiver was given up
     * on.
     */
    @Nullable Object current() {
        int index = this.receiver.index;
        return (index > 0) ? this.receiver.chunk[index - 1] : null;
    }

    private void wakeSender(ReceiverSide side) {
        side.nextCheck = side.count + this.checkEvery;
        this.taken.publish(side.count);
        if (this.waitingSender.isRegistered() && side.count >= this.senderWantsTaken) {
            this.waitingSender.wake();
        }
    }

    private boolean awaitItems(ReceiverSide side) {
        this.control.checkAborted();
        if (refreshKnown(side)) {
            return true;
        }
        wakeSender(side);
        if (isDrained(side)) {
            return false;
        }
        long start = side.waiting.idle(side.count);
        this.receivers.begin(start);
        try {
            if (!side.waiting.spinOrNap(this.waitingReceiver, () -> hasNews(side),
                    () -> this.sent.read() - side.count)) {
                sleepUntilItems(side);
            }
        }
        finally {
            this.receivers.end(start);
        }
        side.waiting.resumed(start);
        this.control.checkAborted();
        return refreshKnown(side);
    }

    /**
     * Sleeps until there are items. A sender publishes an item and then looks for a
     * registered receiver, without the fence between the two that would cost it more than
     * all the rest. So it may look before its item can be seen, and miss a receiver that
     * has just registered. The receiver therefore looks once more when every store made
     * before its registration has become visible; any later sender sees the registration.
     */
    private void sleepUntilItems(ReceiverSide side) {
        boolean settled = false;
        while (true) {
            this.waitingReceiver.register();
            if (hasNews(side)) {
                break;
            }
            if (settled) {
                // Bounded, for a sender may be preempted for long between the two.
                LockSupport.parkNanos(this, WaitStrategy.RECHECK_NANOS);
            }
            else {
                long start = System.nanoTime();
                LockSupport.parkNanos(this, WaitStrategy.SETTLED_NANOS);
                settled = System.nanoTime() - start >= WaitStrategy.SETTLED_NANOS;
            }
            this.control.forgetStrayInterrupt();
        }
        this.waitingReceiver.unregister();
    }

    private boolean hasNews(ReceiverSide side) {
        return this.sent.read() != side.count || this.openSources.get() == 0 || this.control.isAborted();
    }

    private boolean isDrained(ReceiverSide side) {
        return this.openSources.get() == 0 && !refreshKnown(side);
    }

    private boolean refreshKnown(ReceiverSide side) {
        side.known = this.sent.read();
        return side.count != side.known;
    }

    /**
     * Takes the next items for one of several receivers.
     * @param lot where they go; its former items are all taken
     * @param most how many at most
     * @return whether there were any; if not, the channel has ended
     */
    boolean receive(Lot lot, int most) {
        ReentrantLock lock = Objects.requireNonNull(this.receiveLock);
        if (!lock.tryLock()) {
            awaitLock(lock, this.receivers);
        }
        try {
            ReceiverSide side = this.receiver;
            if (side.count == side.known && !refreshKnown(side)) {
                if (stealFor(lot)) {
                    return true;
                }
                if (!awaitItems(side)) {
                    return stealFor(lot);
                }
            }
            long available = side.known - side.count;
            int size = (int) Math.max(1, Math.min(Math.min(most, this.largestLot), available / this.lots.size()));
            lot.begin(side.count);
            for (int i = 0; i < size; i++) {
                lot.add(take(side));
            }
            lot.publish();
            wakeSender(side);
            return true;
        }
        finally {
            lock.unlock();
        }
    }

    /**
     * Takes an item that another receiver has taken and not begun, so that none waits
     * behind a slow one while a receiver is idle.
     */
    private boolean stealFor(Lot lot) {
        for (Lot other : this.lots) {
            if (other != lot && other.stealInto(lot)) {
                return true;
            }
        }
        return false;
    }

    /** Whether another receiver is idle, waiting for its turn. */
    boolean hasIdleReceivers() {
        return this.receiveLock != null && this.receiveLock.hasQueuedThreads();
    }

    void register(Lot lot) {
        this.lots.add(lot);
    }

    void sourceEnded() {
        if (this.openSources.decrementAndGet() == 0) {
            this.waitingReceiver.wakeFromNap();
            this.waitingReceiver.wake();
        }
    }

    long depth() {
        return Math.max(0, this.sent.read() - this.taken.read());
    }

    /** The greatest number of items that it holds. */
    int capacity() {
        return this.capacity;
    }

    /** How long senders have waited for room. */
    WaitingTime senders() {
        return this.senders;
    }

    /** How long receivers have waited for items. */
    WaitingTime receivers() {
        return this.receivers;
    }

    /**
     * Takes out what was never received; for the end of a run, when no receiver is left.
     */
    @Nullable Object drain() {
        ReceiverSide side = this.receiver;
        if (!refreshKnown(side)) {
            return null;
        }
        Object item = take(side);
        this.taken.publish(side.count);
        return item;
    }

    /**
     * What only the sender whose turn it is touches; padded, for the receiver writes
     * beside it.
     */
    private static final class SenderSide extends Padding {

        private @Nullable Object[] chunk;

        private int index;

        private long count;

        private long limit;

        private final WaitStrategy waiting;

        @SuppressWarnings("unused")
        private long after0, after1, after2, after3, after4, after5, after6;

        SenderSide(@Nullable Object[] chunk, int capacity) {
            this.chunk = chunk;
            this.waiting = new WaitStrategy(capacity);
        }

    }

    /** What only the receiver whose turn it is touches. */
    private static final class ReceiverSide extends Padding {

        private @Nullable Object[] chunk;

        private int index;

        private long count;

        private long known;

        private long nextCheck;

        private final WaitStrategy waiting;

        @SuppressWarnings("unused")
        private long after0, after1, after2, after3, after4, after5, after6;

        ReceiverSide(@Nullable Object[] chunk, int capacity) {
            this.chunk = chunk;
            this.waiting = new WaitStrategy(capacity);
        }

    }

}

package org.minigun.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemCodec;

/**
 * The items of a session that are not settled, in the order in which a worker gets them:
 * those that wait, and those that were sent. Both threads of the session add and send;
 * what is ready goes out in one write. Thread-safe.
 */
final class ItemSender {

    /** Bytes that may be on their way; an item that is larger goes alone. */
    private static final long MOST_BYTES = 8L << 20;

    private final ItemFrames frames;

    /**
     * Guards the sending as a whole, so that items leave in the order of {@code sent}.
     */
    private final ReentrantLock sending = new ReentrantLock();

    private final Deque<Delivery> waiting = new ArrayDeque<>();

    private final Deque<Delivery> sent = new ArrayDeque<>();

    private long number;

    private long bytesSent;

    private volatile long bytesSettled;

    private long countSent;

    private volatile long countSettled;

    /** Items that the worker may be sent in all before it is replaced. */
    private volatile long countAllowed;

    /** Items that the worker had served when the session with it began. */
    private volatile long servedBefore;

    private boolean open;

    private volatile boolean paused;

    /** How many of those that wait or were sent are suspects; guarded by the waiting. */
    private int suspects;

    ItemSender(ItemCodec codec) {
        this.frames = new ItemFrames(codec);
    }

    void add(Delivery delivery) {
        synchronized (this.waiting) {
            this.waiting.addLast(delivery);
        }
    }

    /** Puts items in front of those that wait, in their order. */
    void addFirst(Deque<Delivery> deliveries) {
        synchronized (this.waiting) {
            deliveries.descendingIterator().forEachRemaining(this.waiting::addFirst);
            this.suspects = (int) this.waiting.stream().filter((each) -> each.suspect).count();
        }
    }

    boolean hasItems() {
        synchronized (this.waiting) {
            return !this.waiting.isEmpty();
        }
    }

    boolean hasSent() {
        synchronized (this.sent) {
            return !this.sent.isEmpty();
        }
    }

    /**
     * Whether nothing is owed by a worker that gets nothing more, now that what was being
     * sent has left.
     */
    boolean isQuiet() {
        this.sending.lock();
        try {
            return this.paused && !hasSent();
        }
        finally {
            this.sending.unlock();
        }
    }

    /** How many of its items the results of the worker have settled. */
    long settled() {
        return this.countSettled;
    }

    /** How many items the worker has settled in all, as far as its results tell. */
    long served() {
        return this.servedBefore + this.countSettled;
    }

    /** A worker was leased, and is not ready yet. */
    void prepare() {
        this.countSettled = 0;
    }

    /** A worker is ready. */
    void begin(Worker worker) {
        long left = worker.itemsLeft();
        long served = worker.itemsServed();
        this.sending.lock();
        this.countAllowed = left;
        this.servedBefore = served;
        this.open = true;
        this.paused = false;
        this.bytesSent = 0;
        this.bytesSettled = 0;
        this.countSent = 0;
        this.countSettled = 0;
        this.sending.unlock();
    }

    /**
     * The worker is not to be replaced now. One that may not go, as nobody else would be
     * in service, goes on item by item.
     */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    void goOn() {
        this.countAllowed = Math.max(this.countAllowed, this.countSettled + 1);
    }

    /** The worker is to be replaced: nothing more is sent to it. */
    void pause() {
        this.paused = true;
    }

    /**
     * The worker is gone.
     * @return what was sent and not taken note of, in order
     */
    List<Delivery> end() {
        this.sending.lock();
        try {
            this.open = false;
            synchronized (this.sent) {
                List<Delivery> left = List.copyOf(this.sent);
                this.sent.clear();
                return left;
            }
        }
        finally {
            this.sending.unlock();
        }
    }

    /** Moves what was sent to the session's thread. */
    void takeSent(Deque<Delivery> to) {
        synchronized (this.sent) {
            to.addAll(this.sent);
            this.sent.clear();
        }
    }

    /** An item that was sent is settled; told by the session's thread. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    void settled(Delivery delivery) {
        this.bytesSettled = this.bytesSettled + delivery.bytes;
        this.countSettled = this.countSettled + 1;
        acquit(delivery);
    }

    private void acquit(Delivery delivery) {
        if (delivery.suspect) {
            synchronized (this.waiting) {
                delivery.suspect = false;
                this.suspects--;
            }
        }
    }

    /** All that is not settled, as far as it was not taken note of. */
    List<Delivery> drainAll() {
        List<Delivery> all = new ArrayList<>(end());
        synchronized (this.waiting) {
            all.addAll(this.waiting);
            this.waiting.clear();
            this.suspects = 0;
        }
        return all;
    }

    /**
     * Sends what waits, as far as it may be on its way.
     * @param talk the session with the worker
     * @param refused told each item that cannot be encoded, and why
     */
    void send(WorkerTalk talk, BiConsumer<Delivery, CodecException> refused) throws IOException {
        boolean more = true;
        while (more && !this.paused) {
            List<ItemFrames.Refusal> refusals;
            this.sending.lock();
            try {
                if (!this.open || this.paused) {
                    return;
                }
                more = this.frames.send(talk, this::next, this::leave);
                refusals = this.frames.takeRefusals();
                this.countSent -= refusals.size();
            }
            finally {
                this.sending.unlock();
            }
            refusals.forEach((refusal) -> acquit(refusal.delivery()));
            refusals.forEach((refusal) -> refusal.tell(refused));
            // One that was refused may have been what the next one waited for.
            more |= !refusals.isEmpty();
        }
    }

    private void leave(List<Delivery> leaving) {
        for (Delivery each : leaving) {
            this.bytesSent += each.bytes;
        }
        synchronized (this.sent) {
            this.sent.addAll(leaving);
        }
    }

    private @Nullable Delivery next() {
        if (this.bytesSent - this.bytesSettled >= MOST_BYTES || this.countSent >= this.countAllowed) {
            return null;
        }
        Delivery next;
        synchronized (this.waiting) {
            boolean careful = this.suspects > 0 && this.countSent > this.countSettled;
            next = careful ? null : this.waiting.poll();
        }
        if (next != null) {
            next.number = ++this.number;
            this.countSent++;
        }
        return next;
    }

}

package org.minigun.worker;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.StatusPage;
import org.minigun.protocol.ThrowableData;

/**
 * Gathers the results of a session and sends them together: when there is nothing more to
 * do, when enough is gathered, or when an item takes long. Written by the stage's thread;
 * the ticker sends what that thread holds back while it is in the stage's code.
 */
final class Results {

    /** So much is gathered at most. */
    static final int FULL = 32 * 1024;

    /** While items take longer, each is sent at once. */
    private static final long LONG_NANOS = 50_000;

    private static final int SMOOTHING = 8;

    /** So many items of a producer are sent one by one. */
    private static final int ALONE = 64;

    private final long session;

    private final ItemCodec codec;

    private final Outlet outlet;

    private final StatusPage status;

    private final Ticker ticker;

    private final FrameWriter frames;

    /** Held by whoever writes to the frame or sends it. */
    private final AtomicBoolean claimed = new AtomicBoolean();

    /** The frame begun, or {@code null}. Guarded by the claim. */
    private @Nullable ItemWriter out;

    /** Where the first record of the frame begins. Guarded by the claim. */
    private int start;

    /** How often the frame was sent; compared by the ticker. Guarded by the claim. */
    private volatile int sends;

    /** Used by the ticker alone. */
    private int sendsSeen = -1;

    private long smoothedNanos;

    private long lastEmitted = System.nanoTime();

    Results(long session, ItemCodec codec, Outlet outlet, StatusPage status, Ticker ticker) {
        this.session = session;
        this.codec = codec;
        this.outlet = outlet;
        this.status = status;
        this.ticker = ticker;
        this.frames = outlet.newWriter();
    }

    /**
     * Adds an item that was emitted.
     * @throws CodecException if it cannot be encoded; nothing was added then
     */
    void output(long number, int target, Object item) throws CodecException {
        claim();
        try {
            append(ResultKind.OUTPUT, number, target, -1, item);
        }
        finally {
            release();
        }
        afterOutput();
    }

    /**
     * Adds the one result of an item, which is done with that.
     * @throws CodecException if it cannot be encoded; nothing was added then
     */
    void result(long number, long busyNanos, Object item) throws CodecException {
        claim();
        try {
            append(ResultKind.RESULT, number, -1, busyNanos, item);
        }
        finally {
            release();
        }
        smooth(busyNanos);
    }

    /** Adds that an item is done. */
    void done(long number, long busyNanos) {
        tell(ResultKind.DONE, number, busyNanos, null);
        smooth(busyNanos);
    }

    /** Adds that an item has failed. */
    void failed(long number, long busyNanos, Throwable thrown) {
        tell(ResultKind.FAILED, number, busyNanos, thrown);
        smooth(busyNanos);
    }

    /** Adds that the producer has ended, with an exception if it has thrown one. */
    void ended(long emitted, @Nullable Throwable thrown) {
        tell((thrown != null) ? ResultKind.ENDED_BADLY : ResultKind.ENDED, emitted, -1, thrown);
    }

    /**
     * Adds a record of a hosted pipeline.
     * @throws CodecException if it cannot be encoded; nothing was added then
     */
    void add(int kind, long number, Content content) throws CodecException {
        claim();
        try {
            boolean first = this.out == null;
            try {
                tryAdd(kind, number, content);
            }
            catch (CodecException ex) {
                if (first) {
                    throw ex;
                }
                send();
                tryAdd(kind, number, content);
            }
        }
        finally {
            release();
        }
        afterOutput();
    }

    private void tryAdd(int kind, long number, Content content) throws CodecException {
        ItemWriter to = frame();
        int position = to.position();
        boolean whole = false;
        try {
            head(to, kind, number);
            content.write(to, this.codec);
            whole = true;
        }
        finally {
            if (!whole) {
                undo(to, position);
            }
        }
    }

    private void append(int kind, long number, int target, long busyNanos, Object item) throws CodecException {
        boolean first = this.out == null;
        try {
            tryAppend(kind, number, target, busyNanos, item);
        }
        catch (CodecException ex) {
            if (first) {
                throw ex;
            }
            // There may be room for it in a frame of its own.
            send();
            tryAppend(kind, number, target, busyNanos, item);
        }
    }

    private void tryAppend(int kind, long number, int target, long busyNanos, Object item) throws CodecException {
        ItemWriter to = frame();
        int position = to.position();
        boolean whole = false;
        try {
            head(to, kind, number);
            if (target >= 0) {
                to.writeVarInt(target);
            }
            else {
                to.writeVarLong(busyNanos);
            }
            int length = to.reserveLength();
            this.codec.write(item, to);
            to.patchLength(length);
            whole = true;
        }
        finally {
            if (!whole) {
                undo(to, position);
            }
        }
    }

    private void tell(int kind, long number, long busyNanos, @Nullable Throwable thrown) {
        @Nullable ThrowableData data = (thrown != null) ? ThrowableData.of(thrown) : null;
        claim();
        try {
            tryTell(kind, number, busyNanos, data, false);
        }
        catch (CodecException ex) {
            send();
            try {
                tryTell(kind, number, busyNanos, data, true);
            }
            catch (CodecException again) {
                throw new IllegalStateException("No room for an outcome in a frame", again);
            }
        }
        finally {
            release();
        }
    }

    private void tryTell(int kind, long number, long busyNanos, @Nullable ThrowableData data, boolean cut)
            throws CodecException {
        ItemWriter to = frame();
        int position = to.position();
        boolean whole = false;
        try {
            head(to, kind, number);
            if (busyNanos >= 0) {
                to.writeVarLong(busyNanos);
            }
            if (data != null) {
                int length = to.reserveLength();
                if (cut) {
                    data.writeWhatFits(to);
                }
                else {
                    data.write(to);
                }
                to.patchLength(length);
            }
            whole = true;
        }
        finally {
            if (!whole) {
                undo(to, position);
            }
        }
    }

    private static void head(ItemWriter to, int kind, long number) throws CodecException {
        to.writeByte(kind);
        to.writeVarLong(number);
    }

    private ItemWriter frame() throws CodecException {
        ItemWriter open = this.out;
        if (open == null) {
            open = this.frames.begin(FrameType.RESULTS);
            open.writeVarLong(this.session);
            this.start = open.position();
            this.out = open;
        }
        return open;
    }

    private void undo(ItemWriter to, int position) {
        if (position == this.start) {
            this.frames.cancel();
            this.out = null;
        }
        else {
            to.truncate(position);
        }
    }

    private void smooth(long busyNanos) {
        this.smoothedNanos += (busyNanos - this.smoothedNanos) / SMOOTHING;
    }

    /**
     * Sends what is gathered if that is due.
     * @param idle whether there is no further item at hand
     */
    void afterItem(boolean idle) {
        if (idle || this.smoothedNanos > LONG_NANOS || this.frames.buffered() >= FULL) {
            flush();
        }
        else {
            this.ticker.wake();
        }
    }

    private void afterOutput() {
        if (this.frames.buffered() >= FULL) {
            flush();
        }
        else {
            this.ticker.wake();
        }
    }

    /** A producer has emitted an item, which was added. */
    void producerEmitted(long count) {
        this.status.emitted();
        long now = System.nanoTime();
        long since = now - this.lastEmitted;
        this.lastEmitted = now;
        if (count <= ALONE || since > LONG_NANOS) {
            flush();
        }
    }

    /** Sends what is gathered. */
    void flush() {
        claim();
        try {
            send();
        }
        finally {
            release();
        }
    }

    /**
     * Sends what is gathered if nothing was sent since the last call, unless the stage's
     * thread is at it. Called by the ticker.
     * @return whether something may still wait
     */
    boolean flushFromOutside() {
        int seen = this.sendsSeen;
        this.sendsSeen = this.sends;
        if (seen != this.sendsSeen) {
            return true;
        }
        if (!this.claimed.compareAndSet(false, true)) {
            return true;
        }
        try {
            send();
            return false;
        }
        finally {
            release();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // guarded by the claim
    private void send() {
        if (this.out != null) {
            this.sends++;
            this.out = null;
            this.frames.end();
            this.outlet.flush(this.frames);
        }
    }

    private void claim() {
        if (!this.claimed.compareAndSet(false, true)) {
            awaitClaim();
        }
    }

    private void awaitClaim() {
        for (int tries = 0; !this.claimed.compareAndSet(false, true); tries++) {
            if (tries < 100) {
                Thread.onSpinWait();
            }
            else {
                // The application does not read: this may take long.
                java.util.concurrent.locks.LockSupport.parkNanos(50_000);
            }
        }
    }

    private void release() {
        this.claimed.setRelease(false);
    }

    /** What a record says after its kind and number. */
    interface Content {

        void write(ItemWriter out, ItemCodec codec) throws CodecException;

    }

    /** Notes how many items the producer will emit; -1 as long as it has not told. */
    void expected(long items) {
        this.status.expected(items);
    }

}

package org.minigun.worker;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.ShieldedThread;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ThrowableData;

/**
 * The worker's side of its socket that writes: whole frames, one thread after the other.
 * The lock is held while frames go out, so a writer waits while another one does because
 * the application does not read. Thread-safe.
 */
final class Outlet {

    private static final int LONGEST_DETAIL = 1000;

    private static final long LAST_WAIT_MILLIS = 200;

    private final SocketChannel channel;

    private final int maxFrame;

    private final Ending ending;

    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final FrameWriter frames;

    /** Whether a frame was cut off midway, so that nothing more makes sense. */
    private volatile boolean torn;

    /**
     * Writes for threads that anybody may interrupt at any time, such as virtual ones;
     * {@code null} before the first of them writes. Guarded by this.
     */
    private @Nullable Executor helper;

    /**
     * Makes an outlet.
     * @param channel the socket
     * @param maxFrame the longest frame
     * @param ending told when the socket fails
     */
    Outlet(SocketChannel channel, int maxFrame, Ending ending) {
        this.channel = channel;
        this.maxFrame = maxFrame;
        this.ending = ending;
        this.frames = new FrameWriter(channel, maxFrame);
    }

    /** Whether nothing more can be written. */
    boolean isTorn() {
        return this.torn;
    }

    /** Makes a writer whose frames go out by {@link #flush}. */
    FrameWriter newWriter() {
        return new FrameWriter(this.channel, this.maxFrame);
    }

    /**
     * Writes out what a writer has gathered.
     * @param writer one of {@link #newWriter()}
     */
    void flush(FrameWriter writer) {
        Thread thread = Thread.currentThread();
        if (thread instanceof ShieldedThread || thread instanceof HelperThread) {
            flushHere(writer);
            return;
        }
        try {
            CompletableFuture.runAsync(() -> flushHere(writer), helper()).join();
        }
        catch (CompletionException ex) {
            throw (ex.getCause() instanceof ConnectionLostException lost) ? lost : ex;
        }
    }

    private synchronized Executor helper() {
        Executor made = this.helper;
        if (made == null) {
            made = Executors.newSingleThreadExecutor((program) -> new HelperThread(program, "writer"));
            this.helper = made;
        }
        return made;
    }

    private void flushHere(FrameWriter writer) {
        boolean shielded = shield();
        this.lock.lock();
        try {
            write(writer);
        }
        finally {
            this.lock.unlock();
            unshield(shielded);
        }
    }

    private void write(FrameWriter writer) {
        if (this.torn) {
            throw new ConnectionLostException();
        }
        boolean whole = false;
        try {
            writer.flush();
            whole = true;
        }
        catch (IOException ex) {
            this.ending.applicationGone();
            throw new ConnectionLostException(ex);
        }
        finally {
            this.torn = !whole;
        }
    }

    /** A frame that says no more than its session. */
    void send(FrameType type, long session) {
        send(type, session, null, false);
    }

    /** A frame that tells an exception. */
    void send(FrameType type, long session, @Nullable Throwable thrown, boolean flagged) {
        boolean shielded = shield();
        this.lock.lock();
        try {
            ItemWriter out = this.frames.begin(type);
            out.writeVarLong(session);
            if (flagged) {
                out.writeBoolean(thrown != null);
            }
            if (thrown != null) {
                ThrowableData.of(thrown).writeWhatFits(out);
            }
            this.frames.end();
            write(this.frames);
        }
        catch (CodecException ex) {
            throw new IllegalStateException(ex);
        }
        finally {
            this.frames.cancel();
            this.lock.unlock();
            unshield(shielded);
        }
    }

    void dumped(String threads) {
        this.lock.lock();
        try {
            this.frames.begin(FrameType.DUMPED).writeString(threads);
            this.frames.end();
            write(this.frames);
        }
        catch (CodecException ex) {
            throw new IllegalStateException(ex);
        }
        finally {
            this.frames.cancel();
            this.lock.unlock();
        }
    }

    /**
     * Writes a log record that was encoded before. Gives up when the socket is busy for
     * long.
     * @return whether it was written
     */
    boolean log(byte[] record, long waitMillis) {
        boolean shielded = shield();
        try {
            return tryLock(waitMillis) && writeLog(record);
        }
        finally {
            unshield(shielded);
        }
    }

    private boolean writeLog(byte[] record) {
        try {
            this.frames.begin(FrameType.LOG).writeBytes(record, 0, record.length);
            this.frames.end();
            write(this.frames);
            return true;
        }
        catch (CodecException | ConnectionLostException ex) {
            return false;
        }
        finally {
            this.frames.cancel();
            this.lock.unlock();
        }
    }

    /** Last words, as far as possible. */
    void dying(int reason, @Nullable String detail) throws CodecException {
        if (tryLock(LAST_WAIT_MILLIS)) {
            try {
                String text = (detail != null) ? detail : "";
                ItemWriter out = this.frames.begin(FrameType.DYING);
                out.writeByte(reason);
                out.writeString((text.length() > LONGEST_DETAIL) ? text.substring(0, LONGEST_DETAIL) : text);
                this.frames.end();
                write(this.frames);
            }
            finally {
                this.lock.unlock();
            }
        }
    }

    private boolean tryLock(long waitMillis) {
        try {
            return this.lock.tryLock(waitMillis, TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Threads of other kinds, which only die or log here, bring no interrupt along. */
    private static boolean shield() {
        return (Thread.currentThread() instanceof ShieldedThread thread) ? thread.shield() : Thread.interrupted();
    }

    private static void unshield(boolean shielded) {
        if (shielded) {
            if (Thread.currentThread() instanceof ShieldedThread thread) {
                thread.unshield();
            }
            else {
                Thread.currentThread().interrupt();
            }
        }
    }

}

package org.minigun.protocol;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * A small file in which the worker notes what it is doing, at the price of a store, and
 * which the application reads, also after the worker was killed. Written by the worker
 * alone; each value is read whole, and not all at one instant. Values are untrusted, and
 * so is the file: only the worker maps it into memory, since to touch a mapped file that
 * somebody has cut off is an error that may hit any code of a JVM.
 */
public final class StatusPage {

    /** Size of the file in bytes. */
    public static final int SIZE = 256;

    /** The worker has not said why it ends. */
    public static final int NO_REASON = 0;

    /** Heap memory has run out. */
    public static final int OUT_OF_HEAP = 1;

    /** Memory outside the heap has run out. */
    public static final int OUT_OF_DIRECT_MEMORY = 2;

    /** Room for classes has run out. */
    public static final int OUT_OF_METASPACE = 3;

    /** An array was asked for that is too large for any heap. */
    public static final int ARRAY_TOO_LARGE = 4;

    /** No thread could be started. */
    public static final int OUT_OF_THREADS = 5;

    /** The application has ended. */
    public static final int APPLICATION_GONE = 6;

    /** Some other error that a JVM cannot be expected to survive. */
    public static final int FATAL_ERROR = 7;

    private static final int CURRENT = 0;

    private static final int BEGUN = 8;

    private static final int SETTLED = 16;

    private static final int HEARTBEAT = 24;

    private static final int REASON = 32;

    private static final int EMITTED = 40;

    private static final int EXPECTED = 48;

    private static final int CLOSING = 56;

    /** {@code null} as long as the file is used by system calls. */
    private volatile @Nullable ByteBuffer page;

    private final StatusFile file;

    // What was noted so far: only the worker writes, one thread after the other.

    private long begun;

    private long current;

    private long settled;

    /** What was begun when the page was last found to say otherwise; of who beats. */
    private long wrongAt = -1;

    private long emitted;

    private StatusPage(StatusFile file) {
        this.file = file;
    }

    /**
     * Makes the file, for the application.
     * @param file the file, which must not exist yet
     * @return the page, all zero, to be closed
     * @throws IOException if the file cannot be made
     */
    public static StatusPage create(Path file) throws IOException {
        // Written rather than left a hole, so that a full disk is met here and not by a
        // fault at a store.
        Files.write(file, new byte[SIZE], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return open(file);
    }

    /**
     * Opens the file that the application has made, for the worker.
     * @param file the file
     * @return the page
     * @throws IOException if it cannot be opened
     */
    public static StatusPage open(Path file) throws IOException {
        return new StatusPage(new StatusFile(file));
    }

    /**
     * Notes that an item is begun.
     * @param number its number, over 0
     */
    public void begin(long number) {
        put(BEGUN, ++this.begun);
        this.current = number;
        put(CURRENT, number);
    }

    /** Notes that the item in work is settled. */
    public void settle() {
        this.current = 0;
        put(CURRENT, 0L);
        put(SETTLED, ++this.settled);
    }

    /**
     * Returns the number of the item in work.
     * @return the number, or 0 if none is
     */
    public long current() {
        return get(CURRENT);
    }

    /**
     * Returns how many items were begun: the same number tells that the same item is
     * still in work.
     * @return the count
     */
    public long begun() {
        return get(BEGUN);
    }

    /**
     * Returns how many items were settled.
     * @return the count
     */
    public long settled() {
        return get(SETTLED);
    }

    /** Shows that the worker's JVM runs. */
    public void beat() {
        put(HEARTBEAT, get(HEARTBEAT) + 1);
        mend();
    }

    /**
     * Notes anew what is in work if somebody has written over it, or nobody would see
     * that it takes too long. Not before it was wrong for a whole beat, in which nothing
     * was begun: until then the one who notes may be about to.
     */
    private void mend() {
        long now = this.begun;
        if (get(BEGUN) == now) {
            this.wrongAt = -1;
        }
        else if (this.wrongAt != now) {
            this.wrongAt = now;
        }
        else {
            put(BEGUN, now);
            put(CURRENT, this.current);
        }
    }

    /**
     * Returns a number that grows while the worker's JVM runs.
     * @return the number
     */
    public long heartbeat() {
        return get(HEARTBEAT);
    }

    /**
     * Notes why the worker is about to end. Allocates nothing.
     * @param reason one of the constants
     */
    public void reason(int reason) {
        put(REASON, reason);
    }

    /**
     * Returns why the worker has ended, as far as it could tell.
     * @return one of the constants, {@link #NO_REASON} for what is none
     */
    public int reason() {
        long reason = get(REASON);
        return (reason > 0 && reason <= FATAL_ERROR) ? (int) reason : NO_REASON;
    }

    /** Notes that a producer has emitted an item. */
    public void emitted() {
        put(EMITTED, ++this.emitted);
    }

    /**
     * Returns how many items a producer has emitted.
     * @return the count
     */
    public long emittedCount() {
        return get(EMITTED);
    }

    /**
     * Notes how many items a producer will emit.
     * @param items the number, or -1 if it has not told
     */
    public void expected(long items) {
        put(EXPECTED, items + 1);
    }

    /**
     * Returns how many items a producer will emit.
     * @return the number, or less than 0 if it has not told
     */
    public long expected() {
        return get(EXPECTED) - 1;
    }

    /**
     * Notes that all work of a session is done, so that only its objects are to be
     * closed.
     * @param session number of the session
     */
    public void closing(long session) {
        put(CLOSING, session);
    }

    /**
     * Returns which session has begun to close its objects last.
     * @return number of the session, 0 if none has
     */
    public long closing() {
        return get(CLOSING);
    }

    /**
     * Tells whether somebody has cut the file off, so that nothing it says counts.
     * @return whether it is shorter than it was made
     */
    public boolean isCut() {
        return this.file.isCut();
    }

    /**
     * Closes the file. What it held last can be read on.
     */
    public void close() {
        this.file.close();
    }

    /**
     * A view by a VarHandle would do the same and take each worker longer to start. An
     * aligned store of 8 bytes is whole on all that Java runs on.
     */
    private void put(int offset, long value) {
        ByteBuffer mapped = this.page;
        if (mapped != null) {
            VarHandle.releaseFence();
            mapped.putLong(offset, value);
        }
        else {
            MappedByteBuffer memory = this.file.put(offset, value);
            if (memory != null) {
                this.page = memory.order(ByteOrder.nativeOrder());
            }
        }
    }

    private long get(int offset) {
        ByteBuffer mapped = this.page;
        if (mapped == null) {
            return this.file.get(offset);
        }
        long value = mapped.getLong(offset);
        VarHandle.acquireFence();
        return value;
    }

}

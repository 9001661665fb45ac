package org.minigun.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads frames. As much as there is is read at once, and no more memory is taken than
 * bytes have come. Not thread-safe.
 */
public final class FrameReader {

    private static final int INITIAL = 128 * 1024;

    /** Frames up to this are read from an array, longer ones from where they came in. */
    private static final int SMALL = 64 * 1024;

    /** A buffer beyond this is given up after the frame that needed it. */
    private static final int KEPT = 4 * 1024 * 1024;

    private static final int HEADER = 4;

    private final ReadableByteChannel channel;

    private final int maxFrame;

    /** Direct; holds what has come in and was not taken, between position and limit. */
    private ByteBuffer in = ByteBuffer.allocateDirect(INITIAL).limit(0);

    private byte[] small = new byte[4096];

    private final ItemReader smallPayload = new ItemReader(this.small);

    private ItemReader payload = this.smallPayload;

    private FrameType type = FrameType.SHUTDOWN;

    /**
     * Makes a reader.
     * @param channel where to read, in blocking mode
     * @param maxFrame the longest frame in bytes that is taken, its length field not
     * counted
     */
    public FrameReader(ReadableByteChannel channel, int maxFrame) {
        this.channel = channel;
        this.maxFrame = maxFrame;
    }

    /**
     * Waits for the next frame.
     * @return whether there is one; {@code false} at the end between two frames
     * @throws ProtocolException if what came is no frame
     * @throws EOFException if the end came within a frame, as when the peer was killed
     * @throws IOException if the channel fails
     */
    public boolean next() throws IOException {
        while (this.in.remaining() < HEADER) {
            boolean clean = !this.in.hasRemaining();
            if (!receive(HEADER)) {
                if (clean) {
                    return false;
                }
                throw new EOFException("The connection ended within the length of a frame");
            }
        }
        int length = this.in.getInt(this.in.position());
        if (length < 1 || length > this.maxFrame) {
            throw new ProtocolException("Frame of " + length + " bytes; from 1 to " + this.maxFrame + " are allowed");
        }
        if (this.in.remaining() > HEADER) {
            // Before its rest is waited for.
            this.type = FrameType.of(this.in.get(this.in.position() + HEADER));
        }
        while (this.in.remaining() < HEADER + length) {
            if (!receive(HEADER + length)) {
                throw new EOFException("The connection ended within a frame: of " + length + " bytes "
                        + Math.max(0, this.in.remaining() - HEADER) + " have come");
            }
        }
        this.in.position(this.in.position() + HEADER);
        this.type = FrameType.of(this.in.get());
        take(length - 1);
        return true;
    }

    /**
     * Returns the type of the frame that {@link #next()} has read.
     * @return the type
     */
    public FrameType type() {
        return this.type;
    }

    /**
     * Returns the content of the frame that {@link #next()} has read.
     * @return the content, valid until {@link #next()} is called again
     */
    public ItemReader payload() {
        return this.payload;
    }

    /**
     * Tells whether a frame is there already, so that {@link #next()} would not wait.
     * @return whether it is
     */
    public boolean hasNext() {
        return this.in.remaining() >= HEADER && this.in.remaining() - HEADER >= this.in.getInt(this.in.position());
    }

    private void take(int length) {
        if (length <= SMALL) {
            if (this.small.length < length) {
                this.small = new byte[Math.max(length, Math.min(SMALL, this.small.length * 2))];
            }
            this.in.get(this.small, 0, length);
            this.smallPayload.over(this.small, 0, length);
            this.payload = this.smallPayload;
        }
        else {
            this.payload = new ItemReader(this.in.slice(this.in.position(), length));
            this.in.position(this.in.position() + length);
        }
    }

    /**
     * Reads what is there; makes room first for a frame of so many bytes. What follows a
     * large frame is left for later, because it would have to be moved.
     */
    private boolean receive(int frame) throws IOException {
        int most = Math.max(frame, INITIAL);
        if (!this.in.hasRemaining() || most > this.in.capacity() - this.in.position()) {
            makeRoom(frame);
        }
        int position = this.in.position();
        int limit = this.in.limit();
        this.in.limit((int) Math.min(this.in.capacity(), (long) position + most)).position(limit);
        int count = 0;
        try {
            while (count == 0) {
                count = this.channel.read(this.in);
            }
        }
        finally {
            this.in.limit(limit + Math.max(count, 0)).position(position);
        }
        return count > 0;
    }

    private void makeRoom(int frame) {
        int waiting = this.in.remaining();
        int capacity = this.in.capacity();
        if (capacity > KEPT && frame <= INITIAL && waiting <= INITIAL / 2) {
            replace(INITIAL);
        }
        else if (this.in.position() > 0) {
            this.in.compact().flip();
        }
        else if (waiting == capacity) {
            // Twice what has come, not what is announced.
            replace((int) Math.min(capacity * 2L, Integer.MAX_VALUE - 8));
        }
    }

    private void replace(int capacity) {
        ByteBuffer other = ByteBuffer.allocateDirect(capacity);
        this.in = other.put(this.in).flip();
    }

}

package org.minigun.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

import org.jspecify.annotations.Nullable;

/**
 * Writes frames: any number of them are gathered and go out together. Not thread-safe.
 */
public final class FrameWriter {

    private static final int CHUNK = 128 * 1024;

    /** A number may overrun the writer's limit by this. */
    private static final int SLACK = 16;

    private final WritableByteChannel channel;

    private final int maxFrame;

    private final ItemWriter out = new ItemWriter(8192);

    private @Nullable ByteBuffer direct;

    /** Where the frame begun has its length, or -1. */
    private int begun = -1;

    /**
     * Makes a writer.
     * @param channel where to write, in blocking mode
     * @param maxFrame the longest frame in bytes, its length field not counted
     */
    public FrameWriter(WritableByteChannel channel, int maxFrame) {
        this.channel = channel;
        this.maxFrame = maxFrame;
    }

    /**
     * Begins a frame. Its payload is what is then written; a write that would make the
     * frame too long is a {@link CodecException} and leaves it to the caller to truncate
     * or to {@link #cancel()}.
     * @param type the type
     * @return the writer of the payload, which has its {@link ItemWriter#position()}
     * anywhere
     */
    public ItemWriter begin(FrameType type) {
        if (this.begun >= 0) {
            throw new IllegalStateException("A frame is begun already; end or cancel it first");
        }
        this.begun = this.out.position();
        this.out.limit(Integer.MAX_VALUE);
        try {
            this.out.writeInt(0);
            this.out.writeByte(type.code());
        }
        catch (CodecException ex) {
            throw new IllegalStateException("More is buffered than can be; flush before", ex);
        }
        this.out.limit((int) Math.min(Integer.MAX_VALUE, this.begun + 4L + this.maxFrame - SLACK));
        return this.out;
    }

    /** Ends the frame begun. */
    public void end() {
        requireBegun();
        this.out.patchInt(this.begun, this.out.position() - this.begun - 4);
        this.begun = -1;
    }

    /** Forgets the frame begun, if there is one. */
    public void cancel() {
        if (this.begun >= 0) {
            this.out.truncate(this.begun);
            this.begun = -1;
        }
    }

    /**
     * Returns how many bytes wait for {@link #flush()}, those of the frame begun
     * included.
     * @return the count
     */
    public int buffered() {
        return this.out.position();
    }

    /**
     * Writes out all frames that were ended.
     * @throws IOException if the channel fails; it is of no use then
     */
    public void flush() throws IOException {
        if (this.begun >= 0) {
            throw new IllegalStateException("A frame is begun; end or cancel it first");
        }
        if (this.out.position() == 0) {
            return;
        }
        try {
            ByteBuffer buffer = buffer();
            byte[] array = this.out.array();
            int from = 0;
            int at = 0;
            for (ItemWriter.Segment segment : this.out.segments()) {
                int small = segment.position - at;
                put(buffer, array, from, small);
                from += small;
                at = segment.position + segment.length;
                put(buffer, segment.bytes.duplicate());
            }
            put(buffer, array, from, this.out.count() - from);
            drain(buffer);
        }
        finally {
            this.out.reset();
        }
    }

    private ByteBuffer buffer() {
        ByteBuffer buffer = this.direct;
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(CHUNK);
            this.direct = buffer;
        }
        return buffer.clear();
    }

    private void put(ByteBuffer buffer, byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                drain(buffer);
            }
            int part = Math.min(left, buffer.remaining());
            buffer.put(bytes, from, part);
            from += part;
            left -= part;
        }
    }

    private void put(ByteBuffer buffer, ByteBuffer bytes) throws IOException {
        if (bytes.hasArray()) {
            put(buffer, bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            return;
        }
        if (!bytes.isDirect()) {
            while (bytes.hasRemaining()) {
                if (!buffer.hasRemaining()) {
                    drain(buffer);
                }
                int part = Math.min(bytes.remaining(), buffer.remaining());
                buffer.put(bytes.slice(bytes.position(), part));
                bytes.position(bytes.position() + part);
            }
            return;
        }
        drain(buffer);
        writeAll(bytes);
    }

    private void drain(ByteBuffer buffer) throws IOException {
        buffer.flip();
        writeAll(buffer);
        buffer.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            this.channel.write(bytes);
        }
    }

    private void requireBegun() {
        if (this.begun < 0) {
            throw new IllegalStateException("No frame is begun");
        }
    }

}

package org.minigun.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that grow. Numbers are big endian; a varint is an unsigned LEB128. Large byte
 * arrays and buffers are kept by reference until they are written out, so they must not
 * be changed before. Not thread-safe.
 */
public final class ItemWriter {

    /** Payloads of this size and above are kept by reference. */
    static final int LARGE = 16 * 1024;

    private static final int KEPT = 1 << 20;

    private static final int LENGTH_BYTES = 5;

    /** All that was written but for the large payloads, which belong in between. */
    private byte[] array;

    private ByteBuffer view;

    private int count;

    /** Bytes kept by reference. */
    private int referred;

    private int limit = Integer.MAX_VALUE - 64;

    private final List<Segment> segments = new ArrayList<>(0);

    /** Makes an empty writer. */
    public ItemWriter() {
        this(512);
    }

    /**
     * Makes an empty writer.
     * @param capacity room at the start
     */
    public ItemWriter(int capacity) {
        this.array = new byte[Math.max(capacity, 16)];
        this.view = ByteBuffer.wrap(this.array);
    }

    /**
     * Returns how many bytes were written.
     * @return the count
     */
    public int position() {
        return this.count + this.referred;
    }

    /**
     * Returns the most bytes that may be written.
     * @return the limit
     */
    public int limit() {
        return this.limit;
    }

    /**
     * Sets the most bytes that may be written; more is a {@link CodecException}.
     * @param limit the limit of {@link #position()}
     */
    public void limit(int limit) {
        this.limit = Math.max(0, Math.min(limit, Integer.MAX_VALUE - 64));
    }

    /** Forgets all that was written. */
    public void reset() {
        truncate(0);
        if (this.array.length > KEPT) {
            this.array = new byte[KEPT / 16];
            this.view = ByteBuffer.wrap(this.array);
        }
    }

    /**
     * Forgets what was written after a position.
     * @param position what {@link #position()} was once
     */
    public void truncate(int position) {
        for (int last = this.segments.size() - 1; last >= 0; last--) {
            Segment segment = this.segments.get(last);
            if (segment.position < position) {
                break;
            }
            this.segments.remove(last);
            this.referred -= segment.length;
        }
        this.count = position - this.referred;
    }

    /**
     * Writes the low eight bits.
     * @param value the value
     * @throws CodecException if the limit is reached
     */
    public void writeByte(int value) throws CodecException {
        ensure(1);
        this.array[this.count++] = (byte) value;
    }

    /**
     * Writes a byte that is 0 or 1.
     * @param value the value
     * @throws CodecException if the limit is reached
     */
    public void writeBoolean(boolean value) throws CodecException {
        writeByte(value ? 1 : 0);
    }

    /**
     * Writes the low sixteen bits.
     * @param value the value
     * @throws CodecException if the limit is reached
     */
    public void writeShort(int value) throws CodecException {
        ensure(2);
        this.view.putShort(this.count, (short) value);
        this.count += 2;
    }

    /**
     * Writes four bytes.
     * @param value the value
     * @throws CodecException if the limit is reached
     */
    public void writeInt(int value) throws CodecException {
        ensure(4);
        this.view.putInt(this.count, value);
        this.count += 4;
    }

    /**
     * Writes eight bytes.
     * @param value the value
     * @throws CodecException if the limit is reached
     */
    public void writeLong(long value) throws CodecException {
        ensure(8);
        this.view.putLong(this.count, value);
        this.count += 8;
    }

    /**
     * Writes four bytes.
     * @param value the value
     * @throws CodecException if the limit is reached
     */
    public void writeFloat(float value) throws CodecException {
        writeInt(Float.floatToRawIntBits(value));
    }

    /**
     * Writes eight bytes.
     * @param value the value
     * @throws CodecException if the limit is reached
     */
    public void writeDouble(double value) throws CodecException {
        writeLong(Double.doubleToRawLongBits(value));
    }

    /**
     * Writes one to five bytes.
     * @param value the value, taken as unsigned
     * @throws CodecException if the limit is reached
     */
    public void writeVarInt(int value) throws CodecException {
        ensure(5);
        int at = this.count;
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            this.array[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        this.array[at++] = (byte) rest;
        this.count = at;
    }

    /**
     * Writes one to ten bytes.
     * @param value the value, taken as unsigned
     * @throws CodecException if the limit is reached
     */
    public void writeVarLong(long value) throws CodecException {
        ensure(10);
        int at = this.count;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            this.array[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        this.array[at++] = (byte) rest;
        this.count = at;
    }

    /**
     * Writes the length in bytes as varint, and the text in UTF-8. Surrogates without
     * their partner are kept, as three bytes each.
     * @param text the text
     * @throws CodecException if the limit is reached
     */
    public void writeString(String text) throws CodecException {
        int length = text.length();
        if (length < 128) {
            ensure(length + 1);
            byte[] into = this.array;
            int at = this.count + 1;
            int all = 0;
            for (int index = 0; index < length; index++) {
                char next = text.charAt(index);
                all |= next;
                into[at + index] = (byte) next;
            }
            if (all < 0x80) {
                into[this.count] = (byte) length;
                this.count = at + length;
                return;
            }
        }
        Utf8.write(text, this);
    }

    /**
     * Writes bytes as they are, without their number.
     * @param bytes where they are; kept by reference if they are many
     * @param offset the first
     * @param length how many
     * @throws CodecException if the limit is reached
     */
    public void writeBytes(byte[] bytes, int offset, int length) throws CodecException {
        if (length >= LARGE) {
            refer(ByteBuffer.wrap(bytes, offset, length));
            return;
        }
        ensure(length);
        System.arraycopy(bytes, offset, this.array, this.count, length);
        this.count += length;
    }

    /**
     * Writes what remains in a buffer, without its number. The buffer's position is left.
     * @param bytes the buffer; its memory is kept by reference if it is large
     * @throws CodecException if the limit is reached
     */
    public void writeBuffer(ByteBuffer bytes) throws CodecException {
        int length = bytes.remaining();
        if (length >= LARGE) {
            refer(bytes.duplicate());
            return;
        }
        ensure(length);
        bytes.duplicate().get(this.array, this.count, length);
        this.count += length;
    }

    /**
     * Overwrites four bytes.
     * @param position where they begin
     * @param value the value
     */
    public void patchInt(int position, int value) {
        this.view.putInt(offset(position), value);
    }

    /**
     * Leaves room for the varint length of what comes next, to be filled by
     * {@link #patchLength}.
     * @return its position
     * @throws CodecException if the limit is reached
     */
    public int reserveLength() throws CodecException {
        int position = position();
        ensure(LENGTH_BYTES);
        this.count += LENGTH_BYTES;
        return position;
    }

    /**
     * Fills in how many bytes were written since the room was left, as a varint with
     * leading zeros.
     * @param position what {@link #reserveLength()} returned
     * @return the length
     */
    public int patchLength(int position) {
        int length = position() - position - LENGTH_BYTES;
        int at = offset(position);
        int rest = length;
        for (int index = 0; index < LENGTH_BYTES - 1; index++) {
            this.array[at + index] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        this.array[at + LENGTH_BYTES - 1] = (byte) rest;
        return length;
    }

    /**
     * Copies all that was written.
     * @return the bytes
     */
    public byte[] toByteArray() {
        byte[] copy = Arrays.copyOf(this.array, position());
        int from = 0;
        int at = 0;
        for (Segment segment : this.segments) {
            int small = segment.position - at;
            System.arraycopy(this.array, from, copy, at, small);
            from += small;
            at += small;
            segment.bytes.duplicate().get(copy, at, segment.length);
            at += segment.length;
        }
        System.arraycopy(this.array, from, copy, at, this.count - from);
        return copy;
    }

    /**
     * Reads what was written, for a copy within one JVM. Valid until the writer is used
     * again.
     * @return a reader of all that was written
     */
    public ItemReader toReader() {
        return this.segments.isEmpty() ? new ItemReader(this.array, 0, this.count) : new ItemReader(toByteArray());
    }

    /** What was written but for the large payloads. */
    byte[] array() {
        return this.array;
    }

    /** How much of {@link #array()} is used. */
    int count() {
        return this.count;
    }

    /** The large payloads, in order. */
    List<Segment> segments() {
        return this.segments;
    }

    /** Makes room, for helpers that write into {@link #array()} themselves. */
    void ensure(int more) throws CodecException {
        if (this.array.length - this.count < more || this.limit - position() < more) {
            grow(more);
        }
    }

    void advance(int written) {
        this.count += written;
    }

    private void grow(int more) throws CodecException {
        long needed = (long) position() + more;
        if (needed > this.limit && more > 10) {
            throw tooLarge();
        }
        if (needed > this.limit + 10L || position() > this.limit) {
            throw tooLarge();
        }
        if (this.array.length - this.count < more) {
            long capacity = Math.max(this.array.length * 2L, this.count + (long) more);
            this.array = Arrays.copyOf(this.array, (int) Math.min(capacity, Integer.MAX_VALUE - 16));
            this.view = ByteBuffer.wrap(this.array);
        }
    }

    private void refer(ByteBuffer bytes) throws CodecException {
        int length = bytes.remaining();
        if ((long) position() + length > this.limit) {
            throw tooLarge();
        }
        this.segments.add(new Segment(position(), length, bytes));
        this.referred += length;
    }

    private CodecException tooLarge() {
        return new CodecException("larger than the limit of " + this.limit
                + " bytes for an item; send less at once, or raise the limit (max-frame)");
    }

    private int offset(int position) {
        int offset = position;
        for (int index = 0; index < this.segments.size() && this.segments.get(index).position < position; index++) {
            offset -= this.segments.get(index).length;
        }
        return offset;
    }

    /** A payload kept by reference. */
    static final class Segment {

        final int position;

        final int length;

        final ByteBuffer bytes;

        Segment(int position, int length, ByteBuffer bytes) {
            this.position = position;
            this.length = length;
            this.bytes = bytes;
        }

    }

}

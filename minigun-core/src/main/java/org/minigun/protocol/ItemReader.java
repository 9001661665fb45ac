package org.minigun.protocol;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Reads what an {@link ItemWriter} has written. Trusts nothing: whatever is not there is
 * a {@link CodecException}. Not thread-safe.
 */
public final class ItemReader {

    private static final int WINDOW = 4096;

    private byte[] array;

    private ByteBuffer view;

    private int position;

    private int limit;

    /** What comes after the array: the rest of a frame too large to be copied twice. */
    private @Nullable ByteBuffer rest;

    /** Whether slices read from the array, so that it cannot be filled again. */
    private boolean shared;

    /**
     * Makes a reader.
     * @param bytes the bytes, not copied
     */
    public ItemReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /**
     * Makes a reader.
     * @param bytes where the bytes are, not copied
     * @param offset the first
     * @param length how many
     */
    public ItemReader(byte[] bytes, int offset, int length) {
        this.array = bytes;
        this.view = ByteBuffer.wrap(bytes);
        this.position = offset;
        this.limit = offset + length;
    }

    /**
     * Makes a reader.
     * @param bytes what remains in it is read, not copied; its position is left
     */
    public ItemReader(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            this.array = bytes.array();
            this.position = bytes.arrayOffset() + bytes.position();
            this.limit = this.position + bytes.remaining();
        }
        else {
            this.array = new byte[Math.min(WINDOW, bytes.remaining())];
            this.rest = bytes.duplicate();
        }
        this.view = ByteBuffer.wrap(this.array);
    }

    /** Starts anew over bytes of an array that is used again and again. */
    void over(byte[] bytes, int offset, int length) {
        if (this.array != bytes) {
            this.array = bytes;
            this.view = ByteBuffer.wrap(bytes);
        }
        this.position = offset;
        this.limit = offset + length;
        this.rest = null;
    }

    /**
     * Returns how many bytes are left.
     * @return the count
     */
    public int remaining() {
        int left = this.limit - this.position;
        return (this.rest != null) ? left + this.rest.remaining() : left;
    }

    /**
     * Returns a reader of the next bytes, and goes on behind them.
     * @param length how many
     * @return the reader, valid as long as this one
     * @throws CodecException if they are not there
     */
    public ItemReader slice(int length) throws CodecException {
        require(length);
        if (this.limit - this.position >= length) {
            ItemReader slice = new ItemReader(this.array, this.position, length);
            this.position += length;
            this.shared = true;
            return slice;
        }
        ByteBuffer source = source();
        int buffered = this.limit - this.position;
        int start = source.position() - buffered;
        ByteBuffer part = source.duplicate();
        part.limit(start + length).position(start);
        skip(length);
        return new ItemReader(part);
    }

    /**
     * Goes on behind bytes.
     * @param length how many
     * @throws CodecException if they are not there
     */
    public void skip(int length) throws CodecException {
        require(length);
        int buffered = Math.min(length, this.limit - this.position);
        this.position += buffered;
        if (length > buffered) {
            ByteBuffer source = source();
            source.position(source.position() + length - buffered);
        }
    }

    /**
     * Reads a byte.
     * @return the byte, from -128 to 127
     * @throws CodecException if it is not there
     */
    public byte readByte() throws CodecException {
        if (this.position == this.limit) {
            fill(1);
        }
        return this.array[this.position++];
    }

    /**
     * Reads a byte that is 0 or 1.
     * @return whether it is 1
     * @throws CodecException if it is neither, or not there
     */
    public boolean readBoolean() throws CodecException {
        byte value = readByte();
        if ((value & ~1) != 0) {
            throw new CodecException("has the byte " + value + " where 0 or 1 is due");
        }
        return value == 1;
    }

    /**
     * Reads two bytes.
     * @return the value
     * @throws CodecException if they are not there
     */
    public short readShort() throws CodecException {
        fill(2);
        short value = this.view.getShort(this.position);
        this.position += 2;
        return value;
    }

    /**
     * Reads four bytes.
     * @return the value
     * @throws CodecException if they are not there
     */
    public int readInt() throws CodecException {
        fill(4);
        int value = this.view.getInt(this.position);
        this.position += 4;
        return value;
    }

    /**
     * Reads eight bytes.
     * @return the value
     * @throws CodecException if they are not there
     */
    public long readLong() throws CodecException {
        fill(8);
        long value = this.view.getLong(this.position);
        this.position += 8;
        return value;
    }

    /**
     * Reads four bytes.
     * @return the value
     * @throws CodecException if they are not there
     */
    public float readFloat() throws CodecException {
        return Float.intBitsToFloat(readInt());
    }

    /**
     * Reads eight bytes.
     * @return the value
     * @throws CodecException if they are not there
     */
    public double readDouble() throws CodecException {
        return Double.longBitsToDouble(readLong());
    }

    /**
     * Reads one to five bytes.
     * @return the value, to be taken as unsigned
     * @throws CodecException if they are not there or are no varint of 32 bits
     */
    public int readVarInt() throws CodecException {
        int next = readByte();
        int value = next & 0x7F;
        for (int shift = 7; next < 0; shift += 7) {
            next = readByte();
            if (shift == 28 && (next & 0xF0) != 0) {
                throw new CodecException("has a number of more than 32 bits where one of 32 is due");
            }
            value |= (next & 0x7F) << shift;
        }
        return value;
    }

    /**
     * Reads one to ten bytes.
     * @return the value, to be taken as unsigned
     * @throws CodecException if they are not there or are no varint of 64 bits
     */
    public long readVarLong() throws CodecException {
        int next = readByte();
        long value = next & 0x7F;
        for (int shift = 7; next < 0; shift += 7) {
            next = readByte();
            if (shift == 63 && (next & 0xFE) != 0) {
                throw new CodecException("has a number of more than 64 bits where one of 64 is due");
            }
            value |= (long) (next & 0x7F) << shift;
        }
        return value;
    }

    /**
     * Reads the varint length of what comes next: as a count of bytes, or of things of a
     * byte or more each.
     * @return the length, from 0 to {@link #remaining()}
     * @throws CodecException if fewer bytes than that are left
     */
    public int readLength() throws CodecException {
        int length = readVarInt();
        require(length);
        return length;
    }

    /**
     * Reads a text: its length in bytes as varint, then UTF-8.
     * @return the text
     * @throws CodecException if it is not there, or no valid UTF-8
     */
    public String readString() throws CodecException {
        int length = readLength();
        if (this.limit - this.position >= length) {
            String text = Utf8.read(this.array, this.position, length);
            this.position += length;
            return text;
        }
        return Utf8.read(readBytes(length), 0, length);
    }

    /**
     * Reads bytes into an array of their own.
     * @param length how many
     * @return the bytes
     * @throws CodecException if they are not there
     */
    public byte[] readBytes(int length) throws CodecException {
        require(length);
        byte[] bytes = new byte[length];
        readBytes(bytes, 0, length);
        return bytes;
    }

    /**
     * Reads bytes.
     * @param into where to put them
     * @param offset the first place
     * @param length how many
     * @throws CodecException if they are not there
     */
    public void readBytes(byte[] into, int offset, int length) throws CodecException {
        require(length);
        int buffered = Math.min(length, this.limit - this.position);
        System.arraycopy(this.array, this.position, into, offset, buffered);
        this.position += buffered;
        if (length > buffered) {
            source().get(into, offset + buffered, length - buffered);
        }
    }

    /** Where the next bytes are, once {@link #fill} has made sure of them. */
    byte[] array() {
        return this.array;
    }

    /** The index in {@link #array()} of the next byte. */
    int position() {
        return this.position;
    }

    /** Bytes that are in {@link #array()}, not to be waited for. */
    int buffered() {
        return this.limit - this.position;
    }

    private void require(int length) throws CodecException {
        if (length < 0 || length > remaining()) {
            throw new CodecException("ends too early: " + (length & 0xFFFFFFFFL) + " bytes or more are due and "
                    + remaining() + " are left");
        }
    }

    /** Makes sure of a few bytes in the array. */
    void fill(int length) throws CodecException {
        if (this.limit - this.position < length) {
            refill(length);
        }
    }

    private void refill(int length) throws CodecException {
        require(length);
        ByteBuffer source = source();
        int buffered = this.limit - this.position;
        byte[] former = this.array;
        if (this.shared) {
            this.array = new byte[former.length];
            this.view = ByteBuffer.wrap(this.array);
            this.shared = false;
        }
        System.arraycopy(former, this.position, this.array, 0, buffered);
        int more = Math.min(source.remaining(), this.array.length - buffered);
        source.get(this.array, buffered, more);
        this.position = 0;
        this.limit = buffered + more;
    }

    private ByteBuffer source() {
        ByteBuffer source = this.rest;
        if (source == null) {
            throw new IllegalStateException("all bytes are in the array");
        }
        return source;
    }

}

package org.minigun.protocol;

import java.nio.ByteBuffer;

/**
 * Arrays of primitives: their number and their bytes.
 */
final class PrimitiveArrays {

    private static final int CHUNK = 8192;

    private PrimitiveArrays() {
    }

    static void write(int tag, Object array, ItemWriter out) throws CodecException {
        switch (tag) {
            case Tags.BOOLEANS -> writeBooleans((boolean[]) array, out);
            case Tags.BYTES -> {
                byte[] bytes = (byte[]) array;
                out.writeVarInt(bytes.length);
                out.writeBytes(bytes, 0, bytes.length);
            }
            case Tags.SHORTS -> {
                short[] values = (short[]) array;
                room(values.length, 2, out).asShortBuffer().put(values);
                out.advance(values.length * 2);
            }
            case Tags.CHARACTERS -> {
                char[] values = (char[]) array;
                room(values.length, 2, out).asCharBuffer().put(values);
                out.advance(values.length * 2);
            }
            case Tags.INTEGERS -> {
                int[] values = (int[]) array;
                room(values.length, 4, out).asIntBuffer().put(values);
                out.advance(values.length * 4);
            }
            case Tags.LONGS -> {
                long[] values = (long[]) array;
                room(values.length, 8, out).asLongBuffer().put(values);
                out.advance(values.length * 8);
            }
            case Tags.FLOATS -> {
                float[] values = (float[]) array;
                room(values.length, 4, out).asFloatBuffer().put(values);
                out.advance(values.length * 4);
            }
            default -> {
                double[] values = (double[]) array;
                room(values.length, 8, out).asDoubleBuffer().put(values);
                out.advance(values.length * 8);
            }
        }
    }

    private static void writeBooleans(boolean[] values, ItemWriter out) throws CodecException {
        out.writeVarInt(values.length);
        for (boolean value : values) {
            out.writeBoolean(value);
        }
    }

    private static ByteBuffer room(int count, int size, ItemWriter out) throws CodecException {
        out.writeVarInt(count);
        long bytes = (long) count * size;
        if (bytes > Integer.MAX_VALUE - 64) {
            throw new CodecException("has an array of " + bytes + " bytes, which is more than can be sent");
        }
        out.ensure((int) bytes);
        return ByteBuffer.wrap(out.array(), out.count(), (int) bytes);
    }

    static Object read(int tag, ItemReader in) throws CodecException {
        int count = in.readLength();
        switch (tag) {
            case Tags.BOOLEANS:
                return readBooleans(count, in);
            case Tags.BYTES:
                return in.readBytes(count);
            case Tags.SHORTS:
                short[] shorts = new short[checked(count, 2, in)];
                for (int at = 0; at < count; at += CHUNK) {
                    int part = Math.min(CHUNK, count - at);
                    bytes(part * 2, in).asShortBuffer().get(shorts, at, part);
                }
                return shorts;
            case Tags.CHARACTERS:
                char[] characters = new char[checked(count, 2, in)];
                for (int at = 0; at < count; at += CHUNK) {
                    int part = Math.min(CHUNK, count - at);
                    bytes(part * 2, in).asCharBuffer().get(characters, at, part);
                }
                return characters;
            case Tags.INTEGERS:
                int[] integers = new int[checked(count, 4, in)];
                for (int at = 0; at < count; at += CHUNK) {
                    int part = Math.min(CHUNK, count - at);
                    bytes(part * 4, in).asIntBuffer().get(integers, at, part);
                }
                return integers;
            case Tags.LONGS:
                long[] longs = new long[checked(count, 8, in)];
                for (int at = 0; at < count; at += CHUNK) {
                    int part = Math.min(CHUNK, count - at);
                    bytes(part * 8, in).asLongBuffer().get(longs, at, part);
                }
                return longs;
            case Tags.FLOATS:
                float[] floats = new float[checked(count, 4, in)];
                for (int at = 0; at < count; at += CHUNK) {
                    int part = Math.min(CHUNK, count - at);
                    bytes(part * 4, in).asFloatBuffer().get(floats, at, part);
                }
                return floats;
            default:
                double[] doubles = new double[checked(count, 8, in)];
                for (int at = 0; at < count; at += CHUNK) {
                    int part = Math.min(CHUNK, count - at);
                    bytes(part * 8, in).asDoubleBuffer().get(doubles, at, part);
                }
                return doubles;
        }
    }

    private static boolean[] readBooleans(int count, ItemReader in) throws CodecException {
        boolean[] values = new boolean[count];
        for (int index = 0; index < count; index++) {
            values[index] = in.readBoolean();
        }
        return values;
    }

    private static int checked(int count, int size, ItemReader in) throws CodecException {
        if ((long) count * size > in.remaining()) {
            throw new CodecException(
                    "ends too early: an array of " + count + " is due and " + in.remaining() + " bytes are left");
        }
        return count;
    }

    private static ByteBuffer bytes(int length, ItemReader in) throws CodecException {
        if (in.buffered() >= length) {
            ByteBuffer bytes = ByteBuffer.wrap(in.array(), in.position(), length);
            in.skip(length);
            return bytes;
        }
        return ByteBuffer.wrap(in.readBytes(length));
    }

}

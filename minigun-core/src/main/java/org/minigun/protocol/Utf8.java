package org.minigun.protocol;

/**
 * Text as bytes: UTF-8, in which surrogates without a partner are allowed, so that every
 * string of Java comes back as it was.
 */
final class Utf8 {

    private Utf8() {
    }

    /** Writes the length in bytes as varint, and the bytes. */
    static void write(String text, ItemWriter out) throws CodecException {
        int length = text.length();
        long bytes = 0;
        for (int index = 0; index < length; index++) {
            char next = text.charAt(index);
            if (next < 0x80) {
                bytes++;
            }
            else if (next < 0x800) {
                bytes += 2;
            }
            else if (isPair(text, index, length)) {
                bytes += 4;
                index++;
            }
            else {
                bytes += 3;
            }
        }
        if (bytes > Integer.MAX_VALUE - 64) {
            throw new CodecException("has a text of " + bytes + " bytes, which is more than can be sent");
        }
        out.writeVarInt((int) bytes);
        out.ensure((int) bytes);
        encode(text, length, out.array(), out.count());
        out.advance((int) bytes);
    }

    private static void encode(String text, int length, byte[] into, int start) {
        int at = start;
        for (int index = 0; index < length; index++) {
            char next = text.charAt(index);
            if (next < 0x80) {
                into[at++] = (byte) next;
            }
            else if (next < 0x800) {
                into[at++] = (byte) (0xC0 | next >> 6);
                into[at++] = (byte) (0x80 | next & 0x3F);
            }
            else if (isPair(text, index, length)) {
                int point = Character.toCodePoint(next, text.charAt(++index));
                into[at++] = (byte) (0xF0 | point >> 18);
                into[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                into[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                into[at++] = (byte) (0x80 | point & 0x3F);
            }
            else {
                into[at++] = (byte) (0xE0 | next >> 12);
                into[at++] = (byte) (0x80 | next >> 6 & 0x3F);
                into[at++] = (byte) (0x80 | next & 0x3F);
            }
        }
    }

    private static boolean isPair(String text, int index, int length) {
        return Character.isHighSurrogate(text.charAt(index)) && index + 1 < length
                && Character.isLowSurrogate(text.charAt(index + 1));
    }

    /** Makes a string of bytes that are known to be there. */
    @SuppressWarnings("deprecation")
    static String read(byte[] bytes, int offset, int length) throws CodecException {
        if (length == 0) {
            return "";
        }
        int end = offset + length;
        int all = 0;
        for (int index = offset; index < end; index++) {
            all |= bytes[index];
        }
        // The constructor that takes each byte for a character: a plain copy.
        return (all >= 0) ? new String(bytes, 0, offset, length) : decode(bytes, offset, end);
    }

    private static String decode(byte[] bytes, int offset, int end) throws CodecException {
        char[] characters = new char[end - offset];
        int count = 0;
        int at = offset;
        while (at < end) {
            int first = bytes[at++];
            if (first >= 0) {
                characters[count++] = (char) first;
            }
            else if ((first & 0xE0) == 0xC0) {
                int point = (first & 0x1F) << 6 | next(bytes, at++, end);
                characters[count++] = (char) atLeast(0x80, point);
            }
            else if ((first & 0xF0) == 0xE0) {
                int point = (first & 0x0F) << 12 | next(bytes, at++, end) << 6 | next(bytes, at++, end);
                characters[count++] = (char) atLeast(0x800, point);
            }
            else if ((first & 0xF8) == 0xF0) {
                int point = (first & 0x07) << 18 | next(bytes, at++, end) << 12 | next(bytes, at++, end) << 6
                        | next(bytes, at++, end);
                if (atLeast(0x10000, point) > Character.MAX_CODE_POINT) {
                    throw malformed();
                }
                characters[count++] = Character.highSurrogate(point);
                characters[count++] = Character.lowSurrogate(point);
            }
            else {
                throw malformed();
            }
        }
        return new String(characters, 0, count);
    }

    private static int next(byte[] bytes, int at, int end) throws CodecException {
        if (at >= end || (bytes[at] & 0xC0) != 0x80) {
            throw malformed();
        }
        return bytes[at] & 0x3F;
    }

    private static int atLeast(int least, int point) throws CodecException {
        if (point < least) {
            throw malformed();
        }
        return point;
    }

    private static CodecException malformed() {
        return new CodecException("holds a text that is not valid UTF-8");
    }

}

package org.minigun.demo.inspect;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Looks at the end of a zip file, where its directory is announced, before anything is
 * built from that directory: what opens a zip file allocates what the file asks for.
 */
final class ZipEnd {

    private static final int SIGNATURE = 0x06054b50;

    private static final int LOCATOR_64 = 0x07064b50;

    private static final int SIGNATURE_64 = 0x06064b50;

    private static final int LENGTH = 22;

    private static final int LOCATOR_64_LENGTH = 20;

    private static final int RECORD_64_LENGTH = 56;

    private static final int LONGEST_COMMENT = 0xffff;

    /** More than any real entry needs in the directory, its name and comment included. */
    private static final int BYTES_FOR_AN_ENTRY = 1024;

    private ZipEnd() {
    }

    /**
     * Checks that a file is a whole zip file whose directory is within the limits.
     * @return where its directory is: the last one, if several are announced
     * @throws UnreadableJarException if it is not, with the reason
     */
    static Directory check(Path file, Limits limits) throws IOException {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
            long length = zip.length();
            int tailLength = (int) Math.min(length, LENGTH + LONGEST_COMMENT);
            ByteBuffer tail = read(zip, length - tailLength, tailLength);
            Directory last = null;
            for (int at = tailLength - LENGTH; at >= 0; at--) {
                if (tail.getInt(at) == SIGNATURE) {
                    Directory found = check(zip, length - tailLength + at, tail, at, limits);
                    last = (last != null) ? last : found;
                }
            }
            if (last == null) {
                throw new UnreadableJarException(whatItIs(read(zip, 0, (int) Math.min(length, 64)), length));
            }
            return last;
        }
    }

    /**
     * Checks what looks like an end record. Each of them is checked: which one counts is
     * decided by who opens the file.
     */
    private static @Nullable Directory check(RandomAccessFile zip, long position, ByteBuffer tail, int at,
            Limits limits) throws IOException {
        long entries = tail.getShort(at + 10) & 0xffffL;
        long size = tail.getInt(at + 12) & 0xffffffffL;
        long offset = tail.getInt(at + 16) & 0xffffffffL;
        if (entries == 0xffffL || size == 0xffffffffL || offset == 0xffffffffL) {
            ByteBuffer record = record64(zip, position);
            if (record != null) {
                entries = record.getLong(32);
                size = record.getLong(40);
                offset = record.getLong(48);
            }
        }
        if (size < 0 || offset < 0 || entries < 0 || size + offset > position) {
            return null;
        }
        if (entries > limits.maxEntries()) {
            throw new UnreadableJarException(String.format(Locale.ROOT,
                    "too many entries: %,d, more than the limit of %,d", entries, limits.maxEntries()));
        }
        if (size > (long) limits.maxEntries() * BYTES_FOR_AN_ENTRY) {
            throw new UnreadableJarException(String.format(Locale.ROOT, "directory of %,d bytes is too large", size));
        }
        return new Directory(offset, size, entries);
    }

    private static @Nullable ByteBuffer record64(RandomAccessFile zip, long end) throws IOException {
        if (end < LOCATOR_64_LENGTH + RECORD_64_LENGTH) {
            return null;
        }
        ByteBuffer locator = read(zip, end - LOCATOR_64_LENGTH, LOCATOR_64_LENGTH);
        long position = locator.getLong(8);
        if (locator.getInt(0) != LOCATOR_64 || position < 0 || position > end - RECORD_64_LENGTH) {
            return null;
        }
        ByteBuffer record = read(zip, position, RECORD_64_LENGTH);
        return (record.getInt(0) == SIGNATURE_64) ? record : null;
    }

    private static ByteBuffer read(RandomAccessFile zip, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        zip.seek(position);
        zip.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String whatItIs(ByteBuffer head, long length) {
        if (length == 0) {
            return "empty file";
        }
        String start = new String(head.array(), StandardCharsets.ISO_8859_1).stripLeading();
        if (start.startsWith("PK")) {
            return String.format(Locale.ROOT, "truncated: ends after %,d bytes, without its directory", length);
        }
        if (start.toLowerCase(Locale.ROOT).startsWith("<!doctype html") || start.startsWith("<html")) {
            return "not a zip file but an HTML page, such as a proxy's error message";
        }
        return "not a zip file";
    }

    /**
     * Where the directory of a zip file is said to be.
     *
     * @param position where it begins
     * @param size how many bytes it has
     * @param entries how many entries it has
     */
    record Directory(long position, long size, long entries) {
    }

}

package org.minigun.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * The file of a status page, written by system calls at first. To map a file takes a
 * worker's JVM 10 to 30 ms of its start; that is left to workers that live to do more
 * than a little. Who only reads never maps it. Thread-safe.
 */
final class StatusFile {

    private static final int STORES_UNTIL_MAPPED = 256;

    private final Path path;

    private final RandomAccessFile file;

    private final byte[] bytes = new byte[Long.BYTES];

    private final boolean littleEndian = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private int stores;

    private boolean closed;

    /** What the file held when it was closed; empty before. */
    private byte[] last = new byte[0];

    StatusFile(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    /**
     * Stores a value.
     * @return the file in memory if it is to be used from now on, otherwise {@code null}
     */
    synchronized @Nullable MappedByteBuffer put(int offset, long value) {
        long rest = value;
        for (int i = 0; i < Long.BYTES; i++) {
            this.bytes[this.littleEndian ? i : Long.BYTES - 1 - i] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        try {
            this.file.seek(offset);
            this.file.write(this.bytes);
        }
        catch (IOException ex) {
            // A worker whose page cannot be written works on; it is only less well known
            // what it does.
            return null;
        }
        return (++this.stores < STORES_UNTIL_MAPPED) ? null : map();
    }

    /**
     * Maps the file by a channel of its own, for an interrupt closes the channel that it
     * meets, and with it its file. The caller is the stage's thread, of which anybody may
     * have asked that.
     */
    private @Nullable MappedByteBuffer map() {
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(this.path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, StatusPage.SIZE);
        }
        catch (IOException | OutOfMemoryError ex) {
            // It is written by system calls for a while longer, also by who tells that
            // there is no memory.
            this.stores = 0;
            return null;
        }
        finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    synchronized long get(int offset) {
        if (!read(offset, this.bytes)) {
            return 0;
        }
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | this.bytes[this.littleEndian ? i : Long.BYTES - 1 - i] & 0xFF;
        }
        return value;
    }

    /** Fills the array, and tells whether the file was long enough for that. */
    private boolean read(int offset, byte[] into) {
        if (this.closed) {
            boolean held = offset + into.length <= this.last.length;
            if (held) {
                System.arraycopy(this.last, offset, into, 0, into.length);
            }
            return held;
        }
        try {
            this.file.seek(offset);
            this.file.readFully(into);
            return true;
        }
        catch (IOException ex) {
            return false;
        }
    }

    /** Whether somebody has cut the file off. */
    synchronized boolean isCut() {
        try {
            return !this.closed && this.file.length() < StatusPage.SIZE;
        }
        catch (IOException ex) {
            return true;
        }
    }

    /** Closes the file; what it held can be read on. */
    synchronized void close() {
        byte[] all = new byte[StatusPage.SIZE];
        if (!this.closed) {
            this.last = read(0, all) ? all : this.last;
            this.closed = true;
            try {
                this.file.close();
            }
            catch (IOException ex) {
                // It was read from; nothing is lost.
            }
        }
    }

}

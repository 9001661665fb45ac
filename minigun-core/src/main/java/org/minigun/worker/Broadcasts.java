package org.minigun.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The files of broadcast data that this process has mapped: each once, for all sessions.
 * Thread-safe.
 */
final class Broadcasts {

    private final Map<String, ByteBuffer> mapped = new HashMap<>();

    /**
     * Maps a file, if it is not mapped yet.
     * @param file the file
     * @return a view of its own for the caller, from the first byte to the last
     */
    synchronized ByteBuffer of(String file) {
        ByteBuffer data = this.mapped.get(file);
        if (data == null) {
            data = map(Path.of(file));
            this.mapped.put(file, data);
        }
        return data.asReadOnlyBuffer();
    }

    /**
     * Lets go of the files of former sessions, of other runs, so that a worker that stays
     * warm does not hold what was deleted.
     * @param files the files of the session that begins
     */
    synchronized void keep(Collection<String> files) {
        this.mapped.keySet().retainAll(files);
    }

    private static ByteBuffer map(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The broadcast data in " + file + " cannot be mapped: " + ex, ex);
        }
    }

}

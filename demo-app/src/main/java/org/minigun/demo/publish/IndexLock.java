package org.minigun.demo.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps others out of a directory: this process by a list, others by the lock of a file.
 * The list is asked first and the file not opened a second time, since the system gives
 * such locks to processes: whichever channel on the file is closed, the process loses it.
 * Thread-safe.
 */
final class IndexLock implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(IndexLock.class);

    private static final String FILE = "lock";

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;

    private final FileChannel channel;

    private IndexLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Locks a directory.
     * @return the lock, or {@code null} if somebody has it
     */
    static @Nullable IndexLock tryLock(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = locked(real.resolve(FILE));
        }
        finally {
            if (channel == null) {
                HELD.remove(real);
            }
        }
        return (channel != null) ? new IndexLock(real, channel) : null;
    }

    private static @Nullable FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        }
        catch (OverlappingFileLockException ex) {
            // This class, loaded a second time in this process.
            logger.debug("This process has '{}' locked", file, ex);
        }
        finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? channel : null;
    }

    @Override
    public void close() throws IOException {
        // Closed a second time it must not take the list's word from whoever is next.
        if (this.channel.isOpen()) {
            try {
                this.channel.close();
            }
            finally {
                HELD.remove(this.directory);
            }
        }
    }

}

package org.minigun.process.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A directory of an application, mode 0700: the one with a directory for each worker, or
 * the one for data. A lock in it is held as long as the application lives, also over the
 * borders of containers, which process ids do not cross: what is not locked was left
 * behind by the dead and is removed. Thread-safe.
 */
final class PrivateDirectory implements AutoCloseable {

    private static final String PREFIX = "minigun-";

    private static final String LOCK = "lock";

    /**
     * The name of a socket may have 107 bytes on Linux, 103 elsewhere, and Java refuses
     * earlier still.
     */
    private static final int LONGEST_SOCKET = 100;

    /** Length of a worker's directory and its socket below the root. */
    private static final int ROOM_BELOW = "/12345678/s".length();

    private static final long YOUNG_SECONDS = 60;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String purpose;

    private final int longest;

    private final List<Path> candidates;

    private final String process = process();

    private @Nullable Path root;

    private @Nullable FileChannel lock;

    private int count;

    private boolean closed;

    private PrivateDirectory(String purpose, int longest, List<Path> candidates) {
        this.purpose = purpose;
        this.longest = longest;
        this.candidates = candidates;
    }

    /** The one whose name leaves room for that of a socket. */
    static PrivateDirectory forSockets() {
        return new PrivateDirectory("the sockets of workers", LONGEST_SOCKET - ROOM_BELOW,
                Stream.of(temporary(), runtime(), Path.of("/tmp")).distinct().toList());
    }

    /**
     * The one for what may be large: not where the system keeps small files in memory.
     */
    static PrivateDirectory forData() {
        return new PrivateDirectory("the data of workers", Integer.MAX_VALUE, List.of(temporary()));
    }

    /** Returns the directory, which is made if it does not exist (any more). */
    synchronized Path root() throws IOException {
        if (this.closed) {
            throw new IOException("The launcher of workers is closed");
        }
        if (this.root == null || !Files.isDirectory(this.root, LinkOption.NOFOLLOW_LINKS)) {
            // Cleaners of temporary directories may have taken it away.
            release();
            this.root = make();
        }
        return this.root;
    }

    /** Makes a directory for a worker. */
    synchronized Path newWorker() throws IOException {
        return Trees.createPrivate(root().resolve(Integer.toString(this.count++, Character.MAX_RADIX)));
    }

    @Override
    public synchronized void close() {
        this.closed = true;
        Trees.delete(this.root);
        release();
        this.root = null;
    }

    private void release() {
        try {
            if (this.lock != null) {
                this.lock.close();
            }
        }
        catch (IOException ex) {
            // The file is gone; there is nothing to be freed.
        }
        this.lock = null;
    }

    private Path make() throws IOException {
        List<String> refused = new ArrayList<>();
        String name = PREFIX + this.process + "." + Integer.toString(RANDOM.nextInt(1 << 20), Character.MAX_RADIX);
        for (Path candidate : this.candidates) {
            Path directory = candidate.toAbsolutePath().resolve(name);
            if (directory.toString().getBytes(Charset.defaultCharset()).length > this.longest) {
                refused.add(candidate + " is too long for the name of a socket");
                continue;
            }
            try {
                Trees.createPrivate(directory);
                this.lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
                this.lock.lock();
                removeLeftovers(candidate, directory);
                return directory;
            }
            catch (IOException ex) {
                refused.add(candidate + ": " + ex);
                release();
                Trees.delete(directory);
            }
        }
        throw new IOException("No directory for " + this.purpose + " can be made; point java.io.tmpdir to a writable "
                + "directory with a short name: " + String.join("; ", refused));
    }

    private void removeLeftovers(Path parent, Path own) {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PREFIX + "*.*.*")) {
            for (Path directory : directories) {
                // Opening and closing a lock file of this process would give up its lock.
                if (!directory.getFileName().toString().startsWith(PREFIX + this.process + ".")
                        && Trees.isPrivate(directory, own) && isLeft(directory)) {
                    Trees.delete(directory);
                }
            }
        }
        catch (IOException | RuntimeException ex) {
            // Others' leftovers cost room, not more.
        }
    }

    private static boolean isLeft(Path directory) throws IOException {
        Path file = directory.resolve(LOCK);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            // Perhaps one that is being made.
            Instant modified = Files.getLastModifiedTime(directory).toInstant();
            return modified.isBefore(Instant.now().minusSeconds(YOUNG_SECONDS));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        }
        catch (OverlappingFileLockException ex) {
            return false;
        }
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static Path runtime() {
        String directory = System.getenv("XDG_RUNTIME_DIR");
        return (directory != null && !directory.isBlank()) ? Path.of(directory) : temporary();
    }

    private static String process() {
        ProcessHandle current = ProcessHandle.current();
        long start = current.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return current.pid() + "." + Long.toString(start, Character.MAX_RADIX);
    }

}

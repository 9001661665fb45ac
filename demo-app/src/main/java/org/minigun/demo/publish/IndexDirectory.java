package org.minigun.demo.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.lucene.util.IOUtils;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the index: a directory for each index, of which a file names the one
 * in service. That file is replaced in one step, so whoever reads finds a whole index,
 * whatever else is going on or was cut off. Thread-safe.
 */
public final class IndexDirectory {

    private static final Logger logger = LoggerFactory.getLogger(IndexDirectory.class);

    private static final String CURRENT = "current";

    private final Path home;

    /**
     * Makes one; nothing is written yet.
     * @param home where everything of the index is
     */
    public IndexDirectory(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    /**
     * Returns where everything of the index is.
     * @return the directory, absolute
     */
    public Path home() {
        return this.home;
    }

    /**
     * Returns the index in service.
     * @return its directory, or empty if nothing was published yet
     * @throws IOException if that cannot be read
     */
    public Optional<Path> current() throws IOException {
        try {
            String name = Files.readString(this.home.resolve(CURRENT)).strip();
            Path index = this.home.resolve(name);
            return (!name.isEmpty() && Files.isDirectory(index)) ? Optional.of(index) : Optional.empty();
        }
        catch (NoSuchFileException ex) {
            return Optional.empty();
        }
    }

    /**
     * Returns where the index of a publication is made.
     * @param publication the id of the publication
     * @return a directory that need not be there
     */
    public Path index(String publication) {
        return this.home.resolve("index-" + publication);
    }

    /**
     * Returns where the segments of a publication are made.
     * @param publication the id of the publication
     * @return a directory that need not be there
     */
    public Path workspace(String publication) {
        return this.home.resolve("work-" + publication);
    }

    /**
     * Puts an index into service, in one step that outlives a failure of power.
     * @param index a whole index, in this directory
     * @throws IOException if it cannot be done; the one in service stays
     */
    public void swap(Path index) throws IOException {
        Path next = this.home.resolve(CURRENT + ".next");
        Files.writeString(next, this.home.relativize(index) + "\n");
        IOUtils.fsync(next, false);
        IOUtils.fsync(this.home, true);
        Files.move(next, this.home.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
        IOUtils.fsync(this.home, true);
    }

    /**
     * Deletes all but the index in service: those before it, and what publications that
     * were cut off have left. Call it with the {@link #lock()}. What cannot be deleted is
     * told to the log, and deleted by the next one.
     * @throws IOException if it cannot be seen what there is
     */
    public void clean() throws IOException {
        Path current = current().orElse(null);
        List<Path> left;
        try (Stream<Path> all = Files.list(this.home)) {
            left = all.filter((path) -> !path.equals(current)).filter(IndexDirectory::isOurs).toList();
        }
        for (Path path : left) {
            try {
                IOUtils.rm(path);
            }
            catch (IOException ex) {
                logger.warn("'{}' is not needed any more and cannot be deleted now: {}", path, ex.toString());
            }
        }
    }

    /**
     * Keeps other publications out, those of other processes too, until it is closed or
     * the process ends.
     * @return what to close
     * @throws IndexException if another one is at work
     * @throws IOException if the directory cannot be written
     */
    public AutoCloseable lock() throws IndexException, IOException {
        Files.createDirectories(this.home);
        IndexLock lock = IndexLock.tryLock(this.home);
        if (lock == null) {
            throw new IndexException("Another publication is at work in '" + this.home + "'.",
                    "Wait for it to end. Nothing is lost: what it does not publish the next one does.", null);
        }
        return lock;
    }

    private static boolean isOurs(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith("index-") || name.startsWith("work-");
    }

}

package org.minigun.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.minigun.BroadcastSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broadcast data of one run: each written once, to a file of its own that workers map
 * into memory. The files are the user's alone and go with {@link #close()}; a worker that
 * has mapped one keeps it. Thread-safe.
 */
final class BroadcastFiles implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(BroadcastFiles.class);

    private static final int CHUNK = 1 << 16;

    private final Path directory;

    private final Map<String, Path> files = new LinkedHashMap<>();

    private boolean closed;

    /**
     * Makes the directory for the files.
     * @param parent a directory that is private to the application
     * @throws IOException if it cannot be made; the message tells where
     */
    BroadcastFiles(Path parent) throws IOException {
        try {
            this.directory = Files.createTempDirectory(parent, "broadcast-", permissions("rwx------"));
        }
        catch (IOException ex) {
            throw new IOException("No directory for broadcast data can be made in '" + parent + "' (" + ex
                    + "): point java.io.tmpdir to one that exists and is writable", ex);
        }
    }

    /**
     * Returns the file that holds some data; writes it if this is the first time that it
     * is asked for, or if it is gone. Others that ask meanwhile wait.
     * @param name the name of the data
     * @param source the data
     * @return the file
     * @throws IOException if the file cannot be written; the message names it, and
     * nothing of it is left
     */
    synchronized Path file(String name, BroadcastSource source) throws IOException {
        if (this.closed) {
            throw new IOException("Broadcast data '" + name + "' was asked for after the end of its run");
        }
        Path file = this.files.get(name);
        if (file == null) {
            // Numbered: a name may hold what a file's name may not.
            file = this.directory.resolve(this.files.size() + ".data");
            write(name, source, file);
            this.files.put(name, file);
        }
        else if (!Files.isRegularFile(file)) {
            // Cleaners of temporary directories may have taken it away.
            if (!Files.isDirectory(this.directory)) {
                Files.createDirectories(this.directory, permissions("rwx------"));
            }
            write(name, source, file);
        }
        return file;
    }

    private void write(String name, BroadcastSource source, Path file) throws IOException {
        boolean written = false;
        try (OutputStream out = new BufferedOutputStream(
                Channels.newOutputStream(FileChannel.open(file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"))),
                CHUNK)) {
            source.writeTo(out);
            out.flush();
            written = true;
        }
        catch (IOException | UncheckedIOException ex) {
            String remedy = new Shortage().remedy(ex);
            throw new IOException("Broadcast data '" + name + "' could not be written to '" + file + "' ("
                    + ex.getMessage() + "). It needs room for all of it there: see java.io.tmpdir"
                    + ((remedy != null) ? "\n  What to do: " + remedy : ""), ex);
        }
        finally {
            if (!written) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }

    /** Removes the files. */
    @Override
    public synchronized void close() {
        if (!this.closed) {
            this.closed = true;
            this.files.values().forEach(BroadcastFiles::delete);
            delete(this.directory);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        }
        catch (IOException ex) {
            logger.warn("Broadcast data '{}' could not be removed", path, ex);
        }
    }

}

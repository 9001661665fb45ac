package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where things are kept from one start of an application to the next: a directory of the
 * user, mode 0700. One that others may write to is not used; then there is a private one,
 * which goes with the application.
 */
final class CacheDirectory {

    private static final Duration KEPT = Duration.ofDays(30);

    private static final Duration TOUCH = Duration.ofHours(1);

    private final @Nullable Path wanted;

    private final PrivateDirectory fallback;

    private @Nullable Path directory;

    CacheDirectory(@Nullable Path wanted, PrivateDirectory fallback) {
        this.wanted = (wanted != null) ? wanted : ofUser();
        this.fallback = fallback;
    }

    /** Returns a directory below the cache, which is made if it does not exist. */
    synchronized Path directory(String name) throws IOException {
        if (this.directory == null || !Files.isDirectory(this.directory)) {
            this.directory = find();
        }
        return made(this.directory.resolve(name));
    }

    /** Returns such a directory that goes with the application. */
    synchronized Path temporary(String name) throws IOException {
        return made(temporary().resolve(name));
    }

    private Path temporary() throws IOException {
        return made(this.fallback.root().resolve("cache"));
    }

    private static Path made(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            try {
                Trees.createPrivate(directory);
            }
            catch (FileAlreadyExistsException ex) {
                // Another application was first, or it is no directory.
                if (!Files.isDirectory(directory)) {
                    throw ex;
                }
            }
        }
        return directory;
    }

    private Path find() throws IOException {
        Path own = this.fallback.root();
        if (this.wanted != null) {
            try {
                if (!Files.isDirectory(this.wanted)) {
                    Path parent = this.wanted.toAbsolutePath().getParent();
                    if (parent != null) {
                        Files.createDirectories(parent);
                    }
                    made(this.wanted);
                }
                if (Trees.isPrivate(this.wanted, own)) {
                    return this.wanted.toAbsolutePath();
                }
            }
            catch (IOException ex) {
                // Read-only, full, or another's: the application goes without.
            }
        }
        return temporary();
    }

    /** Notes that something in the cache is in use, so that it is kept. */
    static void touch(Path kept) {
        try {
            Instant now = Instant.now();
            if (Files.getLastModifiedTime(kept).toInstant().isBefore(now.minus(TOUCH))) {
                Files.setLastModifiedTime(kept, FileTime.from(now));
            }
        }
        catch (IOException ex) {
            // It is made anew when it is needed and gone.
        }
    }

    /** Removes what was not in use for a month. */
    static void removeOld(Path parent) {
        Instant limit = Instant.now().minus(KEPT);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent)) {
            for (Path kept : all) {
                if (Files.getLastModifiedTime(kept).toInstant().isBefore(limit)) {
                    Trees.delete(kept);
                }
            }
        }
        catch (IOException | RuntimeException ex) {
            // It costs room, not more.
        }
    }

    private static @Nullable Path ofUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        if (cache == null || cache.isBlank()) {
            cache = System.getenv("LOCALAPPDATA");
        }
        if (cache != null && !cache.isBlank()) {
            return Path.of(cache, "minigun");
        }
        String home = System.getProperty("user.home");
        return (home != null && Path.of(home).isAbsolute()) ? Path.of(home, ".cache", "minigun") : null;
    }

}

package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.jspecify.annotations.Nullable;

/**
 * The names of the files in a worker's directory.
 */
final class WorkerFiles {

    static final String SOCKET = "s";

    static final String STATUS = "status";

    private static final String CRASH_FILES = "hs_err_pid*";

    private WorkerFiles() {
    }

    /** Moves what a crashed JVM has left to where it outlives the application. */
    static @Nullable Path keepCrashFile(Path directory, CacheDirectory cache) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, CRASH_FILES)) {
            for (Path file : files) {
                Path kept = cache.directory("crashes");
                CacheDirectory.removeOld(kept);
                return Files.move(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        catch (IOException ex) {
            // Then there is none that a user could read.
        }
        return null;
    }

}

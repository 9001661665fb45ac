package org.minigun.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Tells what to do about something that the system has refused because there is no more
 * of it. The system says only what.
 */
final class Shortage {

    private static final int DEEPEST = 16;

    private static final String FILES = "the application has used up its file descriptors, of which each worker"
            + " costs it several: raise its limit (ulimit -n in a shell, LimitNOFILE in a systemd unit, --ulimit nofile"
            + " for a container), use fewer processes, or see what it leaves open (ls -l /proc/<pid>/fd)";

    private static final String DISK = "make room on the disk that java.io.tmpdir or the user's cache directory is on,"
            + " or point java.io.tmpdir elsewhere";

    private static final String PROCESSES = "raise the limit of processes and threads of the user (ulimit -u), of the"
            + " systemd unit (TasksMax) or of the container (--pids-limit), or use fewer processes";

    private static final String MEMORY = "the machine or the container has no memory left: lower max-heap or the number"
            + " of processes";

    /**
     * Returns what to do.
     * @param thrown what has failed
     * @return the remedy, or {@code null} if it is not for want of anything
     */
    @Nullable String remedy(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String found = null;
            if (cause instanceof IOException || cause instanceof UncheckedIOException) {
                found = remedy(cause.getMessage());
            }
            else if (cause instanceof LinkageError || cause instanceof ClassNotFoundException) {
                // A class is not found either where its file cannot be opened.
                found = remedy(whyNothingOpens());
            }
            else if (cause instanceof OutOfMemoryError && String.valueOf(cause.getMessage()).contains("thread")) {
                found = PROCESSES;
            }
            if (found != null) {
                return found;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static @Nullable String remedy(@Nullable String message) {
        if (message == null) {
            return null;
        }
        if (message.contains("Too many open files") || message.contains("error=24,")) {
            return FILES;
        }
        if (message.contains("No space left on device") || message.contains("error=28,")) {
            return DISK;
        }
        if (message.contains("Resource temporarily unavailable") || message.contains("error=11,")) {
            return PROCESSES;
        }
        return (message.contains("Cannot allocate memory") || message.contains("error=12,")) ? MEMORY : null;
    }

    private static @Nullable String whyNothingOpens() {
        try {
            Files.newDirectoryStream(Path.of(System.getProperty("java.home"))).close();
            return null;
        }
        catch (IOException ex) {
            return ex.getMessage();
        }
    }

}

package org.minigun.protocol;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Processes that a worker has started, known by an environment variable that they
 * inherit: also those that another process has adopted since, such as a daemon. The mark
 * of a worker that a worker has started begins with the mark of that one, so that what it
 * leaves behind is found after both have died.
 */
public final class MarkedProcesses {

    /** Name of the variable; its value, the mark, is another one for each worker. */
    public static final String MARKER = "MINIGUN_WORKER";

    private static final Path PROC = Path.of("/proc");

    private static final byte[] PREFIX = MARKER.concat("=").getBytes(StandardCharsets.US_ASCII);

    private static final int LONGEST_ENVIRONMENT = 1 << 20;

    private static final int MOST_PASSES = 3;

    private static final char BELOW = '/';

    private MarkedProcesses() {
    }

    /**
     * Returns the mark of a worker.
     * @param starter the mark of who starts it, {@code null} if that is no worker
     * @param own what no other worker has
     * @return the mark
     */
    public static String below(@Nullable String starter, String own) {
        return (starter != null) ? starter + BELOW + own : own;
    }

    /**
     * Kills what carries one of the marks, or one below it, but for this process. Does
     * nothing where there is no {@code /proc}. Looks at all processes of the machine.
     * @param markers the marks
     */
    public static void kill(Set<String> markers) {
        // One pass may miss what a process starts while the pass is on its way.
        for (int pass = 0; pass < MOST_PASSES && killOnce(markers) > 0; pass++) {
            Thread.onSpinWait();
        }
    }

    private static int killOnce(Set<String> markers) {
        int killed = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            long own = ProcessHandle.current().pid();
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != own && isMarked(process, markers)) {
                    killed += kill(pid, process, markers) ? 1 : 0;
                }
            }
        }
        catch (IOException | RuntimeException ex) {
            // No /proc, or it may not be read: descendants are killed all the same.
            return 0;
        }
        return killed;
    }

    /**
     * Looks again once the handle is there, which knows a later process of that number.
     */
    private static boolean kill(long pid, Path directory, Set<String> markers) {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        return process != null && isMarked(directory, markers) && process.destroyForcibly();
    }

    private static boolean isMarked(Path process, Set<String> markers) {
        String mark = marker(process.resolve("environ"));
        if (mark == null) {
            return false;
        }
        for (int end = mark.length(); end > 0; end = mark.lastIndexOf(BELOW, end - 1)) {
            if (markers.contains(mark.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String marker(Path environ) {
        byte[] environment;
        // Not by a channel: it reads nothing on a thread that was interrupted.
        try (InputStream in = new FileInputStream(environ.toFile())) {
            environment = in.readNBytes(LONGEST_ENVIRONMENT);
        }
        catch (IOException ex) {
            // Another user's process, or one that is gone.
            return null;
        }
        for (int start = 0; start < environment.length;) {
            int end = start;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            int value = start + PREFIX.length;
            if (value <= end && Arrays.equals(environment, start, value, PREFIX, 0, PREFIX.length)) {
                return new String(environment, value, end - value, StandardCharsets.UTF_8);
            }
            start = end + 1;
        }
        return null;
    }

}

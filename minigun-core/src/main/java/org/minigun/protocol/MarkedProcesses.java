package org.minigun.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Processes that a worker has started, known by an environment variable that they
 * inherit: also those that another process has adopted since, such as a daemon.
 */
public final class MarkedProcesses {

    /** Name of the variable; its value is another one for each worker. */
    public static final String MARKER = "MINIGUN_WORKER";

    private static final Path PROC = Path.of("/proc");

    private static final byte[] PREFIX = MARKER.concat("=").getBytes(StandardCharsets.US_ASCII);

    private static final int LONGEST_ENVIRONMENT = 1 << 20;

    private static final int MOST_PASSES = 3;

    private MarkedProcesses() {
    }

    /**
     * Kills what carries one of the marks, but for this process. Does nothing where there
     * is no {@code /proc}. Looks at all processes of the machine.
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
                String marker = marker(process.resolve("environ"));
                if (marker != null && markers.contains(marker)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    killed += (pid != own && kill(pid)) ? 1 : 0;
                }
            }
        }
        catch (IOException | RuntimeException ex) {
            // No /proc, or it may not be read: descendants are killed all the same.
            return 0;
        }
        return killed;
    }

    private static boolean kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        return process != null && process.destroyForcibly();
    }

    private static @Nullable String marker(Path environ) {
        byte[] environment;
        try (InputStream in = Files.newInputStream(environ)) {
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
            if (isMarker(environment, start, end)) {
                int value = start + PREFIX.length;
                return new String(environment, value, end - value, StandardCharsets.UTF_8);
            }
            start = end + 1;
        }
        return null;
    }

    private static boolean isMarker(byte[] environment, int start, int end) {
        if (end - start < PREFIX.length) {
            return false;
        }
        for (int i = 0; i < PREFIX.length; i++) {
            if (environment[start + i] != PREFIX[i]) {
                return false;
            }
        }
        return true;
    }

}

package org.minigun.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ends processes that a worker has started and left behind.
 */
final class LeftProcesses {

    /** Name of the environment variable that descendants of a worker inherit. */
    static final String MARKER = "MINIGUN_WORKER";

    private static final Path PROC = Path.of("/proc");

    private static final int LONGEST_ENVIRONMENT = 1 << 20;

    private static final int MOST_PASSES = 3;

    private LeftProcesses() {
    }

    /**
     * Kills a process and its descendants by force. Descendants are listed first: once
     * their parent is gone nothing tells that they belonged to it.
     */
    static void killTree(Process process, ProcessHandle jvm) {
        List<ProcessHandle> descendants = new ArrayList<>(process.descendants().toList());
        jvm.destroyForcibly();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Tells whether a process has children now. Cheaper than to ask for them, for which
     * all processes of the machine are looked at.
     */
    static boolean hasChildren(ProcessHandle process) {
        Path threads = PROC.resolve(Long.toString(process.pid())).resolve("task");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                if (Files.readAllBytes(thread.resolve("children")).length > 0) {
                    return true;
                }
            }
            return false;
        }
        catch (IOException | RuntimeException ex) {
            // A system that does not list them, or a thread that has just ended.
            return process.children().findAny().isPresent();
        }
    }

    /**
     * Kills what carries the mark of a worker that has died, also what another process
     * has adopted since. Does nothing where there is no {@code /proc}.
     */
    static void killMarked(String marker) {
        byte[] sought = (MARKER + "=" + marker).getBytes(StandardCharsets.UTF_8);
        // One pass may miss what a process starts while the pass is on its way.
        for (int pass = 0; pass < MOST_PASSES && killMarked(sought) > 0; pass++) {
            Thread.onSpinWait();
        }
    }

    private static int killMarked(byte[] sought) {
        int killed = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (carries(process.resolve("environ"), sought)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    killed += ProcessHandle.of(pid).filter(ProcessHandle::destroyForcibly).isPresent() ? 1 : 0;
                }
            }
        }
        catch (IOException | RuntimeException ex) {
            // No /proc, or it may not be read: descendants were killed all the same.
            return 0;
        }
        return killed;
    }

    private static boolean carries(Path environ, byte[] sought) {
        byte[] environment;
        try (var in = Files.newInputStream(environ)) {
            environment = in.readNBytes(LONGEST_ENVIRONMENT);
        }
        catch (IOException ex) {
            // Another user's process, or one that is gone.
            return false;
        }
        for (int start = 0; start + sought.length <= environment.length;) {
            int end = start;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            if (Arrays.equals(environment, start, end, sought, 0, sought.length)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

}

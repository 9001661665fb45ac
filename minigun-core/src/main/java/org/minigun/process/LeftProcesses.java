package org.minigun.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends processes that a worker has started and left behind.
 */
final class LeftProcesses {

    private static final Path PROC = Path.of("/proc");

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

}

package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether processes run. A process that has ended stays in the table until somebody
 * takes its exit code, which in a container may be nobody.
 */
final class Running {

    private Running() {
    }

    static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        }
        catch (IOException ex) {
            return false;
        }
    }

}

package org.minigun.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process has used so far, as Linux accounts for it.
 */
final class CpuTime {

    private static final Path TASKS = Path.of("/proc/self/task");

    private CpuTime() {
    }

    static boolean isKnown() {
        return Files.isReadable(TASKS);
    }

    /** Milliseconds of all threads that live. */
    static double millis() {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(TASKS)) {
            for (Path thread : threads) {
                nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return nanos / 1e6;
    }

    /** Resident memory in millions of bytes. */
    static double residentMegabytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024 / 1e6;
                }
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return Double.NaN;
    }

}

package org.minigun.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the resident memory of processes, where the system has {@code /proc}.
 */
final class ResidentMemory {

    /** The memory is not known. */
    static final long UNKNOWN = -1;

    private static final Logger logger = LoggerFactory.getLogger(ResidentMemory.class);

    private static final String TITLE = "VmRSS:";

    private static final boolean THERE = Files.isReadable(Path.of("/proc/self/status"));

    private static volatile boolean warned;

    private ResidentMemory() {
    }

    /** Warns once where {@code max-memory} cannot be watched. */
    static void warnIfUnknown() {
        if (!THERE && !warned) {
            warned = true;
            logger.warn("max-memory of worker processes has no effect: this system does not tell the memory of"
                    + " processes; bound max-heap and recycle by max-items");
        }
    }

    /**
     * Returns the resident memory of a process in bytes.
     * @param pid the process
     * @return the bytes, or {@link #UNKNOWN}
     */
    static long of(long pid) {
        if (!THERE) {
            return UNKNOWN;
        }
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1);
            int start = status.indexOf(TITLE);
            int end = (start >= 0) ? status.indexOf("kB", start) : -1;
            return (end >= 0) ? Long.parseLong(status.substring(start + TITLE.length(), end).strip()) << 10 : UNKNOWN;
        }
        catch (IOException | RuntimeException ex) {
            // The process has gone.
            return UNKNOWN;
        }
    }

}

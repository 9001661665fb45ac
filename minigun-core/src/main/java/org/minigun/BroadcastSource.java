package org.minigun;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where broadcast data comes from: large read-only data that is written once a run to a
 * file, which every worker process of the run maps into its memory, so that a machine
 * holds one copy however many workers there are.
 *
 * @see WorkerContext#broadcast
 */
@FunctionalInterface
public interface BroadcastSource {

    /**
     * Writes the data. Called once a run, before its first worker needs it, in the
     * application.
     * @param out where to; it is buffered, and closed by the caller
     * @throws IOException if the data cannot be had: the run fails
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * Makes a source of bytes.
     * @param bytes the data; it must not be changed any more
     * @return the source
     */
    static BroadcastSource of(byte[] bytes) {
        return (out) -> out.write(bytes);
    }

    /**
     * Makes a source of a file, of which a copy is taken.
     * @param file the file
     * @return the source
     */
    static BroadcastSource of(Path file) {
        return (out) -> Files.copy(file, out);
    }

}

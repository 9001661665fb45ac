package org.minigun.process.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Tells whether a file is as it was: by CRC-32, which a JVM that has just begun computes
 * as fast as it reads. It guards against accidents, not against attackers.
 */
final class FileChecksum {

    private FileChecksum() {
    }

    static long of(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
            byte[] buffer = new byte[64 * 1024];
            while (in.read(buffer) >= 0) {
                // The stream counts.
            }
        }
        return crc.getValue();
    }

}

package org.minigun.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a crashed JVM has left.
 */
final class CrashFile {

    private static final Logger logger = LoggerFactory.getLogger(CrashFile.class);

    /** As in {@code #  SIGSEGV (0xb) at pc=0x00007f...}. */
    private static final Pattern SIGNAL = Pattern.compile("#\\s+SIG([A-Z]+) \\(0x[0-9a-f]+\\).*");

    private static final int HEADER_LINES = 20;

    private CrashFile() {
    }

    /**
     * Returns the signal that the JVM has met: its handler aborts the process, so the
     * exit code always speaks of {@code ABRT}.
     * @param file the file
     * @return the name without {@code SIG}, or {@code null} if the file tells none
     */
    static @Nullable String signal(Path file) {
        // Of an encoding in which nothing is malformed: the header is ASCII.
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = reader.readLine();
            for (int n = 0; line != null && n < HEADER_LINES; n++) {
                Matcher matcher = SIGNAL.matcher(line);
                if (matcher.matches()) {
                    return matcher.group(1);
                }
                line = reader.readLine();
            }
        }
        catch (IOException ex) {
            logger.debug("The crash file {} could not be read", file, ex);
        }
        return null;
    }

}

package org.minigun.demo.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * By what a file is known to be as it was, without reading it.
 *
 * @param size its size in bytes
 * @param modified when it was last modified, in nanoseconds since 1970
 */
public record FileState(long size, long modified) {

    /** File systems tell times to two seconds at worst. */
    private static final Duration GRANULARITY = Duration.ofSeconds(2);

    /**
     * Looks at a file.
     * @param file the file
     * @return its state
     * @throws IOException if it is not there, or cannot be looked at
     */
    public static FileState of(Path file) throws IOException {
        return of(Files.readAttributes(file, BasicFileAttributes.class));
    }

    static FileState of(BasicFileAttributes attributes) {
        return new FileState(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    /**
     * Tells whether the time can be relied upon: a file may be changed again within one
     * tick of its file system's clock, and looks the same then.
     * @param now a time before it was looked at
     * @return whether it was modified long enough before
     */
    public boolean isSettled(Instant now) {
        return this.modified < TimeUnit.MILLISECONDS.toNanos(now.minus(GRANULARITY).toEpochMilli());
    }

}

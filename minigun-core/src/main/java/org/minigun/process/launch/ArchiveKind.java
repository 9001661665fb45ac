package org.minigun.process.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * The archives of class data that versions of Java know.
 */
enum ArchiveKind {

    /** Classes alone, as from Java 13. */
    DYNAMIC(".jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),

    /** Classes, linked, and more, as from Java 25. */
    AHEAD_OF_TIME(".aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

    private static final int FIRST_DYNAMIC = 13;

    private static final int FIRST_AHEAD_OF_TIME = 25;

    private static final List<String> USERS_OWN = List.of("-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit",
            "-XX:AOT", "-Xshare:", "-XX:SharedClassListFile", "-javaagent:", "-agentpath:", "-agentlib:",
            "--patch-module", "--upgrade-module-path", "--limit-modules");

    private final String ending;

    private final String make;

    private final String use;

    ArchiveKind(String ending, String make, String use) {
        this.ending = ending;
        this.make = make;
        this.use = use;
    }

    /** Returns the best that a Java can do, {@code null} if the options forbid it. */
    static @Nullable ArchiveKind of(Path home, List<String> flags) {
        for (String flag : flags) {
            for (String own : USERS_OWN) {
                if (flag.startsWith(own)) {
                    return null;
                }
            }
        }
        int version = feature(home);
        return (version >= FIRST_AHEAD_OF_TIME) ? AHEAD_OF_TIME : (version >= FIRST_DYNAMIC) ? DYNAMIC : null;
    }

    String fileName(String digest) {
        return digest + this.ending;
    }

    List<String> make(Path file) {
        // What cannot be archived is of no interest to the application's log.
        return List.of("-Xlog:disable", this.make + file);
    }

    List<String> use(Path file) {
        return List.of(this.use + file);
    }

    private static int feature(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
            return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "").replace("\"", "")).feature();
        }
        catch (IOException | IllegalArgumentException ex) {
            return 0;
        }
    }

}

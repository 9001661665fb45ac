package org.minigun.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.inspect.Coordinates;
import org.minigun.demo.inspect.FileState;
import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Licence;
import org.minigun.demo.inspect.Limits;
import org.minigun.demo.inspect.ModuleName;
import org.minigun.demo.inspect.Reading;

/**
 * Reports of jars that nobody has read.
 */
public final class Reports {

    /**
     * How they were read.
     */
    public static final Reading READING = new Reading(new FileState(1000, 1), true, "1", Limits.DEFAULT.toString());

    private Reports() {
    }

    /**
     * Makes a report of a jar in {@code /repository}.
     */
    public static JarReport of(String artifact, String version, String checksum, String... classes) {
        List<ClassEntry> entries = Arrays.stream(classes).map((name) -> {
            int dot = name.lastIndexOf('.');
            return new ClassEntry((dot > 0) ? name.substring(0, dot) : "", name.substring(dot + 1), 61);
        }).toList();
        return new JarReport("/repository/" + artifact + "-" + version + ".jar", checksum, 1000,
                new Coordinates("org.example", artifact, version, null), 61,
                new ModuleName("org.example." + artifact, true), new Licence("MIT", "pom"),
                Map.of("Main-Class", "a.Main"), false, false, 0, 0, entries, List.of(), JarKind.JAR, 0, READING);
    }

}

package org.minigun.process.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes that a worker has loaded, which its JVM logs into its directory.
 */
final class LoadedClasses {

    private static final String FILE = "classes";

    private static final String AFTER_NAME = " source: ";

    private LoadedClasses() {
    }

    /**
     * The options by which a JVM logs them, none if the directory has a name that cannot
     * stand in an option. One that loads classes without end fills no disk.
     */
    static List<String> options(Path directory) {
        String file = directory.resolve(FILE).toString();
        return (file.indexOf('"') >= 0 || file.indexOf('%') >= 0) ? List.of()
                : List.of("-Xlog:class+load:file=\"" + file + "\":none:filecount=1,filesize=8M");
    }

    /**
     * The names of those that a class path has, in no order that matters.
     * @param directory the directory of a worker that has ended
     */
    static Set<String> read(Path directory) {
        Set<String> names = new TreeSet<>();
        try (BufferedReader lines = Files.newBufferedReader(directory.resolve(FILE), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int end = line.indexOf(AFTER_NAME);
                if (end > 0 && isNamed(line.substring(0, end))) {
                    names.add(line.substring(0, end));
                }
            }
        }
        catch (IOException ex) {
            // Not logged after all, or cut off: the archive has less.
        }
        return names;
    }

    /** Whether it has a class file: one that was spun at run time has none. */
    private static boolean isNamed(String name) {
        return name.indexOf('/') < 0 && !name.contains("+0x") && !name.contains("$Proxy") && !name.contains("$$");
    }

}

package org.minigun.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.minigun.protocol.WorkerProperties;

/**
 * What a worker does before all else if an archive of class data is made of it: it loads
 * the classes that a worker of its kind has loaded, without initializing them.
 */
final class Training {

    private Training() {
    }

    static void begin(Map<String, String> properties, ClassLoader loader) throws IOException {
        String file = properties.get(WorkerProperties.TRAINING);
        if (file != null) {
            for (String name : Files.readAllLines(Path.of(file))) {
                load(name, loader);
            }
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        }
        catch (ClassNotFoundException | LinkageError ex) {
            // One that its own loader had made: the archive does without.
        }
    }

}

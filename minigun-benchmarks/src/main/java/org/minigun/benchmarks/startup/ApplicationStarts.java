package org.minigun.benchmarks.startup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts an application in JVMs of its own, with the libraries of an executable jar of
 * Spring Boot, with those of the starter among them or not.
 */
final class ApplicationStarts {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    private final String with;

    private final String without;

    private ApplicationStarts(Path directory, List<Path> libraries) {
        this.with = classPath(directory, libraries.stream());
        this.without = classPath(directory, libraries.stream().filter((library) -> !isOfStarter(library)));
    }

    /**
     * Unpacks an application's libraries.
     * @param application the executable jar
     * @param directory where to
     */
    static ApplicationStarts unpacked(Path application, Path directory) throws IOException {
        List<Path> libraries = new ArrayList<>();
        try (JarFile jar = new JarFile(application.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(LIBRARIES) && entry.getName().endsWith(".jar")) {
                    Path library = directory.resolve(entry.getName().substring(LIBRARIES.length()));
                    try (InputStream content = jar.getInputStream(entry)) {
                        Files.copy(content, library);
                    }
                    libraries.add(library);
                }
            }
        }
        String own = StartedApplication.class.getName().replace('.', '/') + ".class";
        Path file = directory.resolve(own);
        Files.createDirectories(file.getParent());
        try (InputStream content = ApplicationStarts.class.getClassLoader().getResourceAsStream(own)) {
            if (content == null) {
                throw new IOException("No " + own + " on the class path");
            }
            Files.copy(content, file);
        }
        return new ApplicationStarts(directory, libraries);
    }

    private static boolean isOfStarter(Path library) {
        String name = library.getFileName().toString();
        return name.startsWith("minigun-") || name.startsWith("HdrHistogram-");
    }

    private static String classPath(Path directory, Stream<Path> libraries) {
        return Stream.concat(Stream.of(directory), libraries)
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    StartCost with() throws IOException, InterruptedException {
        return start(this.with, true);
    }

    StartCost without() throws IOException, InterruptedException {
        return start(this.without, false);
    }

    private static StartCost start(String classPath, boolean engine) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                classPath, StartedApplication.class.getName())
            .redirectErrorStream(true)
            .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] words = said.lines()
            .filter((line) -> line.startsWith("started "))
            .findFirst()
            .map((line) -> line.split(" "))
            .orElseThrow(() -> new IllegalStateException("The application has not started:\n" + said));
        if (process.waitFor() != 0 || Boolean.parseBoolean(words[4]) != engine) {
            throw new IllegalStateException("The application has not started as it should:\n" + said);
        }
        return new StartCost(Long.parseLong(words[1]) / 1e6, Long.parseLong(words[2]) / 1e6,
                Long.parseLong(words[3]) / 1e6);
    }

}

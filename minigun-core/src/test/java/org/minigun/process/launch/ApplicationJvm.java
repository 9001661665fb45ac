package org.minigun.process.launch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts applications, and makes the jars that they are made of.
 */
final class ApplicationJvm {

    static final String MAIN = LaunchMain.class.getName();

    private final List<String> words = new ArrayList<>();

    private final Map<String, String> environment = new HashMap<>();

    private @Nullable File directory;

    ApplicationJvm(String... options) {
        this.words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        this.words.add("-XX:TieredStopAtLevel=1");
        this.words.addAll(List.of(options));
    }

    ApplicationJvm in(Path where) {
        this.directory = where.toFile();
        return this;
    }

    ApplicationJvm with(String name, String value) {
        this.environment.put(name, value);
        return this;
    }

    ApplicationJvm classPath(String path) {
        this.words.addAll(List.of("-cp", path, MAIN));
        return this;
    }

    /** Starts the application and leaves it running. */
    Process start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(this.words);
        Stream.of(arguments).forEach((argument) -> command.add(argument.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(this.directory);
        builder.environment().putAll(this.environment);
        return builder.start();
    }

    /** Runs it to its end, which must be a good one. */
    String run(Object... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            assertThat(output).contains("results 5", "closed");
            return output;
        }
        finally {
            process.destroyForcibly();
        }
    }

    /**
     * Reads the lines of a running application until one begins so, and returns its rest.
     */
    static String awaitLine(BufferedReader lines, String start) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return line.substring(start.length()).trim();
            }
            read.append(line).append('\n');
        }
        throw new IOException("No line begins with '" + start + "': " + read);
    }

    static BufferedReader linesOf(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The class path of the tests. */
    static List<Path> testClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }

    /** The classes of these tests, and nothing else. */
    static void applicationClasses(JarOutputStream out, String prefix) throws IOException {
        Path root = testClassPath().stream()
            .filter((path) -> Files.exists(path.resolve(file())))
            .findFirst()
            .orElseThrow();
        tree(out, root, root.resolve(file()).getParent(), prefix);
    }

    private static String file() {
        return MAIN.replace('.', '/') + ".class";
    }

    /** What an application needs beside its own classes, as jars in a directory. */
    static List<Path> libraries(Path directory) throws IOException {
        List<Path> jars = new ArrayList<>();
        Files.createDirectories(directory);
        for (Path entry : testClassPath()) {
            String name = entry.getFileName().toString();
            if (name.startsWith("slf4j-api") || name.startsWith("jspecify") || name.startsWith("HdrHistogram")) {
                jars.add(Files.copy(entry, directory.resolve(name)));
            }
            else if (Files.exists(entry.resolve("org/minigun/worker/WorkerMain.class"))) {
                Path jar = directory.resolve("minigun-core.jar");
                try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                    tree(out, entry, entry, "");
                }
                jars.add(jar);
            }
        }
        return jars;
    }

    /** An application as jars: its own, and those that it needs. */
    static List<Path> jars(Path home) throws IOException {
        List<Path> jars = new ArrayList<>(libraries(home.resolve("lib")));
        Path application = home.resolve("application.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(application))) {
            applicationClasses(out, "");
        }
        jars.add(0, application);
        return jars;
    }

    static Manifest manifest(String... namesAndValues) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            manifest.getMainAttributes().putValue(namesAndValues[i], namesAndValues[i + 1]);
        }
        return manifest;
    }

    static void stored(JarOutputStream out, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
    }

    private static void tree(JarOutputStream out, Path root, Path from, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                if (!name.equals("META-INF/MANIFEST.MF")) {
                    out.putNextEntry(new ZipEntry(prefix + name));
                    copy(file, out);
                }
            }
        }
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        Files.copy(file, out);
    }

}

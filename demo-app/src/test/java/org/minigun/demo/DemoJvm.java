package org.minigun.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the demo in a JVM of its own, as a user does, and sees that it leaves nothing
 * behind.
 */
final class DemoJvm {

    private final Path work;

    private final List<String> options = new ArrayList<>();

    private final Map<String, String> environment = new HashMap<>();

    private Path javaHome = Path.of(System.getProperty("java.home"));

    private File directory;

    DemoJvm(Path work, String... options) {
        this.work = work;
        this.options.addAll(List.of(options));
        this.directory = work.toFile();
    }

    /** The executable jar, as it was packaged. */
    static Path jar() {
        String jar = System.getProperty("minigun.demo.jar");
        assertThat(jar).as("minigun.demo.jar").isNotNull();
        return Path.of(jar);
    }

    /** The program that runs this test. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    DemoJvm in(Path where) {
        this.directory = where.toFile();
        return this;
    }

    DemoJvm with(String name, String value) {
        this.environment.put(name, value);
        return this;
    }

    DemoJvm java(Path home) {
        this.javaHome = home;
        return this;
    }

    /**
     * Takes a census of three jars, and of a file that is none.
     * @return what it has printed
     */
    String census(String... arguments) throws IOException, InterruptedException {
        Path jars = this.work.resolve("jars");
        for (int i = 0; i < 3; i++) {
            JarBuilder.jar().classFile("p/C" + i, 52).writeTo(jars.resolve("a" + i + ".jar"));
        }
        JarBuilder.write(jars.resolve("empty.jar"), new byte[0]);
        List<String> words = new ArrayList<>(List.of("census", jars.toString(),
                "--census.data-directory=" + Files.createTempDirectory(this.work, "data"),
                "--minigun.concurrency.processes=1", "--logging.level.org.minigun=info"));
        words.addAll(List.of(arguments));
        String output = run(words);
        assertThat(output).contains("3 jars, 3 classes", "Unreadable: 1 file", "empty file", "3 new, 0 changed")
            .doesNotContain("WARN", "ERROR");
        return output;
    }

    /** Runs it to its end, which must be a good one. */
    String run(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = builder(arguments);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            assertThat(temporary()).as("Temporary files of %s", builder.command()).isEmptyDirectory();
            assertThat(descendants()).as("Processes of %s", builder.command()).isEmpty();
            return output;
        }
        finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Starts it, and waits until it serves its page. */
    ServingDemo serve(String... arguments) throws IOException {
        Path log = Files.createTempFile(this.work, "log", ".txt");
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("serve", "--server.port=0"));
        return ServingDemo.await(builder(words).redirectOutput(log.toFile()).start(), log);
    }

    private ProcessBuilder builder(List<String> arguments) throws IOException {
        Path temporary = Files.createDirectories(temporary());
        List<String> command = new ArrayList<>(List.of(this.javaHome.resolve("bin").resolve("java").toString(),
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary, "-Dstdout.encoding=UTF-8"));
        command.addAll(this.options);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(this.directory);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("XDG_CACHE_HOME", cache().toString());
        builder.environment().put("XDG_RUNTIME_DIR", temporary.toString());
        builder.environment().putAll(this.environment);
        return builder;
    }

    /** Where it has its temporary files, and the sockets of its workers. */
    Path temporary() {
        return this.work.resolve("t");
    }

    /** Where the documentation says that something is kept. */
    Path cache() {
        return this.work.resolve("cache");
    }

    /** All whose command names a file in the directory of this test. */
    List<String> descendants() {
        return ProcessHandle.allProcesses()
            .flatMap((process) -> process.info().commandLine().stream())
            .filter((command) -> command.contains(this.work.toString()))
            .toList();
    }

    /** The JDKs on this machine, found as the build finds them. */
    static List<Path> installed(int version) throws IOException {
        List<Path> homes = new ArrayList<>();
        Stream.of("JAVA_HOME_" + version, "JAVA_HOME").map(System::getenv).forEach((home) -> {
            if (home != null) {
                homes.add(Path.of(home));
            }
        });
        homes.add(Path.of(System.getProperty("java.home")));
        Path system = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(system)) {
            try (Stream<Path> all = Files.list(system)) {
                all.sorted().forEach(homes::add);
            }
        }
        List<Path> found = new ArrayList<>();
        for (Path home : homes) {
            Path release = home.resolve("release");
            if (Files.isRegularFile(release) && Files.isExecutable(home.resolve("bin").resolve("java"))
                    && Files.readString(release).matches("(?s).*JAVA_VERSION=\"" + version + "[^0-9].*")) {
                found.add(home);
            }
        }
        return found;
    }

}

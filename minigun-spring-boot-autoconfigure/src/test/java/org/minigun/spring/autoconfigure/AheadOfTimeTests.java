package org.minigun.spring.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes an application ahead of time, compiles what that gives, and runs it in a JVM
 * of its own: as a build and a deployment do.
 */
class AheadOfTimeTests {

    /** As a build has it, which leaves the developer tools out. */
    private static final String CLASS_PATH = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter((entry) -> !entry.contains("spring-boot-devtools"))
        .collect(Collectors.joining(File.pathSeparator));

    @TempDir
    Path work;

    @Test
    void tasksRunInAnApplicationProcessedAheadOfTime() throws Exception {
        Path sources = Files.createDirectory(this.work.resolve("sources"));
        Path classes = Files.createDirectory(this.work.resolve("classes"));
        run(List.of("-cp", CLASS_PATH, SpringApplicationAotProcessor.class.getName(),
                AheadOfTimeApplication.class.getName(), sources.toString(), classes.toString(), classes.toString(),
                "org.minigun", "test"));
        compile(sources, classes);
        String output = run(List.of("-Dspring.aot.enabled=true", "-cp", classes + File.pathSeparator + CLASS_PATH,
                AheadOfTimeApplication.class.getName(), "--minigun.tasks.numbers.run-on-startup=true",
                "--minigun.tasks.built.run-on-startup=true", "--minigun.tasks.numbers.stages.upper.capacity=5"));
        assertThat(output).contains("ahead of time: true", "annotated [NUMBER 1, NUMBER 2, NUMBER 3]", "built A",
                "built B");
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp",
                classes + File.pathSeparator + CLASS_PATH));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(arguments).as("sources that were generated").hasSizeGreaterThan(10);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
            .isZero();
    }

    private String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(arguments);
        Path log = Files.createTempFile(this.work, "run", ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int exitCode = process.waitFor();
        String output = Files.readString(log);
        assertThat(exitCode).as(output).isZero();
        return output;
    }

}

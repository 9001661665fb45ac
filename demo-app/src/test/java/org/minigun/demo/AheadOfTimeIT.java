package org.minigun.demo;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The demo processed ahead of time, as the goal {@code process-aot} of Spring Boot's
 * plugin does it, and run on the JVM. What the command line and the profiles say when it
 * is processed is settled then.
 */
@Tag("long")
@Timeout(300)
class AheadOfTimeIT {

    private static final String MAIN = DemoApplication.class.getName();

    @TempDir
    Path temporary;

    @Test
    void takesCensusInWorkers() throws Exception {
        String classPath = process();
        String output = new DemoJvm(work(), "-Dspring.aot.enabled=true", "-cp", classPath, MAIN)
            .census("--spring.main.log-startup-info=true");
        assertThat(output).contains("Starting AOT-processed DemoApplication");
    }

    @Test
    void servesProtectedPagesAndStartsTask() throws Exception {
        String classPath = process("serve", "--spring.profiles.active=secured");
        Path jars = work().resolve("repository");
        JarBuilder.jar().classFile("p/C", 52).writeTo(jars.resolve("a.jar"));
        DemoJvm jvm = new DemoJvm(work(), "-Dspring.aot.enabled=true", "-cp", classPath, MAIN);
        try (ServingDemo demo = jvm.serve("--spring.security.user.password=secret", "--census.directory=" + jars,
                "--census.data-directory=" + work().resolve("data"))) {
            assertThat(demo.get("/actuator/minigun").statusCode()).isEqualTo(401);
            HttpResponse<String> started = demo.start("census");
            assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
            await().atMost(Duration.ofMinutes(1))
                .until(() -> demo.body("/?q=p.C"), (page) -> page.contains("1 class in 1 jar"));
        }
    }

    /**
     * Processes the packaged application, and compiles what that gives.
     * @param arguments what the command line is to say
     * @return the class path to run it on
     */
    private String process(String... arguments) throws Exception {
        Path home = work().resolve("extracted");
        new DemoJvm(work(), "-Djarmode=tools", "-jar", DemoJvm.jar().toString())
            .run(List.of("extract", "--destination", home.toString()));
        String classPath = home.resolve("jar-census.jar") + File.pathSeparator + home.resolve("lib").resolve("*");
        Path sources = Files.createDirectory(work().resolve("sources"));
        Path classes = Files.createDirectory(work().resolve("classes"));
        List<String> words = new ArrayList<>(List.of("org.springframework.boot.SpringApplicationAotProcessor", MAIN,
                sources.toString(), classes.toString(), classes.toString(), "org.minigun", "demo-app"));
        words.addAll(List.of(arguments));
        new DemoJvm(work(), "-cp", classPath).run(words);
        String whole = classes + File.pathSeparator + classPath;
        List<String> options = new ArrayList<>(
                List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", whole));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(options::add);
        }
        assertThat(options).as("sources that were generated").hasSizeGreaterThan(50);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new))).isZero();
        return whole;
    }

    private Path work() throws IOException {
        return Files.createDirectories(this.temporary.resolve("work"));
    }

}

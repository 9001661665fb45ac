package org.minigun.devtools;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers and isolates of an application that the developer tools restart: its classes
 * come from a class loader of theirs, and from another one after each restart.
 */
@Timeout(120)
class DevtoolsTests {

    @TempDir
    Path temporary;

    @Test
    void worksUnderTheRestartClassLoaderAndAfterARestart() throws Exception {
        Path files = Files.createDirectories(this.temporary.resolve("t"));
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + files, "-cp", System.getProperty("java.class.path"),
                RestartedApplication.class.getName(), "--spring.main.banner-mode=off",
                "--spring.main.web-application-type=none", "--logging.level.root=warn")
            .redirectErrorStream(true);
        builder.environment().put("XDG_RUNTIME_DIR", files.toString());
        builder.environment().put("XDG_CACHE_HOME", this.temporary.resolve("cache").toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            assertThat(output.lines()).containsExactly("loader RestartClassLoader", "letters [a!, b!]", "violations []",
                    "loader RestartClassLoader", "letters [a!, b!]", "violations []", "closed");
            assertThat(files).isEmptyDirectory();
        }
        finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

}

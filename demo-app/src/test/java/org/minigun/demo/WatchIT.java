package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The executable jar watches a directory, as a user lets it, until it is asked to end.
 */
@Tag("long")
@Timeout(180)
class WatchIT {

    /** As the system tells of one that was asked to end. */
    private static final int TERMINATED = 143;

    @TempDir
    Path temporary;

    @Test
    void watchKnowsWhatComesAndGoesAndEndsWhenItIsAsked() throws Exception {
        Path work = this.temporary.toRealPath();
        Path jars = Files.createDirectories(work.resolve("jars"));
        Path old = JarBuilder.jar().classFile("p/Old", 61).writeTo(jars.resolve("old.jar"));
        DemoJvm jvm = new DemoJvm(work, "-jar", DemoJvm.jar().toString());
        try (ServingDemo demo = jvm.serve("watch", jars.toString(), "--census.data-directory=" + work.resolve("data"),
                "--minigun.concurrency.processes=1", "--census.settle=50ms")) {
            KnownJars.eventually(() -> assertThat(demo.output()).contains("1 jar, 1 class", "Watching " + jars + "."));
            JarBuilder.jar().classFile("p/New", 61).writeTo(jars.resolve("deep/er/new.jar"));
            KnownJars.eventually(() -> assertThat(demo.body("/?q=p.New")).contains("1 class in 1 jar"));
            Files.delete(old);
            KnownJars.eventually(() -> assertThat(demo.body("/?q=p.Old")).doesNotContain("1 class in 1 jar"));
            demo.process().destroy();
            assertThat(demo.process().waitFor()).as(demo.output()).isEqualTo(TERMINATED);
            assertThat(demo.output()).doesNotContain("WARN", "ERROR");
        }
        assertThat(jvm.descendants()).isEmpty();
        assertThat(jvm.temporary().toFile().list()).as("directories of sockets, and the like")
            .allMatch((name) -> name.startsWith("tomcat"));
    }

}

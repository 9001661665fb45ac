package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The demo as it is delivered: started in the ways in which users start an executable
 * jar, its {@code inspect} stage in worker processes. Nothing is left behind but the
 * cache.
 */
@Timeout(180)
class ExecutableJarIT {

    @TempDir
    Path temporary;

    @Test
    void startsWorkersFromTheJarAndUnpacksItOnce() throws Exception {
        DemoJvm demo = new DemoJvm(work(), "-jar", "jar-census.jar").in(copyIn(work()));
        assertThat(demo.census("publish")).contains("Published in", "3 new, 0 changed, 0 gone");
        List<Path> unpacked = list(demo.cache().resolve("minigun").resolve("jars"));
        assertThat(unpacked).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked.get(0))))
            .isEqualTo("rwx------");
        var made = Files.getLastModifiedTime(unpacked.get(0).resolve("application.jar"));
        // A fresh JVM for each batch this time.
        demo.census("--minigun.tasks.census.stages.inspect.concurrency=PROCESS_PER_BATCH");
        assertThat(list(demo.cache().resolve("minigun").resolve("jars"))).isEqualTo(unpacked);
        assertThat(Files.getLastModifiedTime(unpacked.get(0).resolve("application.jar"))).isEqualTo(made);
    }

    @Test
    @Tag("long")
    void makesIsolatesOfNestedJars() throws Exception {
        DemoJvm demo = new DemoJvm(work(), "-jar", DemoJvm.jar().toString());
        demo.census("--minigun.tasks.census.stages.inspect.concurrency=ISOLATE");
        assertThat(demo.cache()).doesNotExist();
    }

    @Test
    @Tag("long")
    void startsWorkersFromSignedNestedJarsBelowANameWithBlanksAndUmlauts() throws Exception {
        Path home = Files.createDirectories(this.temporary.resolve("Müller & Söhne $HOME 日本"));
        Path jar = new SignedJars(home).withSignedLibrary(DemoJvm.jar(), "minigun-core");
        String output = new DemoJvm(home, "-jar", jar.toString()).census();
        assertThat(output).contains("Müller & Söhne");
    }

    @Test
    void startsWorkersFromTheExtractedJarWithoutUnpackingIt() throws Exception {
        Path home = extract();
        new DemoJvm(work(), "-jar", "jar-census.jar").in(home).census();
        assertThat(work().resolve("cache").resolve("minigun").resolve("jars")).doesNotExist();
    }

    @Test
    @Tag("long")
    void startsWorkersFromLayersWithTheirLauncher() throws Exception {
        Path home = extract("--launcher", "--layers");
        for (String layer : List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application")) {
            DeploymentIT.merge(home.resolve(layer), home);
        }
        new DemoJvm(work(), "org.springframework.boot.loader.launch.JarLauncher").in(home).census();
        assertThat(work().resolve("cache").resolve("minigun").resolve("jars")).doesNotExist();
    }

    @Test
    @Tag("long")
    void startsWorkersWhereNothingCanBeWritten() throws Exception {
        assumeThat(Path.of("/proc")).as("a directory that nobody can write to").isDirectory();
        // Nor is there a cache: what is unpacked goes with the application.
        Files.writeString(this.temporary.resolve("file"), "not a directory");
        new DemoJvm(work(), "-Duser.home=" + this.temporary.resolve("file"), "-jar", DemoJvm.jar().toString())
            .with("XDG_CACHE_HOME", this.temporary.resolve("file").toString())
            .in(Path.of("/proc"))
            .census();
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = { 17, 25 })
    void startsWorkersOfTheSameJava(int version) throws Exception {
        assumeThat(Runtime.version().feature()).as("the other tests run on this one").isNotEqualTo(version);
        List<Path> homes = DemoJvm.installed(version);
        assumeThat(homes).as("JDK %s: install one, or set JAVA_HOME_%s", version, version).isNotEmpty();
        new DemoJvm(work(), "-jar", DemoJvm.jar().toString()).java(homes.get(0)).census();
    }

    @Test
    @Tag("long")
    void startsWorkersWhereThereIsOnlyAJre() throws Exception {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        assumeThat(jlink).as("jlink, which makes a JRE").exists();
        Path jre = work().resolve("jre");
        Process process = new ProcessBuilder(jlink.toString(), "--add-modules", "java.se,jdk.unsupported",
                "--no-header-files", "--no-man-pages", "--output", jre.toString())
            .inheritIO()
            .start();
        assertThat(process.waitFor()).isZero();
        // Spring needs jdk.unsupported. Nothing else is there that is not of Java SE.
        assertThat(jre.resolve("bin").resolve("javac")).doesNotExist();
        // Micrometer says that it cannot measure the collector without jdk.management.
        new DemoJvm(work(), "-jar", DemoJvm.jar().toString()).java(jre).census("--logging.level.io.micrometer=error");
    }

    private Path work() throws IOException {
        return Files.createDirectories(this.temporary.resolve("work"));
    }

    private static Path copyIn(Path directory) throws IOException {
        Files.copy(DemoJvm.jar(), directory.resolve("jar-census.jar"));
        return directory;
    }

    /** As Boot's own tools extract it. */
    private Path extract(String... options) throws Exception {
        Path home = Files.createDirectories(work().resolve("extracted"));
        List<String> words = new ArrayList<>(List.of("extract", "--force", "--destination", home.toString()));
        words.addAll(List.of(options));
        new DemoJvm(work(), "-Djarmode=tools", "-jar", DemoJvm.jar().toString()).run(words);
        return home;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

}

package org.minigun.process.launch;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Workers of applications that were started in many ways. Each application is a JVM of
 * its own, which starts a worker that does five items.
 */
@Timeout(120)
class LaunchWaysTests {

    @TempDir
    private Path work;

    @Test
    void s300_startsFromDirectoriesOfClasses() throws Exception {
        testRun().run(cache());
        assertThat(this.work).isDirectoryNotContaining("glob:**minigun-*");
    }

    @Test
    void s300_startsFromJarsInADirectoryWithSpacesAndUmlauts() throws Exception {
        Path home = Files.createDirectories(this.work.resolve("Über \"uns\" $HOME"));
        String output = jvm().classPath(join(ApplicationJvm.jars(home))).run(cache());
        assertThat(output).contains("-cp " + home.resolve("lib").resolve("minigun-core.jar"));
    }

    @Test
    void startsFromAnExtractedJarByItsRelativeName() throws Exception {
        Path home = Files.createDirectories(this.work.resolve("käse und brot"));
        List<Path> jars = ApplicationJvm.libraries(home.resolve("lib"));
        String path = jars.stream().map((jar) -> "lib/" + jar.getFileName()).collect(Collectors.joining(" "));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(home.resolve("app.jar")),
                ApplicationJvm.manifest("Main-Class", ApplicationJvm.MAIN, "Class-Path", path))) {
            ApplicationJvm.applicationClasses(out, "");
        }
        new ApplicationJvm("-Djava.io.tmpdir=" + temporary(), "-jar", "app.jar").in(home).run(cache());
    }

    @Test
    void s300_startsFromAnExecutableJarAndUnpacksItOnce() throws Exception {
        Path jar = executableJar();
        executable(jar).run(cache());
        Path unpacked = onlyIn(cache().resolve("jars"));
        assertThat(unpacked).isDirectoryContaining("glob:**/application.jar")
            .isDirectoryContaining("glob:**/minigun-core.jar");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked))).isEqualTo("rwx------");
        var made = Files.getLastModifiedTime(unpacked.resolve("application.jar"));
        executable(jar).run(cache());
        assertThat(onlyIn(cache().resolve("jars"))).isEqualTo(unpacked);
        assertThat(Files.getLastModifiedTime(unpacked.resolve("application.jar"))).isEqualTo(made);
    }

    @Test
    @Tag("long")
    void doesNotTrustUnpackedJarsThatWereChanged() throws Exception {
        Path jar = executableJar();
        executable(jar).run(cache());
        Path core = onlyIn(cache().resolve("jars")).resolve("minigun-core.jar");
        byte[] bytes = Files.readAllBytes(core);
        Files.write(core, new byte[bytes.length]);
        executable(jar).run(cache());
        assertThat(core).hasBinaryContent(bytes);
    }

    @Test
    @Tag("long")
    void s300_startsFromAClassPathLongerThanACommandLine() throws Exception {
        List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        for (int i = 0; String.join(File.pathSeparator, path).length() < 140_000; i++) {
            path.add(this.work.resolve("a directory\\that is \"not\" there " + "ö".repeat(40) + i).toString());
        }
        Path file = this.work.resolve("args");
        ArgumentFile.write(file, List.of("-cp", String.join(File.pathSeparator, path), ApplicationJvm.MAIN));
        String output = jvm("@" + file).run(cache());
        assertThat(output).contains(" @" + temporary()).doesNotContain(" -cp ");
    }

    @Test
    @Tag("long")
    void startsWhereNothingCanBeWritten() throws Exception {
        assumeThat(Path.of("/proc")).isDirectory();
        testRun().in(Path.of("/proc")).run("/proc/nothing/cache");
    }

    @Test
    void s327_startsBelowAWorkingDirectoryThatIsTooLongForASocket() throws Exception {
        Path deep = Files.createDirectories(this.work.resolve("d".repeat(80)).resolve("e".repeat(80)));
        assertThat(deep.toString().length()).isGreaterThan(150);
        new ApplicationJvm("-Djava.io.tmpdir=" + deep).classPath(absoluteTestClassPath())
            .in(deep)
            .with("XDG_RUNTIME_DIR", deep.toString())
            .run(cache());
        assertThat(deep).isEmptyDirectory();
    }

    @Test
    void s325_startsWithoutTheOptionsThatAreMeantForTheApplication() throws Exception {
        String output = testRun()
            .with("JAVA_TOOL_OPTIONS",
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0 -Xmx96m")
            .with("JDK_JAVA_OPTIONS", "-Dof.the.application=true")
            .run(cache());
        // Each JVM that takes such options says so.
        assertThat(output.split("Listening for transport", -1)).hasSize(2);
        assertThat(output.split("Picked up JAVA_TOOL_OPTIONS", -1)).hasSize(2);
        assertThat(output.split("Picked up JDK_JAVA_OPTIONS", -1)).hasSize(2);
        assertThat(output.lines().filter((line) -> line.startsWith("command "))).singleElement()
            .satisfies((line) -> assertThat(line).contains(" -Xmx65536k ").doesNotContain("jdwp", "96m"));
    }

    @Test
    void startsAnotherJava() throws Exception {
        String home = System.getProperty("minigun.test.other-java", System.getenv("MINIGUN_OTHER_JAVA"));
        assumeThat(home).isNotNull();
        assertThat(testRun().run(cache(), "five", home)).contains("command " + home);
    }

    @Test
    @Tag("long")
    void makesAnArchiveOfClassDataOnceAndUsesIt() throws Exception {
        String path = join(ApplicationJvm.jars(this.work));
        ApplicationJvm application = jvm("-Dminigun.class-data-archive.delay=1").classPath(path);
        assertThat(application.run(cache(), "archive")).contains("archive\n");
        Path archive = onlyIn(cache().resolve("archives"));
        assertThat(application.run(cache(), "archive")).contains("=" + archive + " ");
        Files.write(archive, new byte[100_000]);
        application.run(cache(), "archive");
        assertThat(temporary()).isEmptyDirectory();
    }

    @Test
    void archiveForWorkersOfABatchHasWhatTheFirstOfThemHasLoaded() throws Exception {
        String path = join(ApplicationJvm.jars(this.work));
        ApplicationJvm application = jvm("-Dminigun.class-data-archive.delay=1").classPath(path);
        assertThat(application.run(cache(), "archive-of-stage")).contains("-Xlog:class+load:file=", "archive\n");
        Path archive = onlyIn(cache().resolve("archives"));
        assertThat(Files.readString(archive, StandardCharsets.ISO_8859_1))
            .contains(Exchange.FiveStage.class.getName().replace('.', '/'));
        assertThat(application.run(cache(), "archive-of-stage")).contains("=" + archive + " ")
            .doesNotContain("-Xlog:class+load");
        changeUnseen(Path.of(path.split(File.pathSeparator)[0]));
        assertThat(application.run(cache(), "archive-of-stage")).doesNotContain("=" + archive + " ")
            .contains("-Xlog:class+load");
        assertThat(temporary()).isEmptyDirectory();
    }

    /** The jar's size and time stay, and its classes too. */
    private static void changeUnseen(Path jar) throws IOException {
        FileTime time = Files.getLastModifiedTime(jar);
        try (FileChannel file = FileChannel.open(jar, StandardOpenOption.WRITE)) {
            // When its first entry was made, as that entry tells; readers ask the
            // directory.
            file.write(ByteBuffer.wrap(new byte[] { 1, 2 }), 10);
        }
        Files.setLastModifiedTime(jar, time);
    }

    private ApplicationJvm jvm(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary()));
        all.addAll(List.of(options));
        return new ApplicationJvm(all.toArray(String[]::new));
    }

    private ApplicationJvm testRun() throws IOException {
        return jvm().classPath(absoluteTestClassPath());
    }

    private ApplicationJvm executable(Path jar) throws IOException {
        return jvm("-jar", jar.getFileName().toString()).in(jar.getParent());
    }

    private static String absoluteTestClassPath() {
        return join(ApplicationJvm.testClassPath().stream().map(Path::toAbsolutePath).toList());
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(this.work.resolve("t"));
    }

    private Path cache() {
        return this.work.resolve("cache");
    }

    /** As Boot's plugin makes it: classes, stored jars, a launcher at the root. */
    private Path executableJar() throws IOException {
        Path jar = this.work.resolve("app.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), ApplicationJvm.manifest("Main-Class",
                NestedJarMain.class.getName(), "Spring-Boot-Lib", "BOOT-INF/lib/", "Implementation-Title", "launch"))) {
            for (String type : List.of("NestedJarMain", "NestedJarMain$NestedLoader")) {
                String name = NestedJarMain.class.getPackageName().replace('.', '/') + "/" + type + ".class";
                try (var in = LaunchWaysTests.class.getClassLoader().getResourceAsStream(name)) {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    in.transferTo(bytes);
                    ApplicationJvm.stored(out, name, bytes.toByteArray());
                }
            }
            out.putNextEntry(new ZipEntry("BOOT-INF/classes/"));
            ApplicationJvm.applicationClasses(out, "BOOT-INF/classes/");
            out.putNextEntry(new ZipEntry("BOOT-INF/lib/"));
            for (Path library : ApplicationJvm.libraries(this.work.resolve("lib"))) {
                ApplicationJvm.stored(out, "BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
            }
        }
        return jar;
    }

    private static Path onlyIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static String join(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

}

package org.minigun.demo.inspect;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.JarBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UnreadableJarTests {

    private static final Limits LIMITS = Limits.DEFAULT;

    @TempDir
    Path directory;

    @Test
    void refusesEmptyFile() {
        refuses(write(new byte[0]), LIMITS, "empty file");
    }

    @Test
    void refusesWhatIsNoZipFile() {
        refuses(write("just text".getBytes(StandardCharsets.UTF_8)), LIMITS, "not a zip file");
    }

    @Test
    void recognisesPageOfProxy() {
        refuses(write("<!DOCTYPE html><html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8)), LIMITS,
                "HTML page");
    }

    @Test
    void refusesTruncatedJar() {
        byte[] bytes = jar().bytes();
        refuses(write(Arrays.copyOf(bytes, bytes.length - 30)), LIMITS, "truncated: ends after ");
    }

    @Test
    void refusesJarWhoseBeginningIsCutOff() {
        byte[] bytes = jar().bytes();
        refuses(write(Arrays.copyOfRange(bytes, 100, bytes.length)), LIMITS, "not a zip file");
    }

    @Test
    void refusesJarWithDamagedContent() {
        byte[] bytes = jar().bytes();
        int data = 30 + "a/B.class".length();
        Arrays.fill(bytes, data, data + 200, (byte) 0xff);
        refuses(write(bytes), LIMITS, "corrupt: entry 'a/B.class'");
    }

    @Test
    void refusesJarWithDamagedDirectory() {
        String bytes = new String(jar().bytes(), StandardCharsets.ISO_8859_1).replace("PK\1\2", "PK\1\7");
        refuses(write(bytes.getBytes(StandardCharsets.ISO_8859_1)), LIMITS, "corrupt: ");
    }

    @Test
    void refusesTooLargeFile() throws IOException {
        Path file = this.directory.resolve("a.jar");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LIMITS.maxSize() + 1);
        }
        refuses(file, LIMITS, "too large: 536,870,913 bytes, more than the limit of 536,870,912");
    }

    @Test
    void refusesTooManyEntries() {
        refuses(jar().classFile("a/C", 52).writeTo(this.directory.resolve("a.jar")), LIMITS.withMaxEntries(1),
                "too many entries: 2, more than the limit of 1");
    }

    @Test
    void refusesClassThatInflatesTooFar() {
        Path file = JarBuilder.jar().entry("a/Bomb.class", new byte[20 << 20]).writeTo(this.directory.resolve("a.jar"));
        assertThat(file.toFile().length()).isLessThan(100_000);
        refuses(file, LIMITS, "class file 'a/Bomb.class' of 20,971,520 bytes is larger than the limit");
    }

    @Test
    void refusesJarThatInflatesTooFar() {
        Limits small = new Limits(1 << 20, 100, 1 << 20, 1 << 20);
        Path file = JarBuilder.jar()
            .entry("zeros", new byte[700_000])
            .entry("more", new byte[700_000])
            .writeTo(this.directory.resolve("a.jar"));
        refuses(file, small, "a zip bomb?");
    }

    @Test
    void refusesFileThatHasVanished() {
        refuses(this.directory.resolve("gone.jar"), LIMITS, "vanished before it was read");
    }

    @Test
    void refusesDirectory() throws IOException {
        refuses(Files.createDirectory(this.directory.resolve("directory.jar")), LIMITS,
                "a directory that cannot be listed");
    }

    /**
     * Whatever is damaged, the answer is a report or a reason.
     */
    @Test
    void answersAnyDamageWithReportOrReason() throws IOException {
        byte[] whole = jar().manifest("Bundle-License: MIT")
            .text("META-INF/maven/g/a/pom.xml", "<project><licenses/></project>")
            .text("META-INF/LICENSE", "Apache License 2.0")
            .bytes();
        Random random = new Random(42);
        int reports = 0;
        int reasons = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(8); n >= 0; n--) {
                int from = random.nextBoolean() ? 0 : Math.max(0, whole.length - 400);
                damaged[from + random.nextInt(whole.length - from)] = (byte) random.nextInt(256);
            }
            Path file = write(Arrays.copyOf(damaged, whole.length - Math.max(0, random.nextInt(40) - 30)));
            try {
                assertThat(JarInspector.inspect(new FoundJar(file, this.directory, LIMITS, false)).checksum())
                    .hasSize(64);
                reports++;
            }
            catch (UnreadableJarException ex) {
                assertThat(ex).message().isNotBlank();
                reasons++;
            }
        }
        assertThat(reports).isPositive();
        assertThat(reasons).isPositive();
    }

    private static JarBuilder jar() {
        return JarBuilder.jar().classFile("a/B", 52);
    }

    private Path write(byte[] bytes) {
        return JarBuilder.write(this.directory.resolve("a.jar"), bytes);
    }

    private void refuses(Path file, Limits limits, String reason) {
        assertThatExceptionOfType(UnreadableJarException.class)
            .isThrownBy(() -> JarInspector.inspect(new FoundJar(file, this.directory, limits, false)))
            .withMessageContaining(reason);
    }

}

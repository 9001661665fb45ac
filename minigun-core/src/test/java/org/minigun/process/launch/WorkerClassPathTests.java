package org.minigun.process.launch;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What workers find on their class path, and where unpacked jars are kept.
 */
class WorkerClassPathTests {

    @TempDir
    private Path work;

    @Test
    void whatALoaderThatRestartsAnApplicationReadsComesFirst() throws Exception {
        Path changed = Files.createDirectories(this.work.resolve("ge änd ert"));
        URL[] urls = { changed.toUri().toURL(), URI.create("http://localhost/far.jar").toURL() };
        try (PrivateDirectory directory = PrivateDirectory.forSockets();
                URLClassLoader restart = new URLClassLoader(urls, WorkerClassPathTests.class.getClassLoader())) {
            List<String> entries = WorkerClassPath.of(restart, new CacheDirectory(this.work, directory)).entries();
            assertThat(entries).startsWith(changed.toString())
                .containsSubsequence(System.getProperty("java.class.path").split(File.pathSeparator))
                .noneMatch((entry) -> entry.contains("far.jar"))
                .doesNotHaveDuplicates();
        }
    }

    @Test
    void minigunsOwnJarIsMovedToTheFront() throws Exception {
        List<Path> jars = ApplicationJvm.libraries(this.work.resolve("lib"));
        Path own = jars.stream().filter((jar) -> jar.endsWith("minigun-core.jar")).findFirst().orElseThrow();
        URL[] urls = { this.work.toUri().toURL(), own.toUri().toURL() };
        try (PrivateDirectory directory = PrivateDirectory.forSockets();
                URLClassLoader loader = new URLClassLoader(urls, null)) {
            assertThat(WorkerClassPath.of(loader, new CacheDirectory(this.work, directory)).entries())
                .startsWith(own.toString(), this.work.toString());
        }
    }

    @Test
    void aCacheThatOthersMayWriteToIsNotUsed() throws Exception {
        Path open = Files.createDirectory(this.work.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path link = Files.createSymbolicLink(this.work.resolve("link"), this.work);
        try (PrivateDirectory directory = PrivateDirectory.forSockets()) {
            for (Path cache : List.of(open, link, Path.of("/proc/nothing"))) {
                assertThat(new CacheDirectory(cache, directory).directory("jars")).startsWith(directory.root());
            }
            assertThat(new CacheDirectory(this.work.resolve("own"), directory).directory("jars"))
                .startsWith(this.work.resolve("own"));
        }
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void anExecutableJarIsUnpackedElsewhereIfTheCacheTakesNothing() throws Exception {
        Path executable = this.work.resolve("app.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(executable))) {
            out.putNextEntry(new ZipEntry("BOOT-INF/lib/"));
            out.putNextEntry(new ZipEntry("BOOT-INF/lib/some.jar"));
            out.write(1);
        }
        Path cache = Files.createDirectory(this.work.resolve("cache"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path inTheWay = Files.createFile(cache.resolve("jars"));
        URL[] urls = { executable.toUri().toURL() };
        try (PrivateDirectory directory = PrivateDirectory.forSockets();
                URLClassLoader loader = new URLClassLoader(urls, null)) {
            WorkerClassPath path = WorkerClassPath.of(loader, new CacheDirectory(cache, directory));
            String elsewhere = directory.root().toString();
            assertThat(path.entries()).anyMatch((entry) -> entry.startsWith(elsewhere) && entry.endsWith("some.jar"));
            assertThat(path.isThere()).isTrue();
        }
        assertThat(inTheWay).isEmptyFile();
    }

}

package org.minigun.demo.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.JarBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JarFinderTests {

    @TempDir
    Path directory;

    @Test
    void findsJarsAtAnyDepthAndNothingElse() throws IOException {
        JarBuilder.jar().writeTo(this.directory.resolve("a.jar"));
        JarBuilder.jar().writeTo(this.directory.resolve("b/c/d.JAR"));
        JarBuilder.jar().writeTo(this.directory.resolve("b/e.zip"));
        Files.createDirectory(this.directory.resolve("directory.jar"));
        assertThat(find(this.directory)).extracting((path) -> path.getFileName().toString())
            .containsExactlyInAnyOrder("a.jar", "d.JAR");
    }

    @Test
    void followsLinkThatIsGivenAndNoOther() throws IOException {
        JarBuilder.jar().writeTo(this.directory.resolve("real/a.jar"));
        Files.createSymbolicLink(this.directory.resolve("real/loop"), this.directory.resolve("real"));
        Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.directory.resolve("real"));
        assertThat(find(link)).containsExactly(this.directory.toRealPath().resolve("real/a.jar"));
    }

    @Test
    void refusesMissingDirectory() {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> find(this.directory.resolve("missing")));
    }

    private static List<Path> find(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        new JarFinder(directory).find(found::add);
        return found;
    }

}

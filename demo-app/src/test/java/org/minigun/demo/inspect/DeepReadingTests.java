package org.minigun.demo.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.JarBuilder;
import org.minigun.demo.hostile.GreetingTool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is found in jars within jars, and by running their code.
 */
class DeepReadingTests {

    private static final String SERVICE = "META-INF/services/java.util.spi.ToolProvider";

    @TempDir
    Path directory;

    @Test
    void findsTheClassesOfJarsWithinJarsOnce() throws IOException {
        byte[] innermost = JarBuilder.jar().classFile("p/C", 52).classFile("p/A", 52).bytes();
        byte[] inner = JarBuilder.jar().classFile("p/B", 61).entry("lib/c.jar", innermost).bytes();
        JarBuilder jar = JarBuilder.jar().classFile("p/A", 61).entry("lib/b.jar", inner);
        JarReport deep = inspect(jar, true);
        assertThat(deep.classes()).containsExactly(new ClassEntry("p", "A", 61), new ClassEntry("p", "B", 61),
                new ClassEntry("p", "C", 52));
        assertThat(deep.nestedJars()).isEqualTo(2);
        JarReport plain = inspect(jar, false);
        assertThat(plain.classes()).containsExactly(new ClassEntry("p", "A", 61));
        assertThat(plain.nestedJars()).isOne();
    }

    @Test
    void asksToolsForTheirNames() throws IOException {
        String type = GreetingTool.class.getName();
        byte[] bytes;
        try (var in = GreetingTool.class.getResourceAsStream("GreetingTool.class")) {
            bytes = in.readAllBytes();
        }
        JarBuilder jar = JarBuilder.jar().entry(type.replace('.', '/') + ".class", bytes).text(SERVICE, type);
        assertThat(inspect(jar, true).tools()).containsExactly("greet");
        assertThat(inspect(jar, false).tools()).isEmpty();
        assertThat(inspect(JarBuilder.jar().text(SERVICE, "not.There"), true).tools()).isEmpty();
    }

    @Test
    void refusesAJarWithinAJarThatIsCorrupt() throws IOException {
        byte[] whole = JarBuilder.jar().entry("a.bin", new byte[10_000]).bytes();
        byte[] broken = whole.clone();
        broken[45] ^= 0x55;
        assertThatExceptionOfType(UnreadableJarException.class)
            .isThrownBy(() -> inspect(JarBuilder.jar().entry("lib/b.jar", broken), true))
            .withMessageStartingWith("corrupt: ");
    }

    private JarReport inspect(JarBuilder jar, boolean deep) throws IOException {
        Path file = jar.writeTo(this.directory.resolve("a.jar"));
        try {
            return JarInspector.inspect(new FoundJar(file, this.directory, Limits.DEFAULT, deep));
        }
        finally {
            Files.delete(file);
        }
    }

}

package org.minigun.demo.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.demo.JarBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JarInspectorTests {

    @TempDir
    Path directory;

    @Test
    void readsClassesWithTheirPackagesAndVersions() throws IOException {
        JarReport report = inspect(JarBuilder.jar()
            .classFile("org/example/Tool", 61)
            .classFile("org/example/Tool$Part", 52)
            .classFile("Unnamed", 52));
        assertThat(report.classes()).containsExactly(new ClassEntry("org.example", "Tool", 61),
                new ClassEntry("org.example", "Tool$Part", 52), new ClassEntry("", "Unnamed", 52));
        assertThat(report.majorVersion()).isEqualTo(61);
    }

    @Test
    void tellsChecksumAndSize() throws IOException {
        Path file = JarBuilder.write(this.directory.resolve("a.jar"), JarBuilder.jar().bytes());
        JarReport report = inspect(file);
        assertThat(report.size()).isEqualTo(22);
        assertThat(report.checksum()).isEqualTo("8739c76e681f900923b900c9df0ef75cf421d39cabb54650c4b9ad19b6a76d85");
    }

    @Test
    void readsJarWithoutEntries() throws IOException {
        JarReport report = inspect(JarBuilder.jar());
        assertThat(report.classes()).isEmpty();
        assertThat(report.majorVersion()).isZero();
    }

    @Test
    void countsClassesForLaterVersionsOnceAndNotForTheJavaVersion() throws IOException {
        JarReport report = inspect(JarBuilder.jar()
            .manifest("Multi-Release: true")
            .classFile("a/B", 52)
            .classFile("META-INF/versions/17/a/B", 61)
            .classFile("META-INF/versions/21/a/OnlyLater", 65));
        assertThat(report.multiRelease()).isTrue();
        assertThat(report.majorVersion()).isEqualTo(52);
        assertThat(report.classes()).extracting(ClassEntry::name).containsExactly("B", "OnlyLater");
    }

    @Test
    void findsClassesOfExecutableJarUnderTheirOwnNames() throws IOException {
        JarReport report = inspect(
                JarBuilder.jar().classFile("BOOT-INF/classes/app/Main", 61).classFile("org/loader/Launcher", 61));
        assertThat(report.classes()).extracting(ClassEntry::packageName).containsExactly("app", "org.loader");
    }

    @Test
    void readsNameOfModuleAndLeavesModuleInfoOutOfTheVersion() throws IOException {
        JarReport report = inspect(JarBuilder.jar()
            .manifest("Automatic-Module-Name: not.this")
            .entry("module-info.class", moduleInfo("com.example.tool"))
            .classFile("a/B", 52));
        assertThat(report.module()).isEqualTo(new ModuleName("com.example.tool", false));
        assertThat(report.majorVersion()).isEqualTo(52);
        assertThat(report.classes()).hasSize(1);
    }

    @Test
    void readsAutomaticModuleName() throws IOException {
        JarReport report = inspect(JarBuilder.jar().manifest("Automatic-Module-Name: com.example"));
        assertThat(report.module()).isEqualTo(new ModuleName("com.example", true));
    }

    @Test
    void takesNoNameFromBrokenModuleInfo() throws IOException {
        JarReport report = inspect(JarBuilder.jar().entry("module-info.class", new byte[] { 1, 2, 3 }));
        assertThat(report.module()).isNull();
    }

    @Test
    void keepsMainAttributesOfSignedManifestAndNotItsDigests() throws IOException {
        JarReport report = inspect(JarBuilder.jar()
            .manifest("Implementation-Title: A long title that the rules of manifests want on more tha", " n one line",
                    "Built-By: someone", "", "Name: a/B.class", "SHA-256-Digest: AAAA")
            .text("META-INF/SIGNER.SF", "Signature-Version: 1.0")
            .classFile("a/B", 52));
        assertThat(report.signed()).isTrue();
        assertThat(report.manifest()).containsOnlyKeys("Implementation-Title")
            .containsValue("A long title that the rules of manifests want on more than one line");
    }

    @Test
    void readsJarWhoseManifestIsBroken() throws IOException {
        JarReport report = inspect(JarBuilder.jar().text("META-INF/MANIFEST.MF", "no manifest\n").classFile("a/B", 52));
        assertThat(report.manifest()).isEmpty();
        assertThat(report.classes()).hasSize(1);
    }

    @Test
    void readsOnlyTheBeginningOfHugeManifest() throws IOException {
        byte[] bytes = new byte[100 << 20];
        byte[] start = "Main-Class: a.B\n\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, bytes, 0, start.length);
        JarReport report = inspect(JarBuilder.jar().entry("META-INF/MANIFEST.MF", bytes));
        assertThat(report.manifest()).containsEntry("Main-Class", "a.B");
    }

    @Test
    void countsNestedJarsWithoutOpeningThem() throws IOException {
        JarReport report = inspect(JarBuilder.jar()
            .entry("BOOT-INF/lib/inner.jar", JarBuilder.jar().classFile("in/Ner", 52).bytes())
            .text("BOOT-INF/lib/broken.jar", "no jar"));
        assertThat(report.nestedJars()).isEqualTo(2);
        assertThat(report.classes()).isEmpty();
    }

    @Test
    void ignoresWhatIsOnlyNamedClass() throws IOException {
        JarReport report = inspect(JarBuilder.jar()
            .text("a/Text.class", "not a class file")
            .entry("a/Short.class", new byte[] { (byte) 0xca, (byte) 0xfe }));
        assertThat(report.classes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 3, 44, 144, 65491 })
    void refusesAClassFileOfAVersionThatNoJavaWrites(int version) {
        JarBuilder jar = JarBuilder.jar().classFile("a/Good", 61).classFile("a/Damaged", version);
        assertThatExceptionOfType(UnreadableJarException.class).isThrownBy(() -> inspect(jar))
            .withMessage("corrupt: class file 'a/Damaged.class' has version %d, which no Java writes", version);
    }

    @Test
    void countsSecondEntryOfOneName() throws IOException {
        byte[] bytes = JarBuilder.jar().classFile("a/B", 52).classFile("a/C", 52).bytes();
        String twice = new String(bytes, StandardCharsets.ISO_8859_1).replace("a/C.class", "a/B.class");
        Path file = JarBuilder.write(this.directory.resolve("a.jar"), twice.getBytes(StandardCharsets.ISO_8859_1));
        JarReport report = inspect(file);
        assertThat(report.duplicateEntries()).isOne();
        assertThat(report.classes()).hasSize(1);
    }

    @Test
    void readsNamesInAnyAlphabet() throws IOException {
        JarReport report = inspect(JarBuilder.jar().classFile("пакет/Класс", 52).classFile("日本/クラス", 52));
        assertThat(report.classes()).extracting(ClassEntry::packageName).containsExactly("пакет", "日本");
    }

    @Test
    void readsNamesInOldEncoding() throws IOException {
        JarReport report = inspect(JarBuilder.jar().namesIn(StandardCharsets.ISO_8859_1).classFile("a/Caf\u00e9", 52));
        assertThat(report.classes()).extracting(ClassEntry::name).containsExactly("Caf\u00e9");
    }

    @Test
    void takesLicenceFromManifestThenPomThenFile() throws IOException {
        String pom = "<project><licenses><license><name>The MIT License</name></license></licenses></project>";
        String file = "\n\n                 Apache License\n           Version 2.0, January 2004\n";
        JarBuilder jar = JarBuilder.jar().text("META-INF/LICENSE.txt", file);
        assertThat(inspect(jar).licence()).isEqualTo(new Licence("Apache-2.0", "META-INF/LICENSE.txt"));
        jar.text("META-INF/maven/g/a/pom.xml", pom);
        assertThat(inspect(jar).licence()).isEqualTo(new Licence("MIT", "pom"));
        jar.manifest("Bundle-License: https://www.eclipse.org/legal/epl-v20.html");
        assertThat(inspect(jar).licence()).isEqualTo(new Licence("EPL-2.0", "manifest"));
    }

    @Test
    void takesLicenceFromPomBesideTheJar() throws IOException {
        Files.writeString(this.directory.resolve("a-1.pom"),
                "<project><licenses><license><name>BSD 3-Clause</name></license></licenses></project>");
        JarReport report = inspect(JarBuilder.jar().writeTo(this.directory.resolve("a-1.jar")));
        assertThat(report.licence()).isEqualTo(new Licence("BSD-3-Clause", "pom"));
    }

    private byte[] moduleInfo(String name) throws IOException {
        Path source = Files.writeString(this.directory.resolve("module-info.java"), "module " + name + " { }");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "--release", "17", source.toString())).isZero();
        return Files.readAllBytes(this.directory.resolve("module-info.class"));
    }

    private JarReport inspect(JarBuilder jar) throws IOException {
        return inspect(jar.writeTo(this.directory.resolve("a.jar")));
    }

    private JarReport inspect(Path file) throws IOException {
        return JarInspector.inspect(new FoundJar(file, this.directory, Limits.DEFAULT, false));
    }

}

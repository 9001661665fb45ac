package org.minigun.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the {@code Dockerfile} and the unit of systemd say is true of the build: the
 * commands of the one are run as they stand there, without a container; the other is
 * looked at by systemd itself.
 */
@Tag("long")
@Timeout(300)
class DeploymentIT {

    private static final Path DOCKERFILE = Path.of("Dockerfile");

    private static final Path UNIT = Path.of("jar-census.service");

    private static final Pattern LAYER = Pattern.compile("COPY --from=builder /builder/extracted/([a-z-]+)/ \\./");

    @TempDir
    Path temporary;

    @Test
    void imageIsMadeOfAllLayersAndStarts() throws Exception {
        Path work = Files.createDirectories(this.temporary.resolve("work"));
        Path builder = Files.createDirectories(work.resolve("builder"));
        String jar = DemoJvm.jar().getFileName().toString();
        assertThat(line("COPY target/")).isEqualTo("COPY target/" + jar + " " + jar);
        assertThat(Files.readAllLines(Path.of(".dockerignore"))).containsExactly("*", "!target/" + jar);
        Files.copy(DemoJvm.jar(), builder.resolve(jar));
        List<String> extract = List.of(line("RUN java ").substring("RUN java ".length()).split(" "));
        new DemoJvm(work, extract.toArray(String[]::new)).in(builder).run(List.of());

        Path application = Files.createDirectories(work.resolve("application"));
        Set<String> layers = new TreeSet<>();
        Matcher copied = LAYER.matcher(Files.readString(DOCKERFILE));
        while (copied.find()) {
            layers.add(copied.group(1));
            merge(builder.resolve("extracted").resolve(copied.group(1)), application);
        }
        assertThat(layers).isEqualTo(names(builder.resolve("extracted")));

        Path repository = Files.createDirectories(work.resolve("repository"));
        JarBuilder.jar().classFile("p/C", 52).writeTo(repository.resolve("a.jar"));
        String output = new DemoJvm(work, entryPoint(repository, work.resolve("data"))).in(application)
            .run(List.of("census", "publish"));
        assertThat(output).contains("1 jar, 1 class", "Published in", "1 new, 0 changed, 0 gone")
            .doesNotContain("WARN", "ERROR");
        assertThat(work.resolve("cache/minigun/jars")).as("what is extracted need not be unpacked").doesNotExist();
        assertThat(Files.readString(DOCKERFILE)).contains("\nCMD [\"serve\"]\n", "\nUSER 10001:10001\n",
                "SPRING_PROFILES_INCLUDE=secured", "SERVER_ADDRESS=0.0.0.0");
    }

    /**
     * What follows the word java, with directories of this test for those of the image.
     */
    private static String[] entryPoint(Path repository, Path data) throws IOException {
        List<String> words = new ArrayList<>(
                JsonPath.<List<String>>read(line("ENTRYPOINT ").substring("ENTRYPOINT ".length()), "$"));
        assertThat(words.remove(0)).isEqualTo("java");
        words.replaceAll((word) -> word.replace("=/repository", "=" + repository).replace("=/data", "=" + data));
        assertThat(words).contains("-Dcensus.directory=" + repository, "-Dcensus.data-directory=" + data);
        return words.toArray(String[]::new);
    }

    @Test
    void systemdTakesTheUnit() throws Exception {
        String unit = Files.readString(UNIT);
        assertThat(unit)
            .contains("/jar-census/" + DemoJvm.jar().getFileName(), "\nSuccessExitStatus=143\n", "\nKillMode=mixed\n",
                    "\nOOMPolicy=continue\n")
            .doesNotContain("\nMemoryDenyWriteExecute=");
        Process process;
        // It looks for the program, too.
        Path copy = this.temporary.resolve("jar-census.service");
        Files.writeString(copy, unit.replace("/usr/bin/java", DemoJvm.java().toString()));
        try {
            process = new ProcessBuilder("systemd-analyze", "verify", "--man=no", copy.toString())
                .redirectErrorStream(true)
                .start();
        }
        catch (IOException ex) {
            assumeThat(ex).as("systemd-analyze, which is not here").isNull();
            return;
        }
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        // It also tells of units of this machine.
        assertThat(told.lines().filter((line) -> line.contains("jar-census"))).isEmpty();
    }

    private static String line(String beginning) throws IOException {
        List<String> lines = Files.readAllLines(DOCKERFILE)
            .stream()
            .filter((line) -> line.startsWith(beginning))
            .toList();
        assertThat(lines).as("lines that begin with %s", beginning).hasSize(1);
        return lines.get(0);
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map((file) -> file.getFileName().toString()).collect(TreeSet::new, Set::add, Set::addAll);
        }
    }

    /** As the layers of an image lie over each other. */
    static void merge(Path layer, Path home) throws IOException {
        try (Stream<Path> files = Files.walk(layer)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = home.resolve(layer.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.move(file, target);
            }
        }
    }

}

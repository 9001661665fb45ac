package org.minigun.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.publish.IndexContents;
import org.minigun.demo.publish.IndexDirectory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The executable jar, used as a user does, on real jars and broken ones; while its
 * workers are killed, and then itself. Every jar is in the index exactly once all the
 * same, and nothing is left.
 */
@Tag("long")
@Timeout(600)
class EndToEndIT {

    private static final int MOST_JARS = 40;

    private static final int LARGEST_JAR = 2_000_000;

    /** As the system tells of one that was asked to end. */
    private static final int TERMINATED = 143;

    private static final Pattern CLASSES = Pattern.compile("([0-9,]+) class");

    @TempDir
    Path temporary;

    private Path repository;

    private Set<String> jars;

    private DemoJvm demo;

    @BeforeEach
    void fillRepository() throws IOException {
        Path work = Files.createDirectories(this.temporary.resolve("work"));
        this.repository = Files.createDirectories(work.resolve("repository"));
        this.jars = new TreeSet<>();
        for (Path jar : realJars()) {
            this.jars.add(Files.copy(jar, this.repository.resolve(jar.getFileName())).toString());
        }
        JarBuilder.write(this.repository.resolve("empty.jar"), new byte[0]);
        byte[] whole = Files.readAllBytes(Path.of(this.jars.iterator().next()));
        JarBuilder.write(this.repository.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        JarBuilder.write(this.repository.resolve("text.jar"), "no jar".getBytes(StandardCharsets.UTF_8));
        this.demo = new DemoJvm(work, "-jar", DemoJvm.jar().toString());
    }

    /** Those that this test runs on, and among them the one that is asked for. */
    private static List<Path> realJars() {
        Path asked = Path
            .of(URI.create(ConditionFactory.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        List<Path> found = Stream
            .concat(Stream.of(asked),
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter((name) -> name.endsWith(".jar"))
                        .map(Path::of))
            .distinct()
            .filter((file) -> file.toFile().length() > 0 && file.toFile().length() < LARGEST_JAR)
            .limit(MOST_JARS)
            .toList();
        assertThat(found).as("jars on the class path of this test").hasSize(MOST_JARS);
        return found;
    }

    @Test
    void everyJarIsInTheIndexOnceWhoeverIsKilled() throws Exception {
        try (ServingDemo first = serve()) {
            assertThat(first.body("/")).contains("No census was taken yet");
            start(first, "census");
            long worker = stopWorkerInMidCensus(first);
            until(30).until(() -> saved(first) > 0);
            first.process().destroyForcibly().waitFor();
            signal("CONT", worker);
            until(10).untilAsserted(() -> assertThat(this.demo.descendants()).isEmpty());
        }
        try (ServingDemo second = serve()) {
            start(second, "census");
            signal("KILL", stopWorkerInMidCensus(second));
            until(120).until(() -> isOver(second, "census"));
            assertThat(second.body("/actuator/minigunruns?task=census")).contains("COMPLETED");
            assertThat(second.body("/?q=ConditionFactory")).contains("1 class in 1 jar",
                    "Nothing is published yet, so the database was searched");
            assertThat(second.body("/overview")).contains("40 jars, ", "In the index: 0 jars; 40 jars new or changed",
                    "Unreadable: 3 files", "empty.jar", "half.jar", "text.jar");
            start(second, "publish");
            Set<Long> killedBySegments = new TreeSet<>();
            until(120).until(() -> killWorker(second, killedBySegments));
            until(10).until(() -> killedBySegments.stream().noneMatch(EndToEndIT::isAlive));
            // Some segments are made, and more are to come.
            until(120).until(() -> segments() >= 2);
            assertThat(isOver(second, "publish")).as("killed in mid-run").isFalse();
            second.process().destroyForcibly().waitFor();
            until(10).untilAsserted(() -> assertThat(this.demo.descendants()).isEmpty());
            assertThat(directory().current()).as("nothing is in service that is not whole").isEmpty();
        }
        try (ServingDemo third = serve("publish")) {
            until(240).until(() -> third.output().contains("Published in "));
            assertThat(third.output()).contains("40 new, 0 changed, 0 gone. In the index: 40 jars.");
            holdsEveryJarOnce(third);
            assertThat(third.body("/?q=ConditionFactory")).contains("1 class in 1 jar")
                .doesNotContain("the database was searched");
            String jar = this.jars.iterator().next();
            assertThat(third.body("/jar?path=" + URLEncoder.encode(jar, StandardCharsets.UTF_8))).contains(jar);
            assertThat(third.body("/actuator/health")).contains("UP");
            assertThat(third.body("/actuator/minigunhud")).contains("Minigun");
            assertThat(third.get("/jar?path=none").statusCode()).isEqualTo(404);
            third.process().destroy();
            assertThat(third.process().waitFor()).as(third.output()).isEqualTo(TERMINATED);
        }
        assertThat(this.demo.descendants()).isEmpty();
        // Those of Tomcat stay, of whoever is killed.
        assertThat(names(this.demo.temporary())).as("directories of sockets, and the like")
            .allMatch((name) -> name.startsWith("tomcat"));
        assertThat(names(directory().home())).hasSize(3);
    }

    private ServingDemo serve(String... words) throws IOException {
        List<String> all = Stream.concat(Stream.of(words), Stream.of("--census.directory=" + this.repository,
                "--census.data-directory=" + this.temporary.resolve("work/data"),
                // As many processes as seconds allow, and no jar to blame for
                // those killed here.
                "--minigun.tasks.publish.stages.batch.max-size=250",
                "--minigun.tasks.publish.stages.segment.worker.max-crashes=20",
                "--minigun.tasks.census.stages.inspect.worker.max-crashes=20",
                // One that is stopped keeps the census from its end.
                "--minigun.tasks.census.stages.inspect.pool-size=1", "--minigun.tasks.census.stages.batch.max-size=5"))
            .toList();
        return this.demo.serve(all.toArray(String[]::new));
    }

    private static void start(ServingDemo demo, String task) throws IOException, InterruptedException {
        assertThat(demo.start(task).statusCode()).isEqualTo(200);
    }

    private static boolean isOver(ServingDemo demo, String task) throws IOException, InterruptedException {
        String tasks = demo.body("/actuator/minigun");
        String one = "$.tasks[?(@.name == '" + task + "')]";
        return JsonPath.<List<Object>>read(tasks, one + ".running[*]").isEmpty()
                && !JsonPath.<List<Object>>read(tasks, one + ".lastRun").isEmpty();
    }

    /**
     * Stops a worker that has read some jars, and has others to read: the census cannot
     * end until it is killed, or goes on.
     */
    private static long stopWorkerInMidCensus(ServingDemo demo) throws Exception {
        List<Number> stopped = until(60).until(
                () -> JsonPath.<List<Number>>read(demo.body("/actuator/minigunpools"),
                        "$..workers[?(@.state == 'LEASED' && @.task == 'census' && @.items > 5)].pid"),
                (pids) -> !pids.isEmpty());
        long worker = stopped.get(0).longValue();
        signal("STOP", worker);
        assertThat(isOver(demo, "census")).as("stopped in mid-run").isFalse();
        return worker;
    }

    /** How many batches the census has saved. */
    private static int saved(ServingDemo demo) throws IOException, InterruptedException {
        Number saved = JsonPath.read(
                demo.body(
                        "/actuator/metrics/minigun.stage.items?tag=task:census&tag=stage:ingest/save&tag=outcome:done"),
                "$.measurements[0].value");
        return saved.intValue();
    }

    private static void signal(String name, long process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor()).isZero();
    }

    /** Kills one that works, which no one else has killed. */
    private static boolean killWorker(ServingDemo demo, Set<Long> killed) throws IOException, InterruptedException {
        List<Number> working = JsonPath.read(demo.body("/actuator/minigunpools"),
                "$..workers[?(@.state == 'LEASED')].pid");
        for (Number worker : working) {
            if (killed.add(worker.longValue())) {
                return ProcessHandle.of(worker.longValue()).map(ProcessHandle::destroyForcibly).orElse(false);
            }
        }
        return false;
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    private long segments() throws IOException {
        Path index = directory().home();
        if (!Files.isDirectory(index)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(index, 3)) {
            return all.filter((file) -> file.getFileName().toString().startsWith("segments_")).count();
        }
        catch (UncheckedIOException | NoSuchFileException ex) {
            // A file has vanished meanwhile: who waits for segments asks again.
            return 0;
        }
    }

    private void holdsEveryJarOnce(ServingDemo demo) throws Exception {
        List<String> contents = IndexContents.of(directory().current().orElseThrow());
        assertThat(contents).doesNotHaveDuplicates();
        List<String> indexed = contents.stream()
            .filter(EndToEndIT::isOfJar)
            .map((entry) -> entry.split(" ")[0])
            .toList();
        assertThat(indexed).containsExactlyInAnyOrderElementsOf(this.jars);
        Matcher classes = CLASSES.matcher(demo.body("/overview"));
        assertThat(classes.find()).isTrue();
        assertThat(contents).hasSize(MOST_JARS + Integer.parseInt(classes.group(1).replace(",", "")));
    }

    private static boolean isOfJar(String entry) {
        return entry.matches(".* [0-9a-f]{64}");
    }

    private IndexDirectory directory() {
        return new IndexDirectory(this.temporary.resolve("work/data/index"));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map((file) -> file.getFileName().toString()).toList();
        }
    }

    private static ConditionFactory until(int seconds) {
        return Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(20));
    }

}

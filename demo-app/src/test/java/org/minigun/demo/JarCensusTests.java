package org.minigun.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.RunFailedException;
import org.minigun.RunResult;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.ClassSearch;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.Summary;
import org.minigun.demo.store.SummaryReader;
import org.minigun.demo.store.Unreadable;
import org.minigun.spring.Minigun;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The census as a whole, in the application, on a directory with jars of all kinds.
 */
@ExtendWith(OutputCaptureExtension.class)
class JarCensusTests {

    @TempDir
    Path temporary;

    private Path directory() throws IOException {
        return Files.createDirectories(this.temporary.resolve("repository")).toRealPath();
    }

    @Test
    void countsEveryJarAndNoneTheSecondTime() throws Exception {
        for (int i = 0; i < 1200; i++) {
            JarBuilder.jar()
                .classFile("p" + i + "/A", 52 + i % 10)
                .writeTo(directory().resolve("g/a" + i + "/1/a" + i + "-1.jar"));
        }
        try (ConfigurableApplicationContext application = start()) {
            RunResult first = census(application);
            assertThat(outcome(application)).isEqualTo(new SaveOutcome(1200, 0, 0));
            assertThat(first.ledger().stage("ingest/inspect").done()).isEqualTo(1200);
            assertThat(first.deadLetters()).isEmpty();
            census(application);
            assertThat(outcome(application)).isEqualTo(new SaveOutcome(0, 0, 1200));
        }
        try (ConfigurableApplicationContext application = start()) {
            census(application);
            assertThat(outcome(application)).isEqualTo(new SaveOutcome(0, 0, 1200));
            assertThat(summary(application).javaVersions()).hasSize(10).allMatch((row) -> row.jars() == 120);
        }
    }

    @Test
    void givesUpUnreadableJarsWithTheReasonAndGoesOn() throws Exception {
        byte[] whole = JarBuilder.jar().classFile("a/B", 61).bytes();
        JarBuilder.write(directory().resolve("whole.jar"), whole);
        JarBuilder.write(directory().resolve("truncated.jar"), Arrays.copyOf(whole, whole.length / 2));
        JarBuilder.write(directory().resolve("empty.jar"), new byte[0]);
        JarBuilder.jar().entry("a/Bomb.class", new byte[20 << 20]).writeTo(directory().resolve("bomb.jar"));
        JarBuilder.write(directory().resolve("large.jar"), new byte[2 << 20]);
        try (ConfigurableApplicationContext application = start("--census.max-jar-size=1MB")) {
            RunResult result = census(application);
            assertThat(result.deadLetters()).as("what looked like a jar")
                .extracting(DeadLetter::stage)
                .containsExactly("ingest/inspect");
            assertThat(result.ledger().stage("ingest/broken").done()).isEqualTo(3);
            assertThat(outcome(application)).isEqualTo(new SaveOutcome(1, 0, 0));
            assertThat(summary(application).unreadable()).extracting(Unreadable::reason)
                .satisfiesExactly((bomb) -> assertThat(bomb).contains("larger than the limit of 16,777,216"),
                        (empty) -> assertThat(empty).isEqualTo("empty file"),
                        (large) -> assertThat(large).startsWith("too large: 2,097,152 bytes"),
                        (truncated) -> assertThat(truncated).startsWith("truncated: "));
            JarBuilder.write(directory().resolve("truncated.jar"), whole);
            census(application);
            assertThat(outcome(application)).isEqualTo(new SaveOutcome(1, 0, 1));
            assertThat(summary(application).unreadableCount()).isEqualTo(3);
        }
    }

    @Test
    void noticesWhatHasChangedAndWhatIsGone() throws Exception {
        JarBuilder.jar().classFile("a/Old", 61).writeTo(directory().resolve("a.jar"));
        JarBuilder.jar().classFile("b/B", 61).writeTo(directory().resolve("b.jar"));
        try (ConfigurableApplicationContext application = start()) {
            census(application);
            JarBuilder.jar().classFile("a/New", 61).writeTo(directory().resolve("a.jar"));
            Files.delete(directory().resolve("b.jar"));
            census(application);
            assertThat(outcome(application)).isEqualTo(new SaveOutcome(0, 1, 0));
            assertThat(application.getBean(CensusLog.class).last().orElseThrow().gone()).isOne();
            ClassSearch search = application.getBean(ClassSearch.class);
            assertThat(search.find("a.New").hits()).hasSize(1);
            assertThat(search.find("a.Old").hits()).isEmpty();
            assertThat(search.find("b.B").hits()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "INLINE", "THREAD", "VIRTUAL_THREAD" })
    void readsJarsWhereOneWordSays(Concurrency word) throws Exception {
        for (int i = 0; i < 50; i++) {
            JarBuilder.jar().classFile("p/C" + i, 52).writeTo(directory().resolve("a" + i + ".jar"));
        }
        JarBuilder.write(directory().resolve("empty.jar"), new byte[0]);
        String setting = "--minigun.tasks.census.stages.inspect.concurrency=" + word;
        try (ConfigurableApplicationContext application = start(setting)) {
            assertThat(census(application).deadLetters()).isEmpty();
            assertThat(summary(application).unreadableCount()).isOne();
            assertThat(outcome(application)).isEqualTo(new SaveOutcome(50, 0, 0));
            assertThat(application.getBean(Minigun.class).plan("census").toText()).contains((word != Concurrency.INLINE)
                    ? "ingest/inspect (PROCESSOR): " + word : "ingest/route -> ingest/inspect");
        }
    }

    @Test
    void printsSummaryAsMainJob(CapturedOutput output) throws Exception {
        JarBuilder.jar().classFile("a/B", 61).writeTo(directory().resolve("a.jar"));
        start("--census.run=true").close();
        assertThat(output.getOut()).contains("Jar Census of " + directory(), "1 jar, 1 class",
                "1 new, 0 changed, 0 unchanged");
        start("--census.run=true").close();
        assertThat(output.getOut()).endsWith("0 new, 0 changed, 1 unchanged (1 skipped)" + System.lineSeparator());
    }

    @Test
    void explainsMissingDirectory() throws Exception {
        Path missing = directory().resolve("missing");
        assertThatExceptionOfType(RunFailedException.class)
            .isThrownBy(() -> start("--census.run=true", "--census.directory=" + missing))
            .havingCause()
            .isInstanceOf(CensusDirectoryException.class)
            .withMessageContaining("directory '" + missing + "' does not exist");
    }

    @Test
    void answersOverHttp() throws Exception {
        JarBuilder.jar().classFile("a/B", 61).writeTo(directory().resolve("a.jar"));
        List<String> args = List.of("--census.run=true", "--server.port=0");
        try (ConfigurableApplicationContext application = start(WebApplicationType.SERVLET, args)) {
            String port = application.getEnvironment().getProperty("local.server.port");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/?q=a.B")).build();
            assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
                .contains("1 class in 1 jar", directory().resolve("a.jar").toString());
            HttpRequest noText = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/?q=%ff%fe")).build();
            assertThat(HttpClient.newHttpClient().send(noText, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
        }
    }

    private ConfigurableApplicationContext start(String... args) throws IOException {
        return start(WebApplicationType.NONE, List.of(args));
    }

    private ConfigurableApplicationContext start(WebApplicationType web, List<String> args) throws IOException {
        List<String> all = new ArrayList<>(args);
        all.add("--census.data-directory=" + this.temporary.resolve("data"));
        if (args.stream().noneMatch((arg) -> arg.startsWith("--census.directory="))) {
            all.add("--census.directory=" + directory());
        }
        return new SpringApplicationBuilder(DemoApplication.class).web(web).run(all.toArray(new String[0]));
    }

    private static RunResult census(ConfigurableApplicationContext application) throws InterruptedException {
        RunResult result = application.getBean(Minigun.class).run("census");
        assertThat(result.ledger().violations()).isEmpty();
        assertThat(result.stuckThreads()).isEmpty();
        return result;
    }

    private static SaveOutcome outcome(ConfigurableApplicationContext application) {
        return application.getBean(CensusLog.class).last().orElseThrow().outcome();
    }

    private Summary summary(ConfigurableApplicationContext application) throws IOException {
        return application.getBean(SummaryReader.class).of(directory().toString());
    }

}

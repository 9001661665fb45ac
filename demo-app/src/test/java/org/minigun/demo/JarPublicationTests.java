package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Pipeline;
import org.minigun.RunFailedException;
import org.minigun.RunResult;
import org.minigun.demo.publish.IndexContents;
import org.minigun.demo.publish.IndexDamage;
import org.minigun.demo.publish.IndexDirectory;
import org.minigun.demo.publish.IndexException;
import org.minigun.demo.publish.SegmentOrder;
import org.minigun.demo.store.IndexSearch;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.PublicationLog;
import org.minigun.demo.store.TestDatabase;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunPipelineCustomizer;
import org.minigun.test.WorkerFaults;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The publication as a whole, in the application.
 */
@ExtendWith(OutputCaptureExtension.class)
class JarPublicationTests {

    private static final String IN_THE_APPLICATION = "--minigun.tasks.publish.stages.segment.concurrency=THREAD";

    @TempDir
    Path temporary;

    /**
     * Segments in workers for the one, of which one dies; in the application for the
     * other.
     */
    @ParameterizedTest
    @EnumSource
    void theIndexHoldsWhatTheCensusKnows(TestDatabase database) throws Exception {
        String placement = "--minigun.tasks.publish.stages.segment.concurrency="
                + ((database == TestDatabase.H2) ? "PROCESS_PER_BATCH" : "THREAD");
        UnaryOperator<Pipeline> fault = (database == TestDatabase.H2)
                ? WorkerFaults.killOnceOn("segment", (SegmentOrder order) -> order.entries().size() > 1) : null;
        try (ConfigurableApplicationContext application = start(database, fault, placement,
                "--minigun.tasks.publish.stages.batch.max-size=4",
                "--minigun.tasks.publish.stages.batch.max-total=6")) {
            JarStore store = application.getBean(JarStore.class);
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            publish(application);
            assertThat(directory().current()).as("nothing is known, nothing is published").isEmpty();
            store.save(List.of(Reports.of("a", "1", "x", "p.A", "p.B", "p.C"), Reports.of("b", "1", "y", "p.A", "q.D"),
                    Reports.of("c", "1", "z")));
            RunResult first = publish(application);
            assertThat(first.deadLetters()).isEmpty();
            assertThat(first.ledger().stage("segment").done()).isBetween(3L, 4L);
            assertThat(last(application)).isEqualTo("3 new, 0 changed, 0 gone");
            assertThat(contents()).containsExactlyInAnyOrder("/repository/a-1.jar x", "/repository/a-1.jar p.A",
                    "/repository/a-1.jar p.B", "/repository/a-1.jar p.C", "/repository/b-1.jar y",
                    "/repository/b-1.jar p.A", "/repository/b-1.jar q.D", "/repository/c-1.jar z");
            assertThat(application.getBean(IndexSearch.class).find("p.A").orElseThrow().hits()).hasSize(2);
            Path inService = directory().current().orElseThrow();
            publish(application);
            assertThat(directory().current()).contains(inService);

            store.save(List.of(Reports.of("a", "1", "xx", "p.C", "p.E")));
            jdbc.update("DELETE FROM jar WHERE path = '/repository/c-1.jar'");
            publish(application);
            assertThat(last(application)).isEqualTo("0 new, 1 changed, 1 gone");
            List<String> expected = List.of("/repository/a-1.jar xx", "/repository/a-1.jar p.C",
                    "/repository/a-1.jar p.E", "/repository/b-1.jar y", "/repository/b-1.jar p.A",
                    "/repository/b-1.jar q.D");
            assertThat(contents()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(application.getBean(IndexSearch.class).find("p.A").orElseThrow().hits()).hasSize(1);
            assertThat(list()).containsExactlyInAnyOrder("current", "lock",
                    directory().current().orElseThrow().getFileName().toString());

            // As after a crash between the swap and what is noted of it.
            jdbc.update("DELETE FROM publication");
            jdbc.update("UPDATE published SET checksum = 'x' WHERE path = '/repository/a-1.jar'");
            RunResult nothing = publish(application);
            assertThat(nothing.ledger().stage("load").received()).isZero();
            assertThat(contents()).containsExactlyInAnyOrderElementsOf(expected);

            // As with too many open files.
            Path sound = directory().current().orElseThrow();
            IndexDamage.withoutAccess(sound,
                    () -> assertThatExceptionOfType(RunFailedException.class).isThrownBy(() -> publish(application))
                        .havingCause()
                        .isInstanceOf(IndexException.class)
                        .withMessageContaining("cannot be read"));
            publish(application);
            assertThat(directory().current()).contains(sound);

            // As after a crash of the disk.
            IndexDamage.flip(directory().current().orElseThrow());
            publish(application);
            assertThat(last(application)).isEqualTo("2 new, 0 changed, 0 gone");
            assertThat(contents()).containsExactlyInAnyOrderElementsOf(expected);
            IndexDamage.lose(directory().current().orElseThrow());
            publish(application);
            assertThat(last(application)).isEqualTo("2 new, 0 changed, 0 gone");
            assertThat(contents()).containsExactlyInAnyOrderElementsOf(expected);
            // As after a change of Lucene's version.
            IndexDamage.otherVersion(directory().current().orElseThrow());
            publish(application);
            assertThat(last(application)).isEqualTo("2 new, 0 changed, 0 gone");
            assertThat(contents()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void jarWhoseSegmentEndsItsWorkersStaysAsItWasAndTheOthersArePublished(CapturedOutput output) throws Exception {
        UnaryOperator<Pipeline> fault = WorkerFaults.killOn("segment",
                (SegmentOrder order) -> order.entries()
                    .stream()
                    .anyMatch((entry) -> entry.type() != null && entry.type().name().equals("Evil")));
        try (ConfigurableApplicationContext application = start(TestDatabase.H2, fault,
                "--minigun.tasks.publish.stages.batch.max-size=1",
                "--minigun.tasks.publish.stages.segment.worker.max-crashes=1")) {
            JarStore store = application.getBean(JarStore.class);
            store.save(List.of(Reports.of("evil", "1", "x", "p.Harmless")));
            publish(application);
            store.save(List.of(Reports.of("evil", "1", "y", "p.Evil"), Reports.of("good", "1", "y", "p.Good")));
            PublicationLog log = application.getBean(PublicationLog.class);
            PublishCommand command = new PublishCommand(application.getBean(Minigun.class), log, application);
            command.run(new DefaultApplicationArguments());
            assertThat(output).contains("1 new, 0 changed, 0 gone. In the index: 2 jars.",
                    "Not published, and in the index as before: 1 jar.", "Evil in /repository/evil-1.jar: Worker ");
            assertThat(contents()).containsExactlyInAnyOrder("/repository/evil-1.jar x",
                    "/repository/evil-1.jar p.Harmless", "/repository/good-1.jar y", "/repository/good-1.jar p.Good");
            assertThat(command.getExitCode()).isOne();
            assertThat(log.outdated()).as("the next publication tries it again").hasSize(1);
        }
    }

    @Test
    void theIndexInServiceStaysWhenTheApplicationIsKilledBeforeTheSwapAndTheNextPublicationCompletesIt(
            CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext application = start(TestDatabase.POSTGRESQL, null, IN_THE_APPLICATION)) {
            JarStore store = application.getBean(JarStore.class);
            store.save(List.of(Reports.of("a", "1", "x", "p.A")));
            publish(application);
            Path before = directory().current().orElseThrow();
            store.save(List.of(Reports.of("a", "1", "y", "p.B"), Reports.of("b", "1", "x", "p.C")));
            assertThat(HaltedPublication.run(arguments(TestDatabase.POSTGRESQL, IN_THE_APPLICATION)))
                .isEqualTo(HaltedPublication.EXIT_CODE);
            assertThat(list()).as("segments that nobody has merged").anyMatch((name) -> name.startsWith("work-"));
            assertThat(directory().current()).contains(before);
            assertThat(contents()).containsExactlyInAnyOrder("/repository/a-1.jar x", "/repository/a-1.jar p.A");
            publish(application);
            assertThat(contents()).containsExactlyInAnyOrder("/repository/a-1.jar y", "/repository/a-1.jar p.B",
                    "/repository/b-1.jar x", "/repository/b-1.jar p.C");
            assertThat(list()).hasSize(3);
            AutoCloseable lock = directory().lock();
            try (lock) {
                assertThatExceptionOfType(RunFailedException.class).isThrownBy(() -> publish(application))
                    .withCauseInstanceOf(IndexException.class);
            }
            assertThat(list()).hasSize(3);
        }
    }

    @Test
    void saysWhatItHasPublishedAndThatThereIsNothing(CapturedOutput output) throws Exception {
        JarBuilder.jar().classFile("a/B", 61).writeTo(this.temporary.resolve("repository/a.jar"));
        String[] census = { "--census.run=true", "--census.publish=true", IN_THE_APPLICATION,
                "--minigun.tasks.census.stages.inspect.concurrency=THREAD" };
        try (ConfigurableApplicationContext application = start(TestDatabase.H2, null, census)) {
            assertThat(output).contains("1 new, 0 changed, 0 gone. In the index: 1 jar.");
            application.getBean(PublishCommand.class).run(new DefaultApplicationArguments());
            assertThat(output).contains("Nothing to publish: what is known, 1 jar, is in the index as it is.")
                .doesNotContain("WARN");
            assertThat(SpringApplication.exit(application)).isZero();
        }
    }

    private ConfigurableApplicationContext start(TestDatabase database, UnaryOperator<Pipeline> change, String... more)
            throws IOException {
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .initializers((context) -> {
                if (change != null) {
                    MinigunPipelineCustomizer customizer = (task, pipeline) -> task.equals("publish")
                            ? change.apply(pipeline) : pipeline;
                    ((GenericApplicationContext) context).registerBean("change", MinigunPipelineCustomizer.class,
                            () -> customizer);
                }
            })
            .run(arguments(database, more));
    }

    private String[] arguments(TestDatabase database, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("--census.data-directory=" + this.temporary.resolve("data"),
                "--census.directory=" + Files.createDirectories(this.temporary.resolve("repository"))));
        if (database == TestDatabase.POSTGRESQL) {
            all.addAll(List.of("--spring.profiles.active=postgres",
                    "--spring.datasource.url=" + database.url(this.temporary),
                    "--spring.datasource.username=" + database.user()));
        }
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private static RunResult publish(ConfigurableApplicationContext application) throws InterruptedException {
        RunResult result = application.getBean(Minigun.class).run("publish");
        assertThat(result.ledger().violations()).isEmpty();
        assertThat(result.stuckThreads()).isEmpty();
        return result;
    }

    private static String last(ConfigurableApplicationContext application) {
        return application.getBean(PublicationLog.class)
            .last()
            .map((last) -> last.added() + " new, " + last.changed() + " changed, " + last.removed() + " gone")
            .orElseThrow();
    }

    private IndexDirectory directory() {
        return new IndexDirectory(this.temporary.resolve("data/index"));
    }

    private List<String> contents() throws IOException {
        return IndexContents.of(directory().current().orElseThrow());
    }

    private List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(directory().home())) {
            return files.map((file) -> file.getFileName().toString()).toList();
        }
    }

}

package org.minigun.spring.actuate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.RunResult;
import org.minigun.spring.Minigun;
import org.minigun.spring.RunRequest;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunJdbcHistoryAutoConfiguration;
import org.minigun.spring.history.FailureRecord;
import org.minigun.spring.history.InMemoryRunRepository;
import org.minigun.spring.history.JdbcRunRepository;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunQuery;
import org.minigun.spring.history.RunRecord;
import org.minigun.spring.history.RunRepository;
import org.minigun.spring.history.RunStatus;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs that are kept: in memory, in H2 and in PostgreSQL.
 */
class HistoryTests {

    private static final RunQuery ALL = new RunQuery(null, null, 0, 50);

    @TempDir
    private Path directory;

    private final ApplicationContextRunner context = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, MinigunAutoConfiguration.class,
                MinigunJdbcHistoryAutoConfiguration.class))
        .withUserConfiguration(EndpointApplication.Squares.class)
        .withPropertyValues("minigun.tasks.squares.parameters.items=25", "minigun.runs.history=3");

    private static RunResult run(Minigun minigun) {
        try {
            return minigun.run("squares");
        }
        catch (InterruptedException ex) {
            throw new AssertionError("Interrupted while a run was awaited", ex);
        }
    }

    @Test
    void runsAreKeptInMemoryUnlessSomethingElseIsSaid() {
        this.context.run((context) -> {
            assertThat(context).hasSingleBean(InMemoryRunRepository.class);
            Minigun minigun = context.getBean(Minigun.class);
            List<String> ids = List.of(run(minigun).runId(), run(minigun).runId(), run(minigun).runId(),
                    run(minigun).runId());
            assertThat(context.getBean(RunRepository.class).find(ALL)).extracting(RunRecord::id)
                .containsExactlyInAnyOrderElementsOf(ids.subList(1, 4));
        });
    }

    @Test
    void failuresThatAreKeptAreCountedWhereverTheyAre() {
        this.context.withPropertyValues("minigun.runs.kept-failures=2").run((context) -> {
            String id = run(context.getBean(Minigun.class)).runId();
            RunHistory history = context.getBean(RunHistory.class);
            assertThat(history.find(id)).get().extracting(RunRecord::failures).isEqualTo(5L);
            assertThat(history.keptFailures(id)).isEqualTo(2);
        });
    }

    @Test
    void repositoryOfTheApplicationTakesThePlace() {
        this.context.withBean("theirs", RunRepository.class, () -> new InMemoryRunRepository(1))
            .withPropertyValues("minigun.runs.store-type=jdbc")
            .run((context) -> {
                assertThat(context).hasSingleBean(RunRepository.class).hasBean("theirs");
                run(context.getBean(Minigun.class));
                assertThat(context.getBean(RunRepository.class).count(ALL)).isEqualTo(1);
            });
    }

    @Test
    void historyInH2OutlivesTheApplicationAndRunsThatACrashCutOffAreMarked() {
        String url = "spring.datasource.url=jdbc:h2:mem:" + this.directory.getFileName() + ";DB_CLOSE_DELAY=-1";
        outlives(url, "spring.datasource.generate-unique-name=false");
    }

    @Test
    void databaseDoesNotHoldWhatTheApplicationHides() {
        this.context.withBean(SanitizingFunction.class, () -> SanitizingFunction.sanitizeValue().ifKeyEquals("labels"))
            .withPropertyValues("minigun.runs.store-type=jdbc")
            .run((context) -> {
                RunResult result = context.getBean(Minigun.class)
                    .start(RunRequest.of("squares").with(Map.of("items", 1, "labels", "mine")))
                    .await();
                assertThat(context.getBean(RunRepository.class).find(result.runId())).get()
                    .extracting(RunRecord::parameters)
                    .isEqualTo(Map.of("items", "1", "labels", "******"));
            });
    }

    @Test
    void historyInPostgresqlOutlivesTheApplicationAndRunsThatACrashCutOffAreMarked() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(1))
            .setServerConfig("shared_buffers", "16MB")
            .start()) {
            outlives("spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "minigun.runs.jdbc.initialize-schema=always");
        }
    }

    private void outlives(String... database) {
        ApplicationContextRunner jdbc = this.context.withPropertyValues("minigun.runs.store-type=jdbc")
            .withPropertyValues(database);
        jdbc.run((context) -> {
            assertThat(context).hasNotFailed().hasSingleBean(JdbcRunRepository.class);
            Minigun minigun = context.getBean(Minigun.class);
            RunResult first = run(minigun);
            RunRepository runs = context.getBean(RunRepository.class);
            RunRecord kept = runs.find(first.runId()).orElseThrow();
            assertThat(kept.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(kept.parameters()).containsEntry("items", "25");
            assertThat(kept.duration()).isEqualTo(first.duration());
            assertThat(kept.statistics()).isEqualTo(first.statistics());
            assertThat(runs.keptFailures(first.runId())).isEqualTo(5);
            assertThat(runs.failures(first.runId(), 1, 2)).hasSize(2)
                .allSatisfy((failure) -> assertThat(failure.kind()).isEqualTo(FailureRecord.Kind.DEAD_LETTER));
            minigun
                .start(RunRequest.of("squares")
                    .with(Map.of("items", 7, "password", "s3same", "labels", "http://olga:s3same@host/,mine"))
                    .by("test"))
                .await();
            assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                .queryForList("SELECT TEXT FROM MINIGUN_RUN_PARAMETER", String.class))
                .contains("7", "******", "http://olga:******@host/,mine", "25")
                .noneMatch((text) -> text.contains("s3same"));
            run(minigun);
            run(minigun);
            assertThat(runs.count(ALL)).isEqualTo(3);
            crash(context.getBean(DataSource.class));
        });
        jdbc.run((context) -> {
            RunRepository runs = context.getBean(RunRepository.class);
            assertThat(runs.find(ALL)).hasSize(6);
            assertThat(runs.find(new RunQuery(null, RunStatus.INTERRUPTED, 0, 10))).extracting(RunRecord::id)
                .containsExactlyInAnyOrder("of-dead-process", "of-silent-machine");
            assertThat(runs.find("of-living-machine")).get()
                .extracting(RunRecord::status)
                .isEqualTo(RunStatus.STOPPING);
            assertThat(runs.find(new RunQuery("squares", RunStatus.COMPLETED, 0, 10))).extracting(RunRecord::trigger)
                .containsExactly("code", "code", "test");
        });
    }

    /**
     * Leaves behind what applications leave that were cut off, or that live elsewhere.
     */
    private static void crash(DataSource database) throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("sleep", "60").start();
        long started = dead.info().startInstant().map(Instant::toEpochMilli).orElseThrow();
        dead.destroyForcibly();
        assertThat(dead.waitFor(10, TimeUnit.SECONDS)).isTrue();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        String here = jdbc.queryForObject("SELECT PLACE FROM MINIGUN_INSTANCE", String.class);
        String instance = "INSERT INTO MINIGUN_INSTANCE (ID, PLACE, PID, PROCESS_STARTED, LAST_SEEN) VALUES"
                + " (?, ?, ?, ?, CURRENT_TIMESTAMP - INTERVAL '%d' SECOND)";
        jdbc.update(instance.formatted(1), "dead", here, dead.pid(), started);
        jdbc.update(instance.formatted(90), "silent", "another machine", 1, 1);
        jdbc.update(instance.formatted(30), "living", "a third machine", 1, 1);
        RunRecord run = new RunRecord("of-dead-process", "squares", RunStatus.STOPPING, "code", Map.of(), Instant.now(),
                null, null, 0, null);
        new JdbcRunRepository(database, "dead", 9).started(run);
        new JdbcRunRepository(database, "silent", 9).started(named("of-silent-machine", run));
        new JdbcRunRepository(database, "living", 9).started(named("of-living-machine", run));
        assertThat(Duration.between(run.started(), Instant.now())).isPositive();
    }

    private static RunRecord named(String id, RunRecord run) {
        return new RunRecord(id, run.task(), run.status(), run.trigger(), run.parameters(), run.started(),
                run.duration(), run.failure(), run.failures(), run.statistics());
    }

}

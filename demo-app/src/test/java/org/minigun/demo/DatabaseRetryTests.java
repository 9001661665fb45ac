package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.inspect.JarInspector;
import org.minigun.demo.inspect.Limits;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.PublicationLog;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.TestDatabase;
import org.minigun.spring.Minigun;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server ends the connection in the middle of what is written.
 */
@Timeout(60)
@Tag("long")
class DatabaseRetryTests {

    private static final String END_ONCE = """
            CREATE FUNCTION end_once() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval(TG_TABLE_NAME || '_writes') = 1 THEN
                    PERFORM pg_terminate_backend(pg_backend_pid());
                END IF;
                RETURN NEW;
            END $$""";

    @TempDir
    Path temporary;

    @Test
    void lostConnectionCostsNeitherAReportNorTheEndOfTheCensus() throws Exception {
        Path directory = Files.createDirectories(this.temporary.toRealPath().resolve("jars"));
        JarBuilder.jar().classFile("p/A", 61).writeTo(directory.resolve("a.jar"));
        byte[] damaged = JarBuilder.jar().classFile("p/B", 61).bytes();
        Arrays.fill(damaged, 50, 250, (byte) 0xff);
        JarBuilder.write(directory.resolve("damaged.jar"), damaged);
        try (ConfigurableApplicationContext application = start(directory)) {
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            jdbc.execute(END_ONCE);
            for (String table : List.of("unreadable", "census")) {
                jdbc.execute("CREATE SEQUENCE " + table + "_writes");
                jdbc.execute("CREATE TRIGGER end_once BEFORE INSERT ON " + table
                        + " FOR EACH ROW EXECUTE FUNCTION end_once()");
            }
            RunResult result = application.getBean(Minigun.class).run("census");
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(result.deadLetters()).hasSize(1);
            assertThat(jdbc.queryForList("SELECT path FROM unreadable", String.class))
                .containsExactly(directory.resolve("damaged.jar").toString());
            assertThat(application.getBean(CensusLog.class).last())
                .hasValueSatisfying((census) -> assertThat(census.outcome()).isEqualTo(new SaveOutcome(1, 0, 0)));
            for (String table : List.of("unreadable", "census")) {
                assertThat(jdbc.queryForObject("SELECT last_value FROM " + table + "_writes", Long.class)).isEqualTo(2);
            }
        }
    }

    @Test
    void lostConnectionEndsNoWatch() throws Exception {
        Path directory = Files.createDirectories(this.temporary.toRealPath().resolve("jars"));
        Path gone = JarBuilder.jar().classFile("p/A", 61).writeTo(directory.resolve("a.jar"));
        JarBuilder.jar().classFile("p/B", 61).writeTo(directory.resolve("b.jar"));
        try (ConfigurableApplicationContext application = start(directory)) {
            Run watch = application.getBean(Minigun.class).start("watch");
            KnownJars.eventually(() -> assertThat(KnownJars.names(application)).hasSize(2));
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            jdbc.execute(END_ONCE);
            jdbc.execute("CREATE SEQUENCE jar_writes");
            jdbc.execute("CREATE TRIGGER end_once BEFORE DELETE ON jar FOR EACH STATEMENT EXECUTE FUNCTION end_once()");
            Files.delete(gone);
            KnownJars.eventually(() -> assertThat(KnownJars.names(application)).containsExactly("b.jar"));
            assertThat(jdbc.queryForObject("SELECT last_value FROM jar_writes", Long.class)).isEqualTo(2);
            RunResult result = watch.stop(Duration.ofSeconds(20));
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.ledger().violations()).isEmpty();
        }
    }

    @Test
    void connectionThatIsLostBetweenTwoQuestionsIsReplaced() throws Exception {
        Path directory = Files.createDirectories(this.temporary.toRealPath().resolve("jars"));
        FoundJar jar = new FoundJar(JarBuilder.jar().classFile("p/A", 61).writeTo(directory.resolve("a.jar")),
                directory, Limits.DEFAULT, false);
        try (ConfigurableApplicationContext application = start(directory)) {
            JarStore store = application.getBean(JarStore.class);
            Ingest census = Ingest.once(store, application.getBean(CensusLog.class), new JarFinder(directory), false);
            store.save(List.of(JarInspector.inspect(jar)));
            endConnections(application);
            assertThat(census.compare(jar)).isNull();
            PublicationLog publications = application.getBean(PublicationLog.class);
            Long id = publications.outdated().get(0);
            endConnections(application);
            assertThat(application.getBean(JarPublication.class).load(id)).hasSize(2);
            endConnections(application);
            RunResult result = application.getBean(Minigun.class).run("publish");
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(publications.count()).isOne();
        }
    }

    /** The pool does not look at a connection again that was used just now. */
    private void endConnections(ConfigurableApplicationContext application) throws SQLException {
        try (Connection administrator = DriverManager.getConnection(TestDatabase.POSTGRESQL.url(this.temporary),
                TestDatabase.POSTGRESQL.user(), ""); Statement statement = administrator.createStatement()) {
            application.getBean(JdbcTemplate.class).queryForObject("SELECT 1", Integer.class);
            // Waits for each until it has ended.
            try (ResultSet ended = statement.executeQuery(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'ended'")) {
                assertThat(ended.next()).isTrue();
                assertThat(ended.getBoolean(1)).isTrue();
            }
        }
    }

    private ConfigurableApplicationContext start(Path directory) {
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .run("--minigun.tasks.census.stages.inspect.concurrency=THREAD",
                    "--minigun.tasks.watch.stages.inspect.concurrency=THREAD",
                    "--minigun.tasks.publish.stages.segment.concurrency=THREAD", "--census.settle=1ms",
                    "--spring.datasource.hikari.data-source-properties.ApplicationName=ended",
                    // Else it takes too long to end all of them.
                    "--spring.datasource.hikari.maximum-pool-size=2", "--census.directory=" + directory,
                    "--census.data-directory=" + this.temporary.resolve("data"), "--spring.profiles.active=postgres",
                    "--spring.datasource.url=" + TestDatabase.POSTGRESQL.url(this.temporary),
                    "--spring.datasource.username=" + TestDatabase.POSTGRESQL.user());
    }

}

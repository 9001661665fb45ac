package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.RunResult;
import org.minigun.demo.store.CensusLog;
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

    private ConfigurableApplicationContext start(Path directory) {
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .run("--minigun.tasks.census.stages.inspect.concurrency=THREAD", "--census.directory=" + directory,
                    "--census.data-directory=" + this.temporary.resolve("data"), "--spring.profiles.active=postgres",
                    "--spring.datasource.url=" + TestDatabase.POSTGRESQL.url(this.temporary),
                    "--spring.datasource.username=" + TestDatabase.POSTGRESQL.user());
    }

}

package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.ClassSearch;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.TestDatabase;
import org.minigun.spring.Minigun;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The application on the databases that it may find.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseTests {

    @TempDir
    Path temporary;

    @Test
    void takesCensusIntoPostgresqlByProfile() throws Exception {
        JarBuilder.jar().classFile("a/B", 61).writeTo(this.temporary.resolve("repository/a.jar"));
        for (int i = 0; i < 2; i++) {
            try (ConfigurableApplicationContext application = start(postgres())) {
                application.getBean(Minigun.class).run("census");
                assertThat(application.getBean(CensusLog.class).last().orElseThrow().outcome())
                    .isEqualTo((i == 0) ? new SaveOutcome(1, 0, 0) : new SaveOutcome(0, 0, 1));
                assertThat(application.getBean(ClassSearch.class).find("a.B").hits()).hasSize(1);
            }
        }
        assertThat(this.temporary.resolve("data")).doesNotExist();
    }

    @Test
    void takesOverTheFileOfAnEarlierVersion() throws Exception {
        Files.createDirectory(this.temporary.resolve("repository"));
        JdbcTemplate before = new JdbcTemplate(
                new DriverManagerDataSource("jdbc:h2:" + this.temporary.resolve("data/census"), "sa", ""));
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/h2/V1__census.sql"))
            .execute(before.getDataSource());
        before.update("""
                INSERT INTO jar (path, checksum, size, artifact, artifact_id, major_version, automatic_module,
                    multi_release, signed, nested_jars, duplicate_entries, classes)
                VALUES ('/a.jar', 'x', 1, 'a', 'a', 61, FALSE, FALSE, FALSE, 0, 0, 1)""");
        before.update(
                "INSERT INTO jar_class (jar_id, package_name, name, major_version) SELECT id, 'a', 'Bc', 61 FROM jar");
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(ClassSearch.class).find("a.bC").hits()).hasSize(1);
        }
    }

    @Test
    void leavesTheTablesOfOthersAlone(CapturedOutput output) {
        String[] postgres = postgres();
        JdbcTemplate others = new JdbcTemplate(new DriverManagerDataSource(TestDatabase.POSTGRESQL.url(this.temporary),
                TestDatabase.POSTGRESQL.user(), ""));
        others.execute("CREATE SCHEMA " + others.queryForObject("SHOW search_path", String.class));
        others.execute("CREATE TABLE jar (id INTEGER)");
        assertThatException().isThrownBy(() -> start(postgres));
        assertThat(output).contains("cannot be brought up to date", "give Jar Census a database of its own");
        assertThat(others.queryForList("SELECT * FROM jar")).isEmpty();
    }

    @Test
    void explainsDatabaseThatCannotBeReached(CapturedOutput output) {
        assertThatException().isThrownBy(() -> start("--spring.profiles.active=postgres",
                "--spring.datasource.url=jdbc:postgresql://localhost:1/x"));
        assertThat(output).contains("The database cannot be reached: ", "--spring.datasource.url");
    }

    @Test
    void explainsDatabaseThatIsOpenElsewhere() {
        SQLException locked = new SQLException("Database may be already in use", "90020", 90020);
        assertThat(new DatabaseFailureAnalyzer().analyze(new IllegalStateException(locked)).getAction())
            .contains("--census.data-directory");
        assertThat(new DatabaseFailureAnalyzer().analyze(new SQLException("other"))).isNull();
    }

    private String[] postgres() {
        return new String[] { "--spring.profiles.active=postgres",
                "--spring.datasource.url=" + TestDatabase.POSTGRESQL.url(this.temporary),
                "--spring.datasource.username=" + TestDatabase.POSTGRESQL.user() };
    }

    private ConfigurableApplicationContext start(String... args) {
        List<String> all = new ArrayList<>(List.of("--census.data-directory=" + this.temporary.resolve("data"),
                "--census.directory=" + this.temporary.resolve("repository"),
                "--minigun.tasks.census.stages.inspect.concurrency=THREAD"));
        all.addAll(List.of(args));
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .run(all.toArray(new String[0]));
    }

}

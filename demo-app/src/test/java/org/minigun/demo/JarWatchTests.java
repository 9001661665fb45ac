package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.inspect.JarInspector;
import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Limits;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.PublicationLog;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.TestDatabase;
import org.minigun.spring.Minigun;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a watch does when something is in its way, and what a census does beside it.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class JarWatchTests {

    private static final String ON_THREADS = "--minigun.tasks.watch.stages.inspect.concurrency=THREAD";

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        this.directory = Files.createDirectories(this.temporary.toRealPath().resolve("jars"));
    }

    @Test
    void watchOfADirectoryThatIsGoneSaysSoAndKeepsWhatIsKnown(CapturedOutput output) throws Exception {
        jar("a.jar", "A");
        try (ConfigurableApplicationContext application = start()) {
            Run watch = application.getBean(Minigun.class).start("watch");
            KnownJars.eventually(() -> assertThat(KnownJars.names(application)).hasSize(1));
            Files.move(this.directory, this.temporary.resolve("away"));
            RunResult result = watch.await(Duration.ofSeconds(30)).orElseThrow();
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(KnownJars.names(application)).hasSize(1);
        }
        assertThat(output).contains("is not watched any more", "the directory that is followed is gone");
    }

    @Test
    void watchForgetsWhatIsGoneAsSoonAsItIsNotLockedAnyMore(CapturedOutput output) throws Exception {
        jar("a.jar", "A");
        jar("b.jar", "B");
        try (ConfigurableApplicationContext application = start("--logging.level.org.minigun.demo=info")) {
            for (String name : List.of("a.jar", "b.jar")) {
                application.getBean(JarStore.class).save(List.of(JarInspector.inspect(found(name))));
            }
            Files.delete(this.directory.resolve("a.jar"));
            Run watch;
            try (Connection other = application.getBean(DataSource.class).getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.executeUpdate("UPDATE jar SET modified = 0");
                watch = application.getBean(Minigun.class).start("watch");
                KnownJars.eventually(() -> assertThat(output).contains("cannot be forgotten now"));
                other.rollback();
            }
            KnownJars.eventually(() -> assertThat(KnownJars.names(application)).containsExactly("b.jar"));
            RunResult result = watch.stop(Duration.ofSeconds(20));
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.ledger().violations()).isEmpty();
        }
    }

    @Test
    void nothingIsStartedWhenTheApplicationWasEndedMeanwhile(CapturedOutput output) throws Exception {
        ConfigurableApplicationContext application = start();
        Minigun minigun = application.getBean(Minigun.class);
        PublicationLog publications = application.getBean(PublicationLog.class);
        application.close();
        new PublishCommand(minigun, publications, application).run(new DefaultApplicationArguments());
        new WatchCommand(minigun, new JarFinder(this.directory), application).run(new DefaultApplicationArguments());
        assertThat(output).doesNotContain("Watching");
    }

    @ParameterizedTest
    @EnumSource
    void censusDoesNotReplaceWhatAWatchHasReadLater(TestDatabase database) throws Exception {
        JdbcTemplate jdbc = database.in(this.temporary);
        try {
            JarStore store = new JarStore(jdbc);
            Ingest census = census(jdbc, store);
            jar("a.jar", "p/Old");
            JarReport old = JarInspector.inspect(found("a.jar"));
            jar("a.jar", "p/MuchNewer");
            store.save(List.of(JarInspector.inspect(found("a.jar"))));
            census.save(List.of(old));
            FoundJar broken = new FoundJar(this.directory.resolve("a.jar"), this.directory, Limits.DEFAULT, false,
                    JarKind.BROKEN, "truncated");
            census.broken(broken);
            assertThat(jdbc.queryForList("SELECT name FROM jar_class", String.class)).containsExactly("MuchNewer");
            assertThat(jdbc.queryForList("SELECT * FROM unreadable")).isEmpty();
            assertThat(census.outcome()).isEqualTo(new SaveOutcome(0, 0, 1));
        }
        finally {
            TestDatabase.close(jdbc);
        }
    }

    @ParameterizedTest
    @EnumSource
    void censusKeepsWhatHasChangedSinceItWasReadAndForgetsWhatIsGone(TestDatabase database) throws Exception {
        JdbcTemplate jdbc = database.in(this.temporary);
        try {
            jar("a.jar", "p/Old");
            jar("b.jar", "p/Gone");
            List<JarReport> read = List.of(JarInspector.inspect(found("a.jar")), JarInspector.inspect(found("b.jar")));
            jar("a.jar", "p/MuchNewer");
            Files.delete(this.directory.resolve("b.jar"));
            census(jdbc, new JarStore(jdbc)).save(read);
            assertThat(jdbc.queryForList("SELECT name FROM jar_class", String.class)).containsExactly("Old");
            Files.move(this.directory, this.temporary.resolve("away"));
            census(jdbc, new JarStore(jdbc)).save(read);
            assertThat(jdbc.queryForList("SELECT name FROM jar_class", String.class)).containsExactlyInAnyOrder("Old",
                    "Gone");
        }
        finally {
            TestDatabase.close(jdbc);
        }
    }

    private Ingest census(JdbcTemplate jdbc, JarStore store) {
        return Ingest.once(store, new CensusLog(jdbc), new JarFinder(this.directory), false);
    }

    private void jar(String name, String type) {
        JarBuilder.jar().classFile(type, 61).writeTo(this.directory.resolve(name));
    }

    private FoundJar found(String name) {
        return new FoundJar(this.directory.resolve(name), this.directory, Limits.DEFAULT, false);
    }

    private ConfigurableApplicationContext start(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--census.settle=1ms", ON_THREADS, "--census.directory=" + this.directory,
                "--census.data-directory=" + this.temporary.resolve("data")));
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .run(all.toArray(new String[0]));
    }

}

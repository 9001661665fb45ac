package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.inspect.JarInspector;
import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Limits;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.TestDatabase;
import org.minigun.demo.store.Unreadable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a watch writes is not committed yet when a census comes to write what it has read
 * before.
 */
@Timeout(120)
class CensusBesideWatchTests {

    @TempDir
    Path temporary;

    private TestDatabase database;

    private Path file;

    private ConfigurableApplicationContext application;

    private JdbcTemplate jdbc;

    private JarStore store;

    private CensusLog log;

    @ParameterizedTest
    @EnumSource
    void censusReplacesNothingThatAWatchWritesMeanwhile(TestDatabase database) throws Exception {
        this.database = database;
        this.file = Files.createDirectories(this.temporary.toRealPath().resolve("jars")).resolve("a.jar");
        try (ConfigurableApplicationContext started = start()) {
            this.application = started;
            this.jdbc = started.getBean(JdbcTemplate.class);
            this.store = started.getBean(JarStore.class);
            this.log = started.getBean(CensusLog.class);
            jarStaysAsTheWatchHasReadIt();
            jarStaysUnreadable();
            jarStaysReadable(false);
            jarStaysReadable(true);
        }
    }

    private void jarStaysAsTheWatchHasReadIt() throws Exception {
        this.store.save(List.of(read("p/Oldest")));
        Ingest census = census(false);
        JarReport old = read("p/Older");
        JarReport newest = read("p/NewestOfAll");
        beside(() -> this.store.save(List.of(newest)), () -> census.save(List.of(old)));
        assertThat(classes()).containsExactly("NewestOfAll");
        assertThat(census.outcome().unchanged()).isOne();
    }

    private void jarStaysUnreadable() throws Exception {
        Ingest census = census(false);
        JarReport old = read("p/OfBefore");
        JarBuilder.write(this.file, "no jar".getBytes());
        Unreadable newest = new Unreadable(this.file.toString(), "not a zip file", "route", 1, Instant.now());
        beside(() -> this.log.unreadable(newest, () -> false), () -> census.save(List.of(old)));
        assertThat(classes()).isEmpty();
        assertThat(unreadable()).containsExactly("not a zip file");
    }

    private void jarStaysReadable(boolean full) throws Exception {
        this.store.save(List.of(read("p/OfBefore")));
        Ingest census = census(full);
        FoundJar broken = new FoundJar(this.file, this.file.getParent(), Limits.DEFAULT, false, JarKind.BROKEN, "half");
        JarReport newest = read(full ? "p/Mended" : "p/MendedToo");
        beside(() -> this.store.save(List.of(newest)), () -> census.broken(broken));
        assertThat(classes()).containsExactly(full ? "Mended" : "MendedToo");
        assertThat(unreadable()).isEmpty();
    }

    /** Commits what the watch writes when the census waits for it. */
    private void beside(Runnable watch, Runnable census) throws Exception {
        PlatformTransactionManager transactions = this.application.getBean(PlatformTransactionManager.class);
        CompletableFuture<Void> written = new TransactionTemplate(transactions).execute((status) -> {
            watch.run();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(census);
            KnownJars.eventually(() -> assertThat(this.jdbc.queryForObject(waiting(), Integer.class)).isPositive());
            return writing;
        });
        written.get(30, TimeUnit.SECONDS);
    }

    private String waiting() {
        return (this.database == TestDatabase.H2)
                ? "SELECT COUNT(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL"
                : "SELECT COUNT(*) FROM pg_locks WHERE NOT granted";
    }

    private Ingest census(boolean full) {
        return Ingest.once(this.store, this.log, new JarFinder(this.file.getParent()), full);
    }

    private JarReport read(String type) throws Exception {
        JarBuilder.jar().classFile(type, 61).writeTo(this.file);
        return JarInspector.inspect(new FoundJar(this.file, this.file.getParent(), Limits.DEFAULT, false));
    }

    private List<String> classes() {
        return this.jdbc.queryForList("SELECT name FROM jar_class", String.class);
    }

    private List<String> unreadable() {
        return this.jdbc.queryForList("SELECT reason FROM unreadable", String.class);
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .run("--census.data-directory=" + this.temporary.resolve("data"),
                    "--spring.profiles.active=" + ((this.database == TestDatabase.H2) ? "default" : "postgres"),
                    "--spring.datasource.url=" + this.database.url(this.temporary),
                    "--spring.datasource.username=" + this.database.user());
    }

}

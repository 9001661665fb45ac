package org.minigun.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarDetails;
import org.minigun.demo.store.JarReader;
import org.minigun.demo.store.PublicationLog;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.Summary;
import org.minigun.demo.store.Summary.Attached;
import org.minigun.demo.store.SummaryReader;
import org.minigun.demo.store.TestDatabase;
import org.minigun.demo.store.Unreadable;
import org.minigun.spring.Minigun;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pipeline that the tasks {@code census} and {@code watch} have in common.
 */
@Timeout(120)
class IngestTests {

    private static final String ON_THREADS = ".stages.inspect.concurrency=THREAD";

    @TempDir
    Path temporary;

    private Path directory() {
        try {
            return Files.createDirectories(this.temporary.resolve("jars")).toRealPath();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Path file(String name) {
        return directory().resolve(name);
    }

    @Test
    @Tag("long")
    void oneWordMovesTheNestedStageFromWorkersToThreadsAndBack() throws Exception {
        jar("a.jar", "A");
        String licence = "Permission to use, copy, modify, and/or distribute this software for any\npurpose with or "
                + "without fee is hereby granted, provided that the above\ncopyright notice appears.";
        JarBuilder.jar().text("META-INF/LICENSE", licence).writeTo(file("isc.jar"));
        for (String word : List.of("PROCESS", "THREAD", "PROCESS")) {
            try (ConfigurableApplicationContext application = start("--census.full=true",
                    "--minigun.tasks.census.stages.inspect.concurrency=" + word,
                    "--minigun.tasks.watch.stages.inspect.concurrency=" + word)) {
                Minigun minigun = application.getBean(Minigun.class);
                assertThat(minigun.plan("census").toText()).contains("ingest/inspect (PROCESSOR): " + word + " x");
                assertThat(minigun.plan("watch").toText()).contains("ingest/inspect (PROCESSOR): " + word + " x");
                RunResult result = census(application);
                assertThat(result.ledger().stage("ingest/inspect").done()).isEqualTo(2);
                // By the table that the application broadcasts, or by that on the class
                // path.
                assertThat(details(application, "isc.jar").facts().licence()).isEqualTo("ISC");
            }
        }
    }

    @Test
    void jarsSourcesAndBrokenFilesGoDifferentWays() throws Exception {
        jar("g/a/1/a-1.jar", "p/A");
        JarBuilder.jar()
            .text("p/A.java", "")
            .text("p/B.kt", "")
            .text("x.html", "")
            .writeTo(file("g/a/1/a-1-sources.jar"));
        JarBuilder.jar().text("index.html", "").writeTo(file("b-2-javadoc.jar"));
        JarBuilder.jar().classFile("p/C", 61).text("p/C.java", "").writeTo(file("has-classes-sources.jar"));
        JarBuilder.write(file("text.jar"), "no jar".getBytes());
        JarBuilder.write(file("text-sources.jar"), "no jar".getBytes());
        try (ConfigurableApplicationContext application = start("--minigun.tasks.census" + ON_THREADS)) {
            RunResult result = census(application);
            assertThat(result.deadLetters()).isEmpty();
            assertThat(result.ledger().stage("ingest/inspect").done()).isEqualTo(2);
            assertThat(result.ledger().stage("ingest/sources").done()).isEqualTo(2);
            assertThat(result.ledger().stage("ingest/broken").done()).isEqualTo(2);
            assertThat(last(application).outcome()).isEqualTo(new SaveOutcome(4, 0, 0));
            Summary summary = application.getBean(SummaryReader.class).of(directory().toString());
            assertThat(summary.jars()).isEqualTo(2);
            assertThat(summary.attached()).isEqualTo(new Attached(1, 2, 1));
            assertThat(summary.unreadable()).extracting(Unreadable::reason).containsOnly("not a zip file");
            JarDetails sources = details(application, "g/a/1/a-1-sources.jar");
            assertThat(sources.kind()).isEqualTo(JarKind.SOURCES);
            assertThat(sources.facts().artifact() + ":" + sources.facts().classifier()).isEqualTo("g:a:sources");
            assertThat(details(application, "b-2-javadoc.jar").facts().classifier()).isEqualTo("javadoc");
            // Second time: what is broken is looked at again, the rest is known.
            RunResult second = census(application);
            assertThat(second.ledger().stage("ingest/route").received()).isEqualTo(2);
            assertThat(last(application).notRead()).isEqualTo(4);
        }
    }

    /**
     * As on a disk that was written in another locale.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aJarWhoseNameIsNoTextIsListedAsUnreadableEachTime() throws Exception {
        jar("\u00fc.jar", "A");
        Path jar = Path.of(URI.create(directory().toUri() + "%FC.jar"));
        Path sources = Path.of(URI.create(directory().toUri() + "%FC-sources.jar"));
        JarBuilder.jar().classFile("B", 61).writeTo(jar);
        JarBuilder.jar().text("B.java", "").writeTo(sources);
        try (ConfigurableApplicationContext application = start("--minigun.tasks.census" + ON_THREADS)) {
            for (int i = 0; i < 3; i++) {
                RunResult result = census(application);
                assertThat(result.ledger().stage("ingest/broken").done()).isEqualTo(2);
                Summary summary = application.getBean(SummaryReader.class).of(directory().toString());
                assertThat(summary.jars()).isEqualTo(1);
                assertThat(summary.unreadable()).hasSize(2)
                    .allSatisfy((unreadable) -> assertThat(unreadable.reason()).startsWith("its name is no text in "));
            }
            Files.delete(jar);
            census(application);
            assertThat(application.getBean(SummaryReader.class).of(directory().toString()).unreadable()).hasSize(1);
        }
    }

    @Test
    void readsOnlyWhatIsNotKnownAsItIs() throws Exception {
        Path same = jar("same.jar", "A");
        Path touched = jar("touched.jar", "A");
        Path changed = jar("changed.jar", "A");
        Instant before = Instant.now().minusSeconds(100);
        age(same, before);
        age(touched, before);
        age(changed, before);
        try (ConfigurableApplicationContext application = start("--minigun.tasks.census" + ON_THREADS)) {
            assertThat(census(application).ledger().stage("ingest/inspect").received()).isEqualTo(3);
            age(touched, before.plusSeconds(10));
            jar("changed.jar", "B");
            age(changed, before.plusSeconds(10));
            assertThat(census(application).ledger().stage("ingest/inspect").received()).isOne();
            assertThat(last(application).outcome()).isEqualTo(new SaveOutcome(0, 1, 2));
            // Its time was noted: a content of which nobody tells is not looked at any
            // more.
            jar("touched.jar", "C");
            age(touched, before.plusSeconds(10));
            assertThat(census(application).ledger().stage("ingest/inspect").received()).isZero();
            assertThat(last(application).notRead()).isEqualTo(3);
        }
        try (ConfigurableApplicationContext application = start("--minigun.tasks.census" + ON_THREADS,
                "--census.full=true")) {
            assertThat(census(application).ledger().stage("ingest/inspect").received()).isEqualTo(3);
            assertThat(last(application).outcome()).isEqualTo(new SaveOutcome(0, 1, 2));
            assertThat(application.getBean(PublicationLog.class).outdated()).hasSize(3);
        }
    }

    @Test
    void whatWasReadWithOtherSettingsIsReadAgain() throws Exception {
        byte[] inner = JarBuilder.jar().classFile("in/Ner", 61).bytes();
        age(JarBuilder.jar().entry("lib/inner.jar", inner).writeTo(file("a.jar")), Instant.now().minusSeconds(100));
        for (String[] arguments : new String[][] { {}, { "--census.deep=true" }, { "--census.max-entries=10" } }) {
            String[] all = Stream.concat(Stream.of("--minigun.tasks.census" + ON_THREADS), Stream.of(arguments))
                .toArray(String[]::new);
            try (ConfigurableApplicationContext application = start(all)) {
                assertThat(census(application).ledger().stage("ingest/inspect").received()).isOne();
                assertThat(details(application, "a.jar").classes())
                    .isEqualTo(List.of(arguments).contains("--census.deep=true") ? 1 : 0);
                assertThat(census(application).ledger().stage("ingest/inspect").received()).isZero();
            }
        }
    }

    @Test
    void watchFollowsTheDirectoryBesideACensusAndEndsWhenItIsStopped() throws Exception {
        jar("old.jar", "Old");
        jar("gone.jar", "Gone");
        try (ConfigurableApplicationContext application = start("--census.settle=100ms",
                "--minigun.tasks.census" + ON_THREADS, "--minigun.tasks.watch" + ON_THREADS)) {
            follow(application);
        }
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
            .noneMatch((name) -> name.contains("WatchService") || name.contains("watch/"));
    }

    @Test
    @Tag("long")
    void watchAndCensusSaveTheSameJarsIntoPostgresql() throws Exception {
        for (int i = 0; i < 100; i++) {
            jar("a" + i + ".jar", "A");
        }
        try (ConfigurableApplicationContext application = start("--census.settle=1ms",
                "--minigun.tasks.census" + ON_THREADS, "--minigun.tasks.watch" + ON_THREADS,
                "--spring.profiles.active=postgres",
                "--spring.datasource.url=" + TestDatabase.POSTGRESQL.url(this.temporary),
                "--spring.datasource.username=" + TestDatabase.POSTGRESQL.user())) {
            Run watch = application.getBean(Minigun.class).start("watch");
            census(application);
            KnownJars
                .eventually(() -> assertThat(watch.statistics().stage("ingest/compare").received()).isEqualTo(100));
            stopped(watch);
            assertThat(KnownJars.names(application)).hasSize(100);
        }
    }

    private void follow(ConfigurableApplicationContext application) throws Exception {
        Run watch = application.getBean(Minigun.class).start("watch");
        KnownJars.eventually(
                () -> assertThat(KnownJars.names(application)).containsExactlyInAnyOrder("old.jar", "gone.jar"));
        jar("new/deep/er.jar", "New");
        Files.delete(file("gone.jar"));
        KnownJars
            .eventually(() -> assertThat(KnownJars.names(application)).containsExactlyInAnyOrder("old.jar", "er.jar"));
        JarBuilder.write(file("old.jar"), "no jar any more".getBytes());
        KnownJars.eventually(() -> assertThat(KnownJars.names(application)).containsExactlyInAnyOrder("er.jar"));
        jar("old.jar", "p/Newer");
        census(application);
        KnownJars.eventually(() -> assertThat(details(application, "old.jar").packages()).containsKey("p"));
        Files.move(file("new"), file("moved"));
        KnownJars.eventually(
                () -> assertThat(application.getBean(JarReader.class).find(file("moved/deep/er.jar").toString()))
                    .isPresent());
        jar("moved/deep/next.jar", "Next");
        KnownJars.eventually(() -> assertThat(KnownJars.names(application)).containsExactlyInAnyOrder("old.jar",
                "er.jar", "next.jar"));
        assertThat(application.getBean(SummaryReader.class).of(directory().toString()).unreadable()).isEmpty();
        stopped(watch);
    }

    private static void stopped(Run watch) throws InterruptedException {
        RunResult result = watch.stop(Duration.ofSeconds(20));
        assertThat(result.state()).isEqualTo(RunState.STOPPED);
        assertThat(result.ledger().violations()).isEmpty();
        assertThat(result.stuckThreads()).isEmpty();
        assertThat(result.unfinished()).isEmpty();
    }

    private Path jar(String name, String type) {
        return JarBuilder.jar().classFile(type, 61).writeTo(file(name));
    }

    private static void age(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private JarDetails details(ConfigurableApplicationContext application, String name) {
        return application.getBean(JarReader.class).find(file(name).toString()).orElseThrow();
    }

    private static CensusEntry last(ConfigurableApplicationContext application) {
        return application.getBean(CensusLog.class).last().orElseThrow();
    }

    private static RunResult census(ConfigurableApplicationContext application) throws InterruptedException {
        RunResult result = application.getBean(Minigun.class).run("census");
        assertThat(result.ledger().violations()).isEmpty();
        return result;
    }

    private ConfigurableApplicationContext start(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--census.data-directory=" + this.temporary.resolve("data"));
        all.add("--census.directory=" + directory());
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .run(all.toArray(new String[0]));
    }

}

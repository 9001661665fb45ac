package org.minigun.demo.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.demo.JarBuilder;
import org.minigun.demo.Reports;
import org.minigun.demo.inspect.Coordinates;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarInspector;
import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Licence;
import org.minigun.demo.inspect.Limits;
import org.minigun.demo.publish.JarFacts;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource
class JarStoreTests {

    @Parameter
    TestDatabase database;

    @TempDir
    Path directory;

    private JdbcTemplate jdbc;

    private JarStore store;

    @BeforeEach
    void openDatabase() {
        this.jdbc = this.database.in(this.directory);
        this.store = new JarStore(this.jdbc);
    }

    @AfterEach
    void closeDatabase() {
        TestDatabase.close(this.jdbc);
    }

    @Test
    void savesNewJars() {
        SaveOutcome outcome = this.store
            .save(List.of(Reports.of("a", "1", "x", "a.B", "a.C"), Reports.of("b", "1", "y", "a.B")));
        assertThat(outcome).isEqualTo(new SaveOutcome(2, 0, 0));
        assertThat(rows("jar")).isEqualTo(2);
        assertThat(rows("jar_class")).isEqualTo(3);
        assertThat(rows("jar_attribute")).isEqualTo(2);
    }

    @Test
    void changesNothingTheSecondTime() {
        List<JarReport> reports = List.of(Reports.of("a", "1", "x", "a.B"), Reports.of("b", "1", "y", "a.B"));
        this.store.save(reports);
        List<?> before = content();
        assertThat(this.store.save(reports)).isEqualTo(new SaveOutcome(0, 0, 2));
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void replacesWhatHasAnotherChecksum() {
        this.store.save(List.of(Reports.of("a", "1", "x", "a.B", "a.C")));
        SaveOutcome outcome = this.store.save(List.of(Reports.of("a", "1", "z", "a.D")));
        assertThat(outcome).isEqualTo(new SaveOutcome(0, 1, 0));
        assertThat(rows("jar")).isOne();
        assertThat(this.jdbc.queryForList("SELECT name FROM jar_class", String.class)).containsExactly("D");
        assertThat(rows("jar_attribute")).isOne();
    }

    @Test
    void savesJarThatComesTwiceInOneBatchOnce() {
        JarReport report = Reports.of("a", "1", "x", "a.B");
        assertThat(this.store.save(List.of(report, report))).isEqualTo(new SaveOutcome(1, 0, 0));
        assertThat(rows("jar_class")).isOne();
    }

    @Test
    void savesNothing() {
        assertThat(this.store.save(List.of())).isEqualTo(SaveOutcome.NONE);
    }

    @Test
    void savesJarWithManyClasses() {
        String[] classes = IntStream.range(0, 12_345).mapToObj((n) -> "a.C" + n).toArray(String[]::new);
        this.store.save(List.of(Reports.of("a", "1", "x", classes)));
        assertThat(rows("jar_class")).isEqualTo(12_345);
    }

    @Test
    void knowsJarsAfterDatabaseWasOpenedAgain() {
        this.store.save(List.of(Reports.of("a", "1", "x", "a.B")));
        TestDatabase.close(this.jdbc);
        this.jdbc = this.database.in(this.directory);
        assertThat(new JarStore(this.jdbc).save(List.of(Reports.of("a", "1", "x", "a.B"))))
            .isEqualTo(new SaveOutcome(0, 0, 1));
    }

    @Test
    void knowsAJarByItsStateAndHowItWasRead() throws Exception {
        Path file = JarBuilder.jar().classFile("a/B", 61).writeTo(this.directory.resolve("a.jar"));
        FoundJar jar = new FoundJar(file, this.directory, Limits.DEFAULT, false);
        assertThat(this.store.knows(jar)).isFalse();
        // Just written, so its time cannot be relied upon: its content is compared.
        this.store.save(List.of(JarInspector.inspect(jar)));
        assertThat(this.jdbc.queryForObject("SELECT modified FROM jar", Long.class)).isNegative();
        assertThat(this.store.knows(jar)).isTrue();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(this.store.knows(jar)).isTrue();
        assertThat(this.jdbc.queryForObject("SELECT modified FROM jar", Long.class)).isEqualTo(1_000_000_000L);
        assertThat(this.store.knows(new FoundJar(file, this.directory, Limits.DEFAULT, true))).isFalse();
        assertThat(this.store.knows(new FoundJar(file, this.directory, Limits.DEFAULT.withMaxEntries(1), false)))
            .isFalse();
        JarBuilder.jar().classFile("a/C", 61).writeTo(file);
        assertThat(this.store.knows(jar)).isFalse();
        Files.delete(file);
        assertThat(this.store.knows(jar)).isFalse();
    }

    @Test
    void replacesWhatWasReadOtherwiseAndItsPublicationIsOutdated() {
        JarReport report = Reports.of("a", "1", "x", "a.B");
        this.store.save(List.of(report));
        this.jdbc.update("INSERT INTO published (path, checksum) VALUES (?, 'x')", report.path());
        this.jdbc.update("UPDATE jar SET reader = 'another', classes = 7");
        assertThat(this.store.save(List.of(report))).isEqualTo(new SaveOutcome(0, 0, 1));
        assertThat(this.jdbc.queryForObject("SELECT classes FROM jar", Integer.class)).isOne();
        assertThat(new PublicationLog(this.jdbc).outdated()).hasSize(1);
    }

    @Test
    void jarThatWasReplacedSinceItWasLoadedStaysOutdated() {
        PublicationLog log = new PublicationLog(this.jdbc);
        List<JarReport> reports = List.of(Reports.of("a", "1", "x", "a.B"), Reports.of("b", "1", "y", "a.B"));
        this.store.save(reports);
        Map<Long, JarFacts> loaded = log.outdated()
            .stream()
            .collect(Collectors.toMap((id) -> id, (id) -> log.load(id).get(0).jar()));
        this.store.save(reports.subList(0, 1), true, (report) -> true);
        log.published("1", loaded, List.of());
        assertThat(log.outdated()).hasSize(1).doesNotContainAnyElementsOf(loaded.keySet());
        assertThat(log.count()).isEqualTo(2);
    }

    @Test
    void jarThatWasReadOtherwiseStaysOutdatedWhenTheIndexIsBelieved() {
        PublicationLog log = new PublicationLog(this.jdbc);
        List<JarReport> reports = List.of(Reports.of("a", "1", "x", "a.B"), Reports.of("b", "1", "y", "a.B"));
        this.store.save(reports);
        Map<String, String> index = Map.of(reports.get(0).path(), "x", reports.get(1).path(), "y");
        log.believe(index);
        assertThat(log.outdated()).isEmpty();
        this.store.save(reports.subList(0, 1), true, (report) -> true);
        log.believe(index);
        assertThat(log.outdated()).hasSize(1);
        log.believe(Map.of(reports.get(1).path(), "y"));
        assertThat(log.count()).as("what is lost is published no more").isOne();
        assertThat(log.outdated()).hasSize(1);
    }

    @Test
    void jarThatWasReadOtherwiseBeforeItsPublicationWasNotedIsOutdatedUntilItIsPublishedAgain() {
        PublicationLog log = new PublicationLog(this.jdbc);
        JarReport report = Reports.of("a", "1", "x", "a.B");
        this.store.save(List.of(report));
        // Published, and cut off before that was noted; then a full census.
        this.store.save(List.of(report), true, (any) -> true);
        log.believe(Map.of(report.path(), "x"));
        List<Long> outdated = log.outdated();
        assertThat(outdated).hasSize(1);
        log.published("1", Map.of(outdated.get(0), log.load(outdated.get(0)).get(0).jar()), List.of());
        assertThat(log.outdated()).isEmpty();
        assertThat(rows("read_otherwise")).isZero();
    }

    @Test
    void publicationThatIsNotedAgainIsNotedOnceWithWhatItHasChangedFirst() {
        PublicationLog log = new PublicationLog(this.jdbc);
        this.store.save(List.of(Reports.of("a", "1", "x", "a.B")));
        Map<Long, JarFacts> loaded = log.outdated()
            .stream()
            .collect(Collectors.toMap((id) -> id, (id) -> log.load(id).get(0).jar()));
        Publication first = log.published("1", loaded, List.of("/gone.jar"));
        // Committed, and the answer was lost; somebody replaces the jar before the
        // second attempt.
        this.store.save(List.of(Reports.of("a", "1", "x", "a.B")), true, (report) -> true);
        assertThat(log.published("1", loaded, List.of("/gone.jar"))).isEqualTo(first);
        assertThat(log.last()).contains(first);
        assertThat(first.added()).isOne();
        assertThat(rows("publication")).isOne();
        assertThat(log.outdated()).hasSize(1);
    }

    @Test
    void savesWhatNoDatabaseTakesAsItIs() {
        String name = "N".repeat(70_000);
        JarReport report = Reports.of("a", "1", "x", "a.B\0\uD83D\uDE00\uDE00",
                "p" + "\u4E16".repeat(3000) + "." + name);
        this.store.save(List
            .of(new JarReport(report.path(), report.checksum(), 1, new Coordinates(null, "a\0", "1\uD800", null), 61,
                    null, new Licence("\0", "pom"), Map.of("Main-Class", "\uDC00"), false, false, 0, 0,
                    report.classes(), List.of("\0"), JarKind.JAR, 0, Reports.READING)));
        assertThat(this.jdbc.queryForList("SELECT name FROM jar_class ORDER BY name", String.class))
            .containsExactlyInAnyOrder("B\uFFFD\uD83D\uDE00\uFFFD", name.substring(0, 400));
        assertThat(this.jdbc.queryForMap("SELECT artifact, version FROM jar")).containsValues("a\uFFFD", "1\uFFFD");
    }

    private List<?> content() {
        return List.of(this.jdbc.queryForList("SELECT * FROM jar ORDER BY id"),
                this.jdbc.queryForList("SELECT * FROM jar_class ORDER BY jar_id, name"),
                this.jdbc.queryForList("SELECT * FROM jar_attribute ORDER BY jar_id, name"));
    }

    private Integer rows(String table) {
        return this.jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class);
    }

}

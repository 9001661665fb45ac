package org.minigun.demo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.demo.JarBuilder;
import org.minigun.demo.Reports;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarInspector;
import org.minigun.demo.inspect.Limits;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource
class CensusLogTests {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");

    @Parameter
    TestDatabase database;

    @TempDir
    Path directory;

    private JdbcTemplate jdbc;

    private CensusLog log;

    @BeforeEach
    void openDatabase() {
        this.jdbc = this.database.in(this.directory);
        this.log = new CensusLog(this.jdbc);
    }

    @AfterEach
    void closeDatabase() {
        TestDatabase.close(this.jdbc);
    }

    @Test
    void forgetsWhatWasKnownOfFileThatCannotBeReadAnyMore() {
        new JarStore(this.jdbc).save(List.of(Reports.of("a", "1", "x", "a.B")));
        this.log.unreadable(unreadable("/repository/a-1.jar", "corrupt", FIRST), () -> false);
        assertThat(this.jdbc.queryForList("SELECT * FROM jar_class")).isEmpty();
        assertThat(reasons()).containsExactly("corrupt");
    }

    @Test
    void keepsFirstTimeOfSameReasonAndTakesNewOneOfAnother() {
        this.log.unreadable(unreadable("/a.jar", "corrupt", FIRST), () -> false);
        this.log.unreadable(unreadable("/a.jar", "corrupt", LATER), () -> false);
        assertThat(since()).isEqualTo(FIRST);
        this.log.unreadable(unreadable("/a.jar", "truncated", LATER), () -> false);
        assertThat(since()).isEqualTo(LATER);
        assertThat(reasons()).containsExactly("truncated");
        this.log.unreadable(unreadable("/a.jar", "empty", FIRST), () -> false);
        assertThat(reasons()).as("what was seen later").containsExactly("truncated");
    }

    @Test
    void forgetsUnreadableFileOnceItWasRead() {
        this.log.unreadable(unreadable("/repository/a-1.jar", "corrupt", FIRST), () -> false);
        new JarStore(this.jdbc).save(List.of(Reports.of("a", "1", "x", "a.B")));
        assertThat(reasons()).isEmpty();
    }

    @Test
    void forgetsJarsThatAreGoneFromTheDirectoryAlone() throws IOException {
        JarStore store = new JarStore(this.jdbc);
        store.save(List.of(Reports.of("a", "1", "x", "a.B"), Reports.of("b", "1", "x", "a.B")));
        assertThat(this.log.forgetGone(Path.of("/other"), LATER)).isZero();
        assertThat(this.log.forgetGone(Path.of("/repository"), LATER)).isEqualTo(2);
        assertThat(this.jdbc.queryForList("SELECT * FROM jar_class")).isEmpty();
    }

    @Test
    void keepsWhatIsThere() throws IOException {
        Path file = Files.createFile(this.directory.resolve("a.jar"));
        this.log.unreadable(unreadable(file.toString(), "empty file", FIRST), () -> false);
        this.log.unreadable(unreadable(this.directory.resolve("gone.jar").toString(), "corrupt", FIRST), () -> false);
        this.log.unreadable(unreadable(this.directory.resolve("vanished.jar").toString(), "vanished", LATER),
                () -> false);
        this.log.forgetGone(this.directory, LATER);
        assertThat(reasons()).containsExactlyInAnyOrder("empty file", "vanished");
    }

    @Test
    void forgetsThatADirectoryCouldNotBeListedWhenItCan() throws IOException {
        Path listed = Files.createDirectory(this.directory.resolve("listed"));
        this.log.unreadable(unreadable(listed.toString(), "a directory that cannot be listed", FIRST), () -> false);
        this.log.forgetGone(listed, LATER);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void isNotKnownAndUnreadableAtOnce() throws IOException {
        Path file = JarBuilder.jar().classFile("p/A", 61).writeTo(this.directory.resolve("a.jar"));
        FoundJar jar = new FoundJar(file, this.directory, Limits.DEFAULT, false);
        JarStore store = new JarStore(this.jdbc);
        store.save(List.of(JarInspector.inspect(jar)));
        assertThat(store.knows(jar)).isTrue();
        this.jdbc.update("INSERT INTO unreadable (path, reason, stage, attempts, since) VALUES (?, '', '', 1, now())",
                file.toString());
        assertThat(store.knows(jar)).isFalse();
    }

    @Test
    void forgetsAJarOrADirectory() {
        new JarStore(this.jdbc).save(List.of(Reports.of("a", "1", "x", "a.B"), Reports.of("a_", "1", "y", "a.B")));
        this.log.unreadable(unreadable("/repository/b/c.jar", "corrupt", FIRST), () -> false);
        assertThat(this.log.forget(List.of(Path.of("/repo")))).isZero();
        assertThat(this.log.forget(List.of(Path.of("/repository/a-1.jar")))).isOne();
        assertThat(this.log.forget(List.of(Path.of("/repository/b")))).isZero();
        assertThat(reasons()).isEmpty();
        assertThat(this.log.forget(List.of(Path.of("/repository/x"), Path.of("/repository"), Path.of("/other"))))
            .isOne();
    }

    @Test
    void ofADirectoryThatIsThereAgainOnlyThatIsForgottenWhichIsGone() throws IOException {
        Path again = JarBuilder.jar().writeTo(this.directory.resolve("x/again.jar"));
        for (Path file : List.of(again, this.directory.resolve("x/gone.jar"), this.directory.resolve("y/other.jar"))) {
            this.log.unreadable(unreadable(file.toString(), file.getFileName().toString(), FIRST), () -> false);
        }
        this.log.forget(List.of(this.directory.resolve("x")));
        assertThat(reasons()).containsExactlyInAnyOrder("again.jar", "other.jar");
    }

    @Test
    void forgetsADirectoryWhoseNameHasWildcardsAndNoOther() {
        for (String name : List.of("a?", "a*", "a_", "a%", "a!", "ab", "abc")) {
            this.log.unreadable(unreadable("/repository/" + name + "/x.jar", name, FIRST), () -> false);
        }
        this.log.forget(List.of(Path.of("/repository/a?")));
        assertThat(reasons()).containsExactlyInAnyOrder("a*", "a_", "a%", "a!", "ab", "abc");
        this.log.forget(List.of(Path.of("/repository/a*")));
        assertThat(reasons()).containsExactlyInAnyOrder("a_", "a%", "a!", "ab", "abc");
        this.log.forget(List.of(Path.of("/repository/a!")));
        this.log.forget(List.of(Path.of("/repository/a%")));
        this.log.forget(List.of(Path.of("/repository/a_")));
        assertThat(reasons()).containsExactlyInAnyOrder("ab", "abc");
    }

    @Test
    void sumsUpADirectoryWhoseNameHasWildcardsAndNoOther() {
        for (String name : List.of("a?", "a*", "ab")) {
            this.log.unreadable(unreadable("/repository/" + name + "/x.jar", name, FIRST), () -> false);
        }
        SummaryReader summaries = new SummaryReader(this.jdbc);
        assertThat(summaries.of("/repository/a?").unreadable()).extracting(Unreadable::reason).containsExactly("a?");
        assertThat(summaries.of("/repository/a*").unreadable()).extracting(Unreadable::reason).containsExactly("a*");
    }

    @Test
    void remembersLastCensus() {
        assertThat(this.log.last()).isEmpty();
        CensusEntry first = new CensusEntry("1", "/repository", FIRST, new SaveOutcome(3, 0, 0), 0, 0);
        CensusEntry second = new CensusEntry("2", "/repository", LATER, new SaveOutcome(0, 1, 2), 4, 2);
        this.log.ended(second);
        this.log.ended(first);
        this.log.ended(second);
        assertThat(this.log.last()).contains(second);
    }

    private static Unreadable unreadable(String path, String reason, Instant since) {
        return new Unreadable(path, reason, "inspect", 1, since);
    }

    private List<String> reasons() {
        return this.jdbc.queryForList("SELECT reason FROM unreadable", String.class);
    }

    private Instant since() {
        return new SummaryReader(this.jdbc).of("/").unreadable().get(0).since();
    }

}

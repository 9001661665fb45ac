package org.minigun.demo.store;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.demo.Reports;
import org.minigun.demo.store.Summary.DuplicateGroup;
import org.minigun.demo.store.Summary.JavaVersionRow;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource
class SummaryReaderTests {

    @Parameter
    TestDatabase database;

    @TempDir
    Path directory;

    private JdbcTemplate jdbc;

    @BeforeEach
    void openDatabase() {
        this.jdbc = this.database.in(this.directory);
    }

    @AfterEach
    void closeDatabase() {
        TestDatabase.close(this.jdbc);
    }

    @Test
    void sumsUpDirectoryAndNoOther() {
        save();
        Summary summary = new SummaryReader(this.jdbc).of("/repository");
        assertThat(summary.jars()).isEqualTo(4);
        assertThat(summary.classes()).isEqualTo(7);
        assertThat(summary.size()).isEqualTo(4000);
        assertThat(summary.javaVersions()).containsExactly(new JavaVersionRow(61, 4, 7, 4000));
        assertThat(summary.largest()).hasSize(4);
        assertThat(new SummaryReader(this.jdbc).of("/repo").jars()).isZero();
    }

    @Test
    void findsClassesInSeveralArtifactsAndNotInVersionsOfOne() {
        save();
        assertThat(new SummaryReader(this.jdbc).of("/repository").duplicates()).isEqualTo(new Summary.Duplicates(2,
                List.of(new DuplicateGroup(List.of("org.example:a", "org.example:b"), 2, "p.One"))));
    }

    @Test
    void looksAtEveryClassAgainOnlyWhenAJarHasChanged() {
        save();
        SummaryReader reader = new SummaryReader(this.jdbc);
        Summary.Duplicates found = reader.of("/repository").duplicates();
        assertThat(new SummaryReader(this.jdbc).of("/").duplicates()).isEqualTo(found);
        // Something that no census does, so that it can be told where the answer is from.
        this.jdbc.update("DELETE FROM jar_class WHERE name = 'One'");
        assertThat(reader.of("/repository").duplicates()).isEqualTo(found);
        new JarStore(this.jdbc).save(List.of(Reports.of("a", "1", "5", "p.Two")));
        assertThat(reader.of("/repository").duplicates()).isEqualTo(new Summary.Duplicates(1,
                List.of(new DuplicateGroup(List.of("org.example:a", "org.example:b"), 1, "p.Two"))));
        new CensusLog(this.jdbc).forget(List.of(Path.of("/repository/a-1.jar")));
        assertThat(reader.of("/repository").duplicates()).isEqualTo(new Summary.Duplicates(0, List.of()));
        assertThat(reader.of("/repository").duplicates()).isEqualTo(new Summary.Duplicates(0, List.of()));
        assertThat(this.jdbc.queryForObject("SELECT COUNT(*) FROM duplicates", Integer.class)).isEqualTo(2);
    }

    @Test
    void sumsUpNothing() {
        Summary summary = new SummaryReader(this.jdbc).of("/repository");
        assertThat(summary.jars()).isZero();
        assertThat(summary.duplicates().groups()).isEmpty();
        assertThat(summary.unreadableCount()).isZero();
    }

    private void save() {
        new JarStore(this.jdbc).save(List.of(Reports.of("a", "1", "1", "p.One", "p.Two", "p.package-info"),
                Reports.of("b", "1", "2", "p.One", "p.Two"), Reports.of("c", "1", "3", "p.Three"),
                Reports.of("c", "2", "4", "p.Three")));
    }

}

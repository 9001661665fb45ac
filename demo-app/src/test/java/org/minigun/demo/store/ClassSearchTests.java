package org.minigun.demo.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.demo.Reports;
import org.minigun.demo.publish.IndexDirectory;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource
class ClassSearchTests {

    @Parameter
    TestDatabase database;

    @TempDir
    static Path directory;

    private static JdbcTemplate jdbc;

    private static ClassSearch search;

    private static IndexSearch published;

    @BeforeParameterizedClassInvocation
    static void fillDatabase(TestDatabase database) throws IOException {
        jdbc = database.in(directory);
        search = new ClassSearch(jdbc);
        new JarStore(jdbc).save(List.of(
                Reports.of("lang", "1", "a", "org.x.lang.StringUtils", "org.x.lang.StringUtils$Part",
                        "org.x.lang.impl.Deep", "org.x.lang.lower"),
                Reports.of("lang", "2", "b", "org.x.lang.StringUtils"),
                Reports.of("text", "1", "c", "com.y.Text", "com.y.Te_t", "Unnamed", "com.y.100%"),
                Reports.of("caps", "1", "d", "org.Caps.Histogram", "org.Caps.Histogram$Bar", "org.Caps.COM.Unknown")));
        IndexDirectory index = new IndexDirectory(directory.resolve(database.name()));
        TestIndex.publish(jdbc, index, "1");
        published = new IndexSearch(index);
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() throws IOException {
        published.close();
        TestDatabase.close(jdbc);
    }

    @ParameterizedTest
    @CsvSource({ "StringUtils, 2", "stringutils, 2", "org.x.lang.StringUtils, 2", "org/x/lang/StringUtils.class, 2",
            "org.x.lang.StringUtils.Part, 1", "StringUtils$Part, 1", "StringUtils.Part, 1", "String*, 3",
            "*.StringUtils, 2", "org.*.StringUtils, 2", "org.x.lang, 4", "org.x.lang.*, 4", "org.x.lang.**, 5",
            "org.x.*.Deep, 1", "org.x.lang.lower, 1", "com.y.Te?t, 2", "com.y.Te_t, 1", "100%, 1", "%, 0", "_, 0",
            "Unnamed, 1", "org.x, 0", "org.x.**, 5", "Nothing, 0", "*, 12", "**, 12", "., 0", "..., 0", "*.*, 12",
            "org.Caps.Histogram, 1", "org.Caps.Histogram.Bar, 1", "org.Caps.Histogram.*, 1", "org.Caps.*, 2",
            "org.Caps.**, 3", "org.Caps, 2", "org.Caps.COM.Unknown, 1", "Caps.Histogram, 0", "*Caps.Histogram, 1",
            "org.x.la*, 5", "*g.x.la*, 5", "*.Histogram.Bar, 1" })
    void finds(String asked, int hits) throws Exception {
        List<ClassHit> found = search.find(asked).hits();
        assertThat(found).hasSize(hits);
        assertThat(published.find(asked).orElseThrow().hits()).containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void tellsWhereTheClassIs() {
        assertThat(search.find("Text").hits()).containsExactly(new ClassHit("com.y.Text", "/repository/text-1.jar",
                "org.example:text", "1", null, 61, "org.example.text", "MIT"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "' OR '1'='1", "'; DROP TABLE jar; --", "!", "!!", "\\", "\"", "\0", "a\nb",
            "<script>alert(1)</script>", "\uD83D\uDE00", "\uD800", "$$$", "[a-z]+", "()", "a!%b", "%%%%", "----",
            "${jndi:ldap://x}", "/../../etc/passwd" })
    void survivesHostileQuestion(String asked) throws Exception {
        assertThat(search.find(asked).hits()).isEmpty();
        assertThat(published.find(asked).orElseThrow().hits()).isEmpty();
        assertThat(search.find("StringUtils").hits()).hasSize(2);
    }

    @Test
    void survivesLongQuestion() throws Exception {
        assertThat(search.find("a.".repeat(100_000)).hits()).isEmpty();
        assertThat(published.find("a.".repeat(100_000)).orElseThrow().hits()).isEmpty();
        assertThat(search.find("A.".repeat(100_000)).hits()).isEmpty();
        assertThat(published.find("A.".repeat(100_000)).orElseThrow().hits()).isEmpty();
        assertThat(published.find("*a?".repeat(6)).orElseThrow().hits()).isEmpty();
    }

    @Test
    void givesBoundedNumberOfHits(@TempDir Path other) {
        JdbcTemplate large = this.database.in(other);
        String[] classes = IntStream.range(0, 1000).mapToObj((n) -> "many.C" + n).toArray(String[]::new);
        new JarStore(large).save(List.of(Reports.of("many", "1", "d", classes)));
        ClassHits hits = new ClassSearch(large).find("many.*");
        assertThat(hits.hits()).hasSize(ClassSearch.MOST_HITS);
        assertThat(hits.more()).isTrue();
        assertThat(search.find("Text").more()).isFalse();
        TestDatabase.close(large);
    }

}

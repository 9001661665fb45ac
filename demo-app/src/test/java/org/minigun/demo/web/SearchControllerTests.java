package org.minigun.demo.web;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.demo.Reports;
import org.minigun.demo.publish.IndexDamage;
import org.minigun.demo.publish.IndexDirectory;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.ClassSearch;
import org.minigun.demo.store.IndexSearch;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.TestDatabase;
import org.minigun.demo.store.TestIndex;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

class SearchControllerTests {

    private static final String SCRIPT = "<script>alert('x')</script>";

    @TempDir
    static Path directory;

    private static JdbcTemplate jdbc;

    private static IndexDirectory index;

    private static IndexSearch search;

    private static MockMvcTester mvc;

    @BeforeAll
    static void fillDatabase() {
        jdbc = TestDatabase.H2.in(directory);
        new JarStore(jdbc)
            .save(List.of(Reports.of("lang", "3.1", "x", "org.x.StringUtils"), Reports.of(SCRIPT, "1", "y", "a.B")));
        index = new IndexDirectory(directory.resolve("index"));
        search = new IndexSearch(index);
        mvc = MockMvcTester.of(new SearchController(search, new ClassSearch(jdbc), new CensusLog(jdbc)));
    }

    @AfterAll
    static void closeDatabase() {
        TestDatabase.close(jdbc);
    }

    @Test
    void asksToTakeCensusAndThenTellsOfIt() {
        assertThat(body("")).contains("No census was taken yet");
        new CensusLog(jdbc).ended(new CensusEntry("1", "/home/me & you", Instant.parse("2026-03-04T12:00:00Z"),
                new SaveOutcome(1000, 2, 300), 0, 0));
        assertThat(body("")).contains("1,302 files in <code>/home/me &amp; you</code>, 4 March 2026");
    }

    @Test
    void showsWhichJarHoldsTheClass() {
        assertThat(body("StringUtils")).contains("1 class in 1 jar", "<span>org.x.</span>StringUtils",
                "org.example:lang", "3.1", "/repository/lang-3.1.jar", "<td class=\"n\">17</td>", "org.example.lang",
                "MIT");
    }

    @Test
    void answersByTheIndexOnceOneIsPublished() throws IOException {
        assertThat(body("StringUtils")).contains("Nothing is published yet", "publish</code>");
        TestIndex.publish(jdbc, index, "1");
        assertThat(body("StringUtils"))
            .contains("1 class in 1 jar", "<a href=\"jar?path=%2Frepository%2Flang-3.1.jar\">org.example:lang</a>")
            .doesNotContain("Nothing is published yet");
        IndexDamage.otherVersion(index.index("1"));
        search.close();
        assertThat(body("StringUtils")).contains("1 class in 1 jar", "The published index cannot be read")
            .doesNotContain("Nothing is published yet");
        Files.delete(index.home().resolve("current"));
    }

    @Test
    void saysThatNoJarHoldsTheClass() {
        assertThat(body("Nothing")).contains("No jar holds <b>Nothing</b>", "*Nothing*");
    }

    @Test
    void escapesWhatWasAskedAndWhatWasFound() {
        assertThat(body(SCRIPT)).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(body("a.B")).doesNotContain("<script").contains("org.example:&lt;script&gt;");
        assertThat(body("\"onfocus=\"x")).doesNotContain("\"onfocus").contains("&quot;onfocus");
    }

    @Test
    void forbidsAllButItsOwnStyle() {
        assertThat(get("x")).headers()
            .hasValue("X-Content-Type-Options", "nosniff")
            .hasValue("Content-Type", "text/html;charset=UTF-8")
            .hasHeaderSatisfying("Content-Security-Policy",
                    (values) -> assertThat(values).singleElement().asString().contains("default-src 'none'"));
    }

    @Test
    void refusesEndlessQuestion() {
        assertThat(get("x".repeat(1000))).hasStatus(400);
        assertThat(get("*a*a*a*a*a*a*a*")).hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "' OR 1=1 --", "%", "%27", "_", "!", "\0", "\uD83D\uDE00", "\uD800", "a\r\nb" })
    void answersHostileQuestion(String asked) {
        assertThat(get(asked)).hasStatusOk();
    }

    private MvcTestResult get(String asked) {
        return mvc.get().uri("/").param("q", asked).exchange();
    }

    private String body(String asked) {
        MvcTestResult result = get(asked);
        assertThat(result).hasStatusOk();
        try {
            return result.getResponse().getContentAsString();
        }
        catch (UnsupportedEncodingException ex) {
            throw new IllegalStateException(ex);
        }
    }

}

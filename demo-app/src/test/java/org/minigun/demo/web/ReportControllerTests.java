package org.minigun.demo.web;

import java.io.UnsupportedEncodingException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.Reports;
import org.minigun.demo.publish.JarFacts;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarReader;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.PublicationLog;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.SummaryReader;
import org.minigun.demo.store.TestDatabase;
import org.minigun.demo.store.Unreadable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

class ReportControllerTests {

    private static final String SCRIPT = "<script>alert('x')</script>";

    @TempDir
    static Path directory;

    private static JdbcTemplate jdbc;

    private static MockMvcTester mvc;

    @BeforeAll
    static void fillDatabase() {
        jdbc = TestDatabase.H2.in(directory);
        mvc = MockMvcTester.of(new ReportController(new JarReader(jdbc), new SummaryReader(jdbc), new CensusLog(jdbc),
                new PublicationLog(jdbc)));
        assertThat(body("/overview")).contains("nothing to show yet");
        new JarStore(jdbc).save(List.of(Reports.of("lang", "3.1", "x", "org.x.StringUtils", "org.x.impl.Deep", "Top"),
                Reports.of("copy", "1", "y", "org.x.StringUtils"), Reports.of(SCRIPT, "1", "z", "a." + SCRIPT)));
        CensusLog log = new CensusLog(jdbc);
        log.unreadable(new Unreadable("/repository/" + SCRIPT + ".jar", SCRIPT, "inspect", 1, Instant.EPOCH),
                () -> false);
        log.ended(new CensusEntry("1", "/repository", Instant.parse("2026-03-04T12:00:00Z"), new SaveOutcome(3, 0, 0),
                0, 0));
        new PublicationLog(jdbc).published("1",
                Map.of(1L, new JarFacts("/repository/lang-3.1.jar", "x", "lang", null, null, 61, null, null)),
                List.of());
    }

    @AfterAll
    static void closeDatabase() {
        TestDatabase.close(jdbc);
    }

    @Test
    void showsAJarAndItsClasses() {
        assertThat(body("/jar?path=/repository/lang-3.1.jar")).contains("<h2>org.example:lang</h2>", "<dd>3.1</dd>",
                "<dd>1.0 kB</dd>", "<dd>17</dd>", "<dd>org.example.lang (automatic)</dd>", "<dd>MIT (pom)</dd>",
                "<dt>Main-Class</dt><dd>a.Main</dd>", "<h3>3 classes</h3>", "(no package)",
                "<a href=\"./?q=org.x.StringUtils\">StringUtils</a>");
    }

    @Test
    void saysThatAJarIsNotKnown() {
        assertThat(mvc.get().uri("/jar?path=/gone.jar").exchange()).hasStatus(404)
            .bodyText()
            .contains("No jar is known as <code>/gone.jar</code>");
        assertThat(mvc.get().uri("/jar").exchange()).hasStatus(404);
        assertThat(mvc.get().uri("/jar").param("path", "\0\uD800").exchange()).hasStatus(404);
    }

    @Test
    void showsAllJarsByJavaVersionAndClassesThatAreInSeveral() {
        assertThat(body("/overview")).contains("3 jars, 5 classes", "In the index: 1 jar; 2 jars new or changed since",
                "Duplicate classes: 1<", "org.example:copy, org.example:lang",
                "<div class=\"bar\" style=\"width:100.0%\"></div></td><td class=\"n\">3 jars</td>",
                "Unreadable: 1 file", "<a href=\"jar?path=%2Frepository%2Flang-3.1.jar\">org.example:lang</a>");
    }

    @Test
    void escapesWhatWasFound() {
        assertThat(body("/overview")).doesNotContain("<script").contains("&lt;script&gt;");
        MvcTestResult jar = mvc.get().uri("/jar").param("path", "/repository/" + SCRIPT + "-1.jar").exchange();
        assertThat(jar).hasStatusOk().bodyText().doesNotContain("<script").contains("&lt;script&gt;");
    }

    private static String body(String uri) {
        MvcTestResult result = mvc.get().uri(uri).exchange();
        assertThat(result).hasStatusOk();
        try {
            return result.getResponse().getContentAsString();
        }
        catch (UnsupportedEncodingException ex) {
            throw new IllegalStateException(ex);
        }
    }

}

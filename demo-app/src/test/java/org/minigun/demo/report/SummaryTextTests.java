package org.minigun.demo.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.Summary;
import org.minigun.demo.store.Summary.Attached;
import org.minigun.demo.store.Summary.DuplicateGroup;
import org.minigun.demo.store.Summary.Duplicates;
import org.minigun.demo.store.Summary.JarRow;
import org.minigun.demo.store.Summary.JavaVersionRow;
import org.minigun.demo.store.Unreadable;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTextTests {

    private static final Duplicates NO_DUPLICATES = new Duplicates(0, List.of());

    private static final Summary FULL = new Summary(2, 1234, 8_948_201,
            List.of(new JavaVersionRow(0, 1, 0, 100), new JavaVersionRow(52, 1, 1234, 8_948_101)),
            List.of(new JarRow("/m2/a.jar", "org.x:a", "1.0", 8_948_101, 1234)),
            new Duplicates(3, List.of(new DuplicateGroup(List.of("o:a", "o:b", "o:c", "o:d"), 3, "o.Same"))),
            List.of(new Unreadable("/m2/bad\u001b[31m.jar", "truncated", "inspect", 1, Instant.EPOCH)), 21,
            Attached.NONE);

    @Test
    void writesTables() {
        assertThat(text(FULL, new SaveOutcome(1, 0, 1), 0).lines()).containsExactly("", "Jar Census of /m2",
                "2 jars, 1,234 classes, 8.9 MB, in 2.0 s (12 jars/s)", "", "Jars by the Java version they need",
                "  Java        jars  classes    size", "  ----------  ----  -------  ------",
                "  no classes     1        0   100 B", "  8              1    1,234  8.9 MB", "", "Largest jars",
                "    size  classes  jar", "  ------  -------  -----------", "  8.9 MB    1,234  org.x:a:1.0", "",
                "Duplicate classes: 3 in more than one artifact (versions of one artifact do not count)",
                "  classes  in all of           such as", "  -------  ------------------  -------",
                "        3  a, b, c and 1 more  o.Same", "", "Unreadable: 21 files", "  file          reason",
                "  ------------  ---------", "  bad?[31m.jar  truncated", "  and 20 more", "",
                "1 new, 0 changed, 1 unchanged");
    }

    @Test
    void saysThatNothingHasChanged() {
        assertThat(text(FULL, new SaveOutcome(0, 0, 1167), 0).lines().toList()).last()
            .isEqualTo("0 new, 0 changed, 1,167 unchanged");
    }

    @Test
    void saysWhatIsGone() {
        assertThat(text(FULL, SaveOutcome.NONE, 4)).contains("0 new, 0 changed, 0 unchanged, 4 gone");
    }

    @Test
    void leavesEmptyTablesOut() {
        Summary empty = new Summary(0, 0, 0, List.of(), List.of(), NO_DUPLICATES, List.of(), 0, Attached.NONE);
        assertThat(text(empty, SaveOutcome.NONE, 0).lines()).containsExactly("", "Jar Census of /m2",
                "0 jars, 0 classes, 0 B, in 2.0 s (0 jars/s)",
                "No file in it, or in a directory below it, is called .jar. (Symbolic links are not followed.)", "",
                "0 new, 0 changed, 0 unchanged");
    }

    @Test
    void countsWhatBelongsOnNoClassPathByItself() {
        assertThat(SummaryText.attached(new Attached(2, 31, 1))).isEqualTo("2 source jars (31 files), 1 javadoc jar");
        assertThat(SummaryText.attached(Attached.NONE)).isEmpty();
    }

    @Test
    void saysWhatWasSkipped() {
        CensusEntry census = new CensusEntry("1", "/m2", Instant.EPOCH, new SaveOutcome(1, 0, 3), 0, 2);
        assertThat(SummaryText.changes(census)).isEqualTo("1 new, 0 changed, 3 unchanged (2 skipped)");
    }

    @Test
    void cutsWhatIsTooWideAndKeepsTheEnd() {
        assertThat(TextTable.cell("/very/long".repeat(50) + "/name.jar")).hasSize(72)
            .startsWith("...")
            .endsWith("/name.jar");
    }

    @Test
    void writesSizesAndTimes() {
        assertThat(Sizes.bytes(999)).isEqualTo("999 B");
        assertThat(Sizes.bytes(999_999)).isEqualTo("1.0 MB");
        assertThat(Sizes.bytes(Long.MAX_VALUE)).isEqualTo("9223372.0 TB");
        assertThat(Sizes.count(1, "class")).isEqualTo("1 class");
        assertThat(Sizes.count(0, "class")).isEqualTo("0 classes");
        assertThat(Sizes.time(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    }

    private static String text(Summary summary, SaveOutcome outcome, int gone) {
        return SummaryText.of(summary, new CensusEntry("1", "/m2", Instant.EPOCH, outcome, gone, 0),
                Duration.ofSeconds(2));
    }

    @Test
    void tellsALongReasonInSeveralLines() {
        assertThat(TextTable.lines("short")).containsExactly("short");
        assertThat(TextTable.lines("word ".repeat(40).strip())).containsExactly("word ".repeat(14).strip(),
                "word ".repeat(14).strip(), "word ".repeat(12).strip());
        assertThat(TextTable.lines("word ".repeat(400))).hasSize(4);
        assertThat(TextTable.lines("x".repeat(200))).hasSize(1);
    }

}

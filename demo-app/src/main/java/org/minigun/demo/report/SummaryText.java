package org.minigun.demo.report;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.minigun.demo.inspect.JavaVersion;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.Summary;
import org.minigun.demo.store.Summary.Attached;
import org.minigun.demo.store.Summary.DuplicateGroup;

/**
 * Writes the summary of a census for a terminal.
 */
public final class SummaryText {

    private static final int ARTIFACTS_IN_A_CELL = 3;

    private static final String NEW_LINE = System.lineSeparator();

    private SummaryText() {
    }

    /**
     * Writes the summary.
     * @param summary what is known of the directory
     * @param census what the census has changed
     * @param took how long it took
     * @return the text, of several lines; its last line tells what has changed
     */
    public static String of(Summary summary, CensusEntry census, Duration took) {
        StringBuilder text = new StringBuilder(NEW_LINE);
        double seconds = Math.max(0.001, took.toMillis() / 1000.0);
        line(text, "Jar Census of " + TextTable.cell(census.directory()));
        line(text,
                Sizes.count(summary.jars(), "jar") + ", " + Sizes.count(summary.classes(), "class") + ", "
                        + Sizes.bytes(summary.size()) + ", in " + Sizes.time(took) + " ("
                        + Sizes.count(Math.round(seen(census, summary) / seconds), "jar") + "/s)");
        if (summary.jars() == 0 && summary.attached().equals(Attached.NONE) && summary.unreadableCount() == 0) {
            line(text, "No file in it, or in a directory below it, is called .jar. (Symbolic links are not followed.)");
        }
        String attached = attached(summary.attached());
        if (!attached.isEmpty()) {
            line(text, "Beside them " + attached + ", which belong on no class path");
        }
        javaVersions(text, summary);
        largest(text, summary);
        duplicates(text, summary);
        unreadable(text, summary, census.directory());
        line(text, "");
        line(text, changes(census));
        return text.toString();
    }

    /**
     * Writes what a census has changed.
     * @param census what it has changed
     * @return such as {@code 0 new, 0 changed, 1,167 unchanged (1,167 skipped)}
     */
    static String changes(CensusEntry census) {
        return Sizes.count(census.outcome().added()) + " new, " + Sizes.count(census.outcome().changed()) + " changed, "
                + Sizes.count(census.outcome().unchanged()) + " unchanged"
                + ((census.notRead() > 0) ? " (" + Sizes.count(census.notRead()) + " skipped)" : "")
                + ((census.gone() > 0) ? ", " + Sizes.count(census.gone()) + " gone" : "");
    }

    /**
     * Writes which jars belong to others.
     * @param attached how many there are
     * @return such as {@code 2 source jars (31 files), 1 javadoc jar}; empty if there are
     * none
     */
    public static String attached(Attached attached) {
        List<String> words = new ArrayList<>();
        if (attached.sources() > 0) {
            words.add(Sizes.count(attached.sources(), "source jar") + " (" + Sizes.count(attached.sourceFiles(), "file")
                    + ")");
        }
        if (attached.javadocs() > 0) {
            words.add(Sizes.count(attached.javadocs(), "javadoc jar"));
        }
        return String.join(", ", words);
    }

    private static long seen(CensusEntry census, Summary summary) {
        return census.outcome().added() + census.outcome().changed() + census.outcome().unchanged()
                + summary.unreadableCount();
    }

    private static void javaVersions(StringBuilder text, Summary summary) {
        if (summary.jars() == 0) {
            return;
        }
        TextTable table = new TextTable("Java", ">jars", ">classes", ">size");
        summary.javaVersions()
            .forEach((row) -> table.row((row.majorVersion() != 0) ? JavaVersion.of(row.majorVersion()) : "no classes",
                    Sizes.count(row.jars()), Sizes.count(row.classes()), Sizes.bytes(row.size())));
        section(text, "Jars by the Java version they need", table);
    }

    private static void largest(StringBuilder text, Summary summary) {
        if (summary.largest().isEmpty()) {
            return;
        }
        TextTable table = new TextTable(">size", ">classes", "jar");
        summary.largest()
            .forEach((jar) -> table.row(Sizes.bytes(jar.size()), Sizes.count(jar.classes()),
                    jar.artifact() + ((jar.version() != null) ? ":" + jar.version() : "")));
        section(text, "Largest jars", table);
    }

    private static void duplicates(StringBuilder text, Summary summary) {
        long classes = summary.duplicates().classes();
        if (classes == 0) {
            return;
        }
        TextTable table = new TextTable(">classes", "in all of", "such as");
        summary.duplicates()
            .groups()
            .forEach((group) -> table.row(Sizes.count(group.classes()), artifacts(group), group.example()));
        section(text, "Duplicate classes: " + Sizes.count(classes)
                + " in more than one artifact (versions of one artifact do not count)", table);
    }

    /**
     * Names artifacts without their groups, unless that makes two of them one.
     */
    private static String artifacts(DuplicateGroup group) {
        List<String> names = group.artifacts().stream().map((name) -> name.substring(name.indexOf(':') + 1)).toList();
        if (names.stream().distinct().count() < names.size()) {
            names = group.artifacts();
        }
        int more = names.size() - ARTIFACTS_IN_A_CELL;
        return String.join(", ", names.subList(0, Math.min(ARTIFACTS_IN_A_CELL, names.size())))
                + ((more > 0) ? " and " + more + " more" : "");
    }

    private static void unreadable(StringBuilder text, Summary summary, String directory) {
        if (summary.unreadableCount() == 0) {
            return;
        }
        TextTable table = new TextTable("file", "reason");
        summary.unreadable().forEach((file) -> reason(table, within(directory, file.path()), file.reason()));
        section(text, "Unreadable: " + Sizes.count(summary.unreadableCount(), "file"), table);
        long more = summary.unreadableCount() - summary.unreadable().size();
        if (more > 0) {
            line(text, "  and " + Sizes.count(more) + " more");
        }
    }

    /**
     * A reason may need several lines.
     */
    private static void reason(TextTable table, String file, String reason) {
        String cell = file;
        for (String line : TextTable.lines(reason)) {
            table.row(cell, line);
            cell = "";
        }
    }

    private static String within(String directory, String path) {
        return path.startsWith(directory + File.separator) ? path.substring(directory.length() + 1) : path;
    }

    private static void section(StringBuilder text, String title, TextTable table) {
        line(text, "");
        line(text, title);
        text.append(table);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(NEW_LINE);
    }

}

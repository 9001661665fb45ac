package org.minigun.demo.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.inspect.Coordinates;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Licence;
import org.minigun.demo.inspect.ModuleName;
import org.minigun.demo.inspect.Reading;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows that a jar has: its own, and those of its classes and attributes.
 */
class JarRows {

    private static final int ROWS_AT_ONCE = 5000;

    /** Of a time that cannot be relied upon; no file has it. */
    private static final long UNKNOWN_TIME = -1;

    /** No manifest has it: it is what was found by asking. */
    private static final String TOOLS = "Provided-Tools";

    private static final String INSERT_JAR = """
            INSERT INTO jar (path, checksum, size, artifact, group_id, artifact_id, version, classifier, major_version,
                module_name, automatic_module, licence, licence_source, multi_release, signed, nested_jars,
                duplicate_entries, classes, kind, source_files, modified, reader, limits)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_CLASS = """
            INSERT INTO jar_class (jar_id, package_name, name, lower_name, major_version) VALUES (?, ?, ?, ?, ?)""";

    private static final String INSERT_ATTRIBUTE = "INSERT INTO jar_attribute (jar_id, name, text) VALUES (?, ?, ?)";

    private final JdbcTemplate jdbc;

    JarRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes jars.
     * @param added jars that are not there
     * @param replaced jars that are
     */
    void write(List<JarReport> added, List<JarReport> replaced) {
        List<JarReport> toWrite = new ArrayList<>(added);
        toWrite.addAll(replaced);
        if (toWrite.isEmpty()) {
            return;
        }
        // With what is known of them: classes and attributes go, too.
        this.jdbc.batchUpdate("DELETE FROM jar WHERE path = ?",
                replaced.stream().map((report) -> new Object[] { report.path() }).toList());
        this.jdbc.batchUpdate(INSERT_JAR, toWrite.stream().map(JarRows::row).toList());
        Map<String, Long> ids = ids(toWrite.stream().map(JarReport::path).toList());
        Rows classes = new Rows(INSERT_CLASS);
        Rows attributes = new Rows(INSERT_ATTRIBUTE);
        for (JarReport report : toWrite) {
            long id = id(ids, report);
            for (ClassEntry entry : report.classes()) {
                String name = StoredText.name(entry.name());
                classes.add(id, StoredText.name(entry.packageName()), name, name.toLowerCase(Locale.ROOT),
                        entry.majorVersion());
            }
            report.manifest().forEach((name, text) -> attributes.add(id, StoredText.of(name), StoredText.of(text)));
            if (!report.tools().isEmpty()) {
                attributes.add(id, TOOLS, StoredText.of(String.join(", ", report.tools())));
            }
        }
        classes.flush();
        attributes.flush();
    }

    private Map<String, Long> ids(Collection<String> paths) {
        Map<String, Long> result = new HashMap<>();
        this.jdbc.query("SELECT id, path FROM jar WHERE path = ANY(?)", (rs) -> {
            result.put(rs.getString("path"), rs.getLong("id"));
        }, (Object) paths.toArray(new String[0]));
        return result;
    }

    private static long id(Map<String, Long> ids, JarReport report) {
        Long id = ids.get(report.path());
        if (id == null) {
            throw new IllegalStateException("Jar '" + report.path() + "' was written and is not there");
        }
        return id;
    }

    private static @Nullable Object[] row(JarReport report) {
        Coordinates coordinates = report.coordinates();
        ModuleName module = report.module();
        Licence licence = report.licence();
        return new @Nullable Object[] { report.path(), report.checksum(), report.size(),
                StoredText.of(coordinates.artifact()), StoredText.orNull(coordinates.groupId()),
                StoredText.of(coordinates.artifactId()), StoredText.orNull(coordinates.version()),
                StoredText.orNull(coordinates.classifier()), report.majorVersion(),
                (module != null) ? StoredText.of(module.name()) : null, module != null && module.automatic(),
                (licence != null) ? StoredText.of(licence.name()) : null,
                (licence != null) ? StoredText.of(licence.source()) : null, report.multiRelease(), report.signed(),
                report.nestedJars(), report.duplicateEntries(), report.classes().size(), report.kind().name(),
                report.sourceFiles(), modified(report.reading()), report.reading().reader(),
                report.reading().limits() };
    }

    /**
     * The time by which a jar is known as it is.
     */
    static long modified(Reading reading) {
        return reading.settled() ? reading.state().modified() : UNKNOWN_TIME;
    }

    /**
     * Rows on their way into a table, a bounded number of them at a time.
     */
    private final class Rows {

        private final String sql;

        private final List<Object[]> rows = new ArrayList<>();

        Rows(String sql) {
            this.sql = sql;
        }

        void add(Object... row) {
            this.rows.add(row);
            if (this.rows.size() == ROWS_AT_ONCE) {
                flush();
            }
        }

        void flush() {
            if (!this.rows.isEmpty()) {
                JarRows.this.jdbc.batchUpdate(this.sql, this.rows);
                this.rows.clear();
            }
        }

    }

}

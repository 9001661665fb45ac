package org.minigun.demo.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.inspect.Coordinates;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Licence;
import org.minigun.demo.inspect.ModuleName;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Saves what was read from jars. A jar is known by its path, and known as it is by its
 * checksum: saving it again changes nothing.
 */
@Repository
public class JarStore {

    private static final int ROWS_AT_ONCE = 5000;

    /** No manifest has it: it is what was found by asking. */
    private static final String TOOLS = "Provided-Tools";

    private static final String INSERT_JAR = """
            INSERT INTO jar (path, checksum, size, artifact, group_id, artifact_id, version, classifier, major_version,
                module_name, automatic_module, licence, licence_source, multi_release, signed, nested_jars,
                duplicate_entries, classes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_CLASS = """
            INSERT INTO jar_class (jar_id, package_name, name, lower_name, major_version) VALUES (?, ?, ?, ?, ?)""";

    private static final String INSERT_ATTRIBUTE = "INSERT INTO jar_attribute (jar_id, name, text) VALUES (?, ?, ?)";

    private final JdbcTemplate jdbc;

    /**
     * Makes a store.
     * @param jdbc the database
     */
    public JarStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Saves jars, all or none of them.
     * @param reports what was read
     * @return what has changed
     */
    @Transactional
    public SaveOutcome save(Collection<JarReport> reports) {
        Map<String, JarReport> byPath = new LinkedHashMap<>();
        reports.forEach((report) -> byPath.put(report.path(), report));
        Map<String, Known> known = known(byPath.keySet());
        List<JarReport> added = new ArrayList<>();
        List<JarReport> changed = new ArrayList<>();
        byPath.forEach((path, report) -> {
            Known before = known.get(path);
            if (before == null) {
                added.add(report);
            }
            else if (!before.checksum().equals(report.checksum())) {
                changed.add(report);
            }
        });
        this.jdbc.batchUpdate("DELETE FROM unreadable WHERE path = ?", rows(byPath.keySet()));
        write(added, changed);
        return new SaveOutcome(added.size(), changed.size(), byPath.size() - added.size() - changed.size());
    }

    private void write(List<JarReport> added, List<JarReport> changed) {
        List<JarReport> toWrite = new ArrayList<>(added);
        toWrite.addAll(changed);
        if (toWrite.isEmpty()) {
            return;
        }
        // With what is known of them: classes and attributes go, too.
        this.jdbc.batchUpdate("DELETE FROM jar WHERE path = ?", rows(changed.stream().map(JarReport::path).toList()));
        this.jdbc.batchUpdate(INSERT_JAR, toWrite.stream().map(JarStore::row).toList());
        Map<String, Known> known = known(toWrite.stream().map(JarReport::path).toList());
        Rows classes = new Rows(INSERT_CLASS);
        Rows attributes = new Rows(INSERT_ATTRIBUTE);
        for (JarReport report : toWrite) {
            long id = id(known, report);
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

    private Map<String, Known> known(Collection<String> paths) {
        Map<String, Known> result = new HashMap<>();
        this.jdbc.query("SELECT id, path, checksum FROM jar WHERE path = ANY(?)", (rs) -> {
            result.put(rs.getString("path"), new Known(rs.getLong("id"), rs.getString("checksum")));
        }, (Object) paths.toArray(new String[0]));
        return result;
    }

    private static long id(Map<String, Known> known, JarReport report) {
        Known jar = known.get(report.path());
        if (jar == null) {
            throw new IllegalStateException("Jar '" + report.path() + "' was written and is not there");
        }
        return jar.id();
    }

    private static List<Object[]> rows(Collection<String> values) {
        return values.stream().map((value) -> new Object[] { value }).toList();
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
                report.nestedJars(), report.duplicateEntries(), report.classes().size() };
    }

    private record Known(long id, String checksum) {
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
                JarStore.this.jdbc.batchUpdate(this.sql, this.rows);
                this.rows.clear();
            }
        }

    }

}

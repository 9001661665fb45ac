package org.minigun.demo.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.Checksum;
import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.inspect.Coordinates;
import org.minigun.demo.inspect.FileState;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Licence;
import org.minigun.demo.inspect.ModuleName;
import org.minigun.demo.inspect.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Saves what was read from jars. A jar is known by its path, and known as it is by its
 * checksum: saving it again changes nothing.
 */
@Repository
public class JarStore {

    /**
     * Stands for the checksum of what is published of a jar that was read otherwise since
     * then; no file has it.
     */
    static final String PUBLISHED_OTHERWISE = "";

    private static final Logger logger = LoggerFactory.getLogger(JarStore.class);

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

    private static final String KNOWN = "SELECT id, path, checksum, size, modified, reader, limits FROM jar WHERE ";

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
     * Tells whether a jar is known as it is, so that it need not be read: by its size and
     * its time, or if only its time is another one by its checksum. What was read with
     * other settings, or by another version of the reader, is not.
     * @param jar the jar
     * @return whether it is known; not if it cannot be looked at
     */
    public boolean knows(FoundJar jar) {
        return knows(jar.file(), jar.reader(), jar.limits().toString());
    }

    /**
     * Tells whether a jar is known as it is by now, which may be other than it was read.
     * @param report what was read
     * @return whether it is known
     */
    public boolean knows(JarReport report) {
        return knows(Path.of(report.path()), report.reading().reader(), report.reading().limits());
    }

    private boolean knows(Path file, String reader, String limits) {
        // One may have saved it while another has noted that it cannot be read.
        Known known = this.jdbc
            .query(KNOWN + """
                    path = ? AND NOT EXISTS (SELECT 1 FROM unreadable u WHERE u.path = jar.path)""",
                    (rs, row) -> known(rs), file.toString())
            .stream()
            .findFirst()
            .orElse(null);
        if (known == null || !known.reader().equals(reader) || !known.limits().equals(limits)) {
            return false;
        }
        try {
            Instant begun = Instant.now();
            FileState now = FileState.of(file);
            if (now.equals(known.state())) {
                return true;
            }
            if (now.size() != known.state().size() || !known.checksum().equals(Checksum.of(file))) {
                return false;
            }
            if (now.isSettled(begun) && now.equals(FileState.of(file))) {
                noteTime(known, now);
            }
            return true;
        }
        catch (IOException ex) {
            // Who reads it says why that cannot be done.
            return false;
        }
    }

    private void noteTime(Known known, FileState now) {
        try {
            this.jdbc.update("UPDATE jar SET modified = ? WHERE id = ?", now.modified(), known.id());
        }
        catch (TransientDataAccessException ex) {
            logger.debug("Jar {} is being saved: its checksum is compared next time, too", known.id(), ex);
        }
    }

    /**
     * Saves jars, all or none of them.
     * @param reports what was read
     * @return what has changed
     */
    @Transactional
    public SaveOutcome save(Collection<JarReport> reports) {
        return save(reports, false);
    }

    /**
     * Saves jars, all or none of them.
     * @param reports what was read
     * @param full whether to replace also what is known as it is
     * @return what has changed
     */
    @Transactional
    public SaveOutcome save(Collection<JarReport> reports, boolean full) {
        // In one order, so that two who save at one time do not wait for each other.
        Map<String, JarReport> byPath = new TreeMap<>();
        reports.forEach((report) -> byPath.put(report.path(), report));
        Map<String, Known> known = known(byPath.keySet(), " ORDER BY path FOR UPDATE");
        List<JarReport> added = new ArrayList<>();
        List<JarReport> changed = new ArrayList<>();
        List<JarReport> readOtherwise = new ArrayList<>();
        List<Object[]> readAgain = new ArrayList<>();
        byPath.forEach((path, report) -> {
            Known before = known.get(path);
            Reading reading = report.reading();
            if (before == null) {
                added.add(report);
            }
            else if (!before.checksum().equals(report.checksum())) {
                changed.add(report);
            }
            else if (full || !before.reader().equals(reading.reader())) {
                readOtherwise.add(report);
            }
            else if (before.state().modified() != modified(reading) || !before.limits().equals(reading.limits())) {
                readAgain.add(new Object[] { modified(reading), reading.limits(), before.id() });
            }
        });
        this.jdbc.batchUpdate("DELETE FROM unreadable WHERE path = ?", rows(byPath.keySet()));
        this.jdbc.batchUpdate("UPDATE jar SET modified = ?, limits = ? WHERE id = ?", readAgain);
        write(added, Stream.concat(changed.stream(), readOtherwise.stream()).toList());
        // What is published of it is of the same file, but not the same. After it was
        // replaced, for which a publication that notes it right now is waited for.
        this.jdbc.batchUpdate("UPDATE published SET checksum = '" + PUBLISHED_OTHERWISE + "' WHERE path = ?",
                rows(readOtherwise.stream().map(JarReport::path).toList()));
        return new SaveOutcome(added.size(), changed.size(), byPath.size() - added.size() - changed.size());
    }

    private void write(List<JarReport> added, List<JarReport> replaced) {
        List<JarReport> toWrite = new ArrayList<>(added);
        toWrite.addAll(replaced);
        if (toWrite.isEmpty()) {
            return;
        }
        // With what is known of them: classes and attributes go, too.
        this.jdbc.batchUpdate("DELETE FROM jar WHERE path = ?", rows(replaced.stream().map(JarReport::path).toList()));
        this.jdbc.batchUpdate(INSERT_JAR, toWrite.stream().map(JarStore::row).toList());
        Map<String, Known> known = known(toWrite.stream().map(JarReport::path).toList(), "");
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

    private Map<String, Known> known(Collection<String> paths, String lock) {
        Map<String, Known> result = new HashMap<>();
        this.jdbc.query(KNOWN + "path = ANY(?)" + lock, (rs) -> {
            result.put(rs.getString("path"), known(rs));
        }, (Object) paths.toArray(new String[0]));
        return result;
    }

    private static Known known(ResultSet rs) throws SQLException {
        return new Known(rs.getLong("id"), rs.getString("checksum"),
                new FileState(rs.getLong("size"), rs.getLong("modified")), rs.getString("reader"),
                rs.getString("limits"));
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
                report.nestedJars(), report.duplicateEntries(), report.classes().size(), report.kind().name(),
                report.sourceFiles(), modified(report.reading()), report.reading().reader(),
                report.reading().limits() };
    }

    private static long modified(Reading reading) {
        return reading.settled() ? reading.state().modified() : UNKNOWN_TIME;
    }

    private record Known(long id, String checksum, FileState state, String reader, String limits) {
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

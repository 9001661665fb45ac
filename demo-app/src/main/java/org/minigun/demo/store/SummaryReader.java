package org.minigun.demo.store;

import java.io.File;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.store.Summary.Attached;
import org.minigun.demo.store.Summary.Duplicates;
import org.minigun.demo.store.Summary.JarRow;
import org.minigun.demo.store.Summary.JavaVersionRow;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sums up what is known of a directory.
 */
@Repository
public class SummaryReader {

    private static final int LARGEST = 10;

    private static final int DUPLICATES = 10;

    private static final int UNREADABLE = 20;

    private static final String IN_DIRECTORY = " WHERE path LIKE ? ESCAPE '!'";

    private final JdbcTemplate jdbc;

    /**
     * Makes a reader.
     * @param jdbc the database
     */
    public SummaryReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Sums up a directory.
     * @param directory the directory, as the jars' paths have it
     * @return the summary
     */
    @Transactional(readOnly = true)
    public Summary of(String directory) {
        String pattern = LikePattern
            .startingWith(directory.endsWith(File.separator) ? directory : directory + File.separator);
        List<JavaVersionRow> versions = javaVersions(pattern);
        return new Summary(versions.stream().mapToLong(JavaVersionRow::jars).sum(),
                versions.stream().mapToLong(JavaVersionRow::classes).sum(),
                versions.stream().mapToLong(JavaVersionRow::size).sum(), versions, largest(pattern),
                duplicates(pattern), unreadable(pattern), count("unreadable", pattern), attached(pattern));
    }

    /**
     * Tells whether anything has changed, without looking at all of it. Of two that
     * replace jars at one time the one with the lower ids may commit last, so number and
     * highest id do not tell.
     * @return another text after each change
     */
    @Transactional(readOnly = true)
    public String state() {
        return String.valueOf(this.jdbc.queryForMap("""
                SELECT (SELECT COUNT(*) FROM jar) AS jars, (SELECT MAX(id) FROM jar) AS last,
                    (SELECT SUM(id) FROM jar) AS ids,
                    (SELECT COUNT(*) FROM unreadable) AS unreadable, (SELECT MAX(since) FROM unreadable) AS since"""));
    }

    private List<JavaVersionRow> javaVersions(String pattern) {
        return this.jdbc.query("""
                SELECT major_version, COUNT(*) AS jars, SUM(classes) AS classes, SUM(size) AS size FROM jar
                WHERE path LIKE ? ESCAPE '!' AND kind = 'JAR' GROUP BY major_version ORDER BY major_version""",
                (rs, row) -> new JavaVersionRow(rs.getInt("major_version"), rs.getLong("jars"), rs.getLong("classes"),
                        rs.getLong("size")),
                pattern);
    }

    private Attached attached(String pattern) {
        Map<String, Long> jars = new HashMap<>();
        Map<String, Long> files = new HashMap<>();
        this.jdbc.query(
                "SELECT kind, COUNT(*) AS jars, SUM(source_files) AS files FROM jar" + IN_DIRECTORY + " GROUP BY kind",
                (rs) -> {
                    jars.put(rs.getString("kind"), rs.getLong("jars"));
                    files.put(rs.getString("kind"), rs.getLong("files"));
                }, pattern);
        String sources = JarKind.SOURCES.name();
        return new Attached(jars.getOrDefault(sources, 0L), files.getOrDefault(sources, 0L),
                jars.getOrDefault(JarKind.JAVADOC.name(), 0L));
    }

    private List<JarRow> largest(String pattern) {
        return this.jdbc.query(
                "SELECT path, artifact, version, size, classes FROM jar" + IN_DIRECTORY
                        + " AND kind = 'JAR' ORDER BY size DESC, path LIMIT ?",
                (rs, row) -> new JarRow(rs.getString("path"), rs.getString("artifact"), rs.getString("version"),
                        rs.getLong("size"), rs.getLong("classes")),
                pattern, LARGEST);
    }

    private Duplicates duplicates(String pattern) {
        Map<Long, String> artifacts = new HashMap<>();
        this.jdbc.query("SELECT id, artifact FROM jar" + IN_DIRECTORY, (rs) -> {
            artifacts.put(rs.getLong("id"), rs.getString("artifact"));
        }, pattern);
        DuplicateFinder finder = new DuplicateFinder();
        this.jdbc.query("SELECT package_name, name, jar_id FROM jar_class ORDER BY package_name, name", (rs) -> {
            String artifact = artifacts.get(rs.getLong("jar_id"));
            String packageName = rs.getString("package_name");
            String name = rs.getString("name");
            if (artifact != null && !name.equals("package-info")) {
                finder.next(ClassEntry.fullName(packageName, name), artifact);
            }
        });
        return finder.found(DUPLICATES);
    }

    private List<Unreadable> unreadable(String pattern) {
        return this.jdbc.query("SELECT * FROM unreadable" + IN_DIRECTORY + " ORDER BY path LIMIT ?",
                (rs, row) -> new Unreadable(rs.getString("path"), rs.getString("reason"), rs.getString("stage"),
                        rs.getInt("attempts"), rs.getObject("since", OffsetDateTime.class).toInstant()),
                pattern, UNREADABLE);
    }

    private long count(String table, String pattern) {
        Long count = this.jdbc.queryForObject("SELECT COUNT(*) FROM " + table + IN_DIRECTORY, Long.class, pattern);
        return (count != null) ? count : 0;
    }

}

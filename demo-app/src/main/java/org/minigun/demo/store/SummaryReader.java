package org.minigun.demo.store;

import java.io.File;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.store.Summary.Attached;
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

    private static final int UNREADABLE = 20;

    /** Takes a pattern of {@link LikePattern#startingWith}. */
    static final String IN_DIRECTORY = " WHERE path LIKE ? ESCAPE '!'";

    private final JdbcTemplate jdbc;

    private final DuplicateReader duplicates;

    /**
     * Makes a reader.
     * @param jdbc the database
     */
    public SummaryReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.duplicates = new DuplicateReader(jdbc);
    }

    /**
     * Sums up a directory.
     * @param directory the directory, as the jars' paths have it
     * @return the summary
     */
    @Transactional
    public Summary of(String directory) {
        String pattern = LikePattern
            .startingWith(directory.endsWith(File.separator) ? directory : directory + File.separator);
        List<JavaVersionRow> versions = javaVersions(pattern);
        return new Summary(versions.stream().mapToLong(JavaVersionRow::jars).sum(),
                versions.stream().mapToLong(JavaVersionRow::classes).sum(),
                versions.stream().mapToLong(JavaVersionRow::size).sum(), versions, largest(pattern),
                this.duplicates.of(directory, pattern), unreadable(pattern), count("unreadable", pattern),
                attached(pattern));
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

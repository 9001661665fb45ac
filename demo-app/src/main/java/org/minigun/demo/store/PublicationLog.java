package org.minigun.demo.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.publish.IndexEntry;
import org.minigun.demo.publish.JarFacts;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Knows which jars are in the index as they are, and which are not yet.
 */
@Repository
public class PublicationLog {

    /**
     * Marks a jar as one that was read otherwise. The mark stays until a publication is
     * noted that has loaded the jar as it was read then.
     */
    static final String MARK = """
            INSERT INTO read_otherwise (path)
            SELECT CAST(? AS VARCHAR) WHERE NOT EXISTS (SELECT 1 FROM read_otherwise WHERE path = ?)""";

    private static final String OUTDATED = " FROM jar j LEFT JOIN published p ON p.path = j.path"
            + " LEFT JOIN read_otherwise r ON r.path = j.path"
            + " WHERE p.path IS NULL OR p.checksum <> j.checksum OR r.path IS NOT NULL";

    private final JdbcTemplate jdbc;

    /**
     * Makes a log.
     * @param jdbc the database
     */
    public PublicationLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the jars that are not in the index as they are.
     * @return the ids of new and changed ones
     */
    public List<Long> outdated() {
        return this.jdbc.query("SELECT j.id" + OUTDATED + " ORDER BY j.id", (rs, row) -> rs.getLong("id"));
    }

    /**
     * Returns how many jars are not in the index as they are.
     * @return how many
     */
    public long outdatedCount() {
        return count(OUTDATED);
    }

    /**
     * Returns the jars that are in the index and known no more.
     * @return their paths
     */
    public List<String> gone() {
        return this.jdbc.query("""
                SELECT p.path FROM published p LEFT JOIN jar j ON j.path = p.path
                WHERE j.id IS NULL ORDER BY p.path""", (rs, row) -> rs.getString("path"));
    }

    /**
     * Loads what the index says of a jar, as it is at one moment.
     * @param id the id of the jar
     * @return the entry of the jar and those of its classes; nothing if it is known no
     * more
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<IndexEntry> load(long id) {
        List<IndexEntry> entries = new ArrayList<>();
        this.jdbc.query("SELECT * FROM jar WHERE id = ?", (rs) -> {
            entries.add(new IndexEntry(facts(rs), null));
        }, id);
        if (!entries.isEmpty()) {
            JarFacts jar = entries.get(0).jar();
            this.jdbc.query("SELECT package_name, name, major_version FROM jar_class WHERE jar_id = ?", (rs) -> {
                entries.add(new IndexEntry(jar, new ClassEntry(rs.getString("package_name"), rs.getString("name"),
                        rs.getInt("major_version"))));
            }, id);
        }
        return entries;
    }

    /**
     * Notes what is in the index now, all of it or nothing. A jar that was replaced since
     * it was loaded stays outdated, also if only how it was read has changed. Noted
     * again, after the answer to the first time was lost, it changes nothing.
     * @param runId the id of the run that has published it
     * @param jars the jars that are in it as they were loaded, by the ids by which they
     * were
     * @param removed the paths of those that are in it no more
     * @return what has changed, the first time
     */
    @Transactional
    public Publication published(String runId, Map<Long, JarFacts> jars, List<String> removed) {
        Set<Long> unchanged = lock(jars.keySet());
        Publication noted = first("WHERE run_id = ?", runId).orElse(null);
        if (noted != null) {
            return noted;
        }
        int known = Arrays.stream(delete(jars.values().stream().map(JarFacts::path).toList())).sum();
        delete(removed);
        insert(jars.values().stream().map((jar) -> new Object[] { jar.path(), jar.checksum() }).toList());
        mark(jars, unchanged);
        Publication publication = new Publication(runId, Instant.now().truncatedTo(ChronoUnit.MILLIS),
                jars.size() - known, known, removed.size());
        this.jdbc.update("INSERT INTO publication (run_id, ended, added, changed, removed) VALUES (?, ?, ?, ?, ?)",
                runId, publication.ended().atOffset(ZoneOffset.UTC), publication.added(), publication.changed(),
                publication.removed());
        return publication;
    }

    /**
     * Takes the index's own word for what is in it: after a publication was cut off
     * between the index and this log, or one of both was lost. Jars that were read
     * otherwise since then stay outdated, as their checksums do not tell.
     * @param checksums the checksum of each jar in the index, by its path
     */
    @Transactional
    public void believe(Map<String, String> checksums) {
        this.jdbc.update("DELETE FROM published");
        insert(checksums.entrySet().stream().map((jar) -> new Object[] { jar.getKey(), jar.getValue() }).toList());
    }

    /**
     * Returns the last publication.
     * @return the one that has ended last, or empty if there was none
     */
    public Optional<Publication> last() {
        return first("ORDER BY ended DESC LIMIT 1");
    }

    private Optional<Publication> first(String condition, Object... arguments) {
        return this.jdbc
            .query("SELECT * FROM publication " + condition,
                    (rs, row) -> new Publication(rs.getString("run_id"),
                            rs.getObject("ended", OffsetDateTime.class).toInstant(), rs.getInt("added"),
                            rs.getInt("changed"), rs.getInt("removed")),
                    arguments)
            .stream()
            .findFirst();
    }

    /**
     * Returns how many jars are in the index.
     * @return how many
     */
    public long count() {
        return count(" FROM published");
    }

    private long count(String from) {
        Long count = this.jdbc.queryForObject("SELECT COUNT(*)" + from, Long.class);
        return (count != null) ? count : 0;
    }

    /**
     * Who replaces one of them waits until what is published of it is noted, and marks it
     * then.
     */
    private Set<Long> lock(Collection<Long> ids) {
        return new HashSet<>(this.jdbc.query("SELECT id FROM jar WHERE id = ANY(?) ORDER BY path FOR UPDATE",
                (rs, row) -> rs.getLong("id"), (Object) ids.toArray(new Long[0])));
    }

    private void mark(Map<Long, JarFacts> jars, Set<Long> unchanged) {
        List<Object[]> asTheyAre = new ArrayList<>();
        List<Object[]> replaced = new ArrayList<>();
        jars.forEach((id, jar) -> {
            if (unchanged.contains(id)) {
                asTheyAre.add(new Object[] { jar.path() });
            }
            else {
                replaced.add(new Object[] { jar.path(), jar.path() });
            }
        });
        this.jdbc.batchUpdate("DELETE FROM read_otherwise WHERE path = ?", asTheyAre);
        this.jdbc.batchUpdate(MARK, replaced);
        // Of jars that are neither known nor in the index.
        this.jdbc.update("""
                DELETE FROM read_otherwise WHERE path NOT IN (SELECT path FROM jar)
                    AND path NOT IN (SELECT path FROM published)""");
    }

    private int[] delete(List<String> paths) {
        return this.jdbc.batchUpdate("DELETE FROM published WHERE path = ?",
                paths.stream().map((path) -> new Object[] { path }).toList());
    }

    private void insert(List<Object[]> rows) {
        if (!rows.isEmpty()) {
            this.jdbc.batchUpdate("INSERT INTO published (path, checksum) VALUES (?, ?)", rows);
        }
    }

    /** Of a row of the table of jars. */
    static JarFacts facts(ResultSet rs) throws SQLException {
        return new JarFacts(rs.getString("path"), rs.getString("checksum"), rs.getString("artifact"),
                rs.getString("version"), rs.getString("classifier"), rs.getInt("major_version"),
                rs.getString("module_name"), rs.getString("licence"));
    }

}

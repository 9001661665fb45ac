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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.minigun.demo.inspect.Checksum;
import org.minigun.demo.inspect.FileState;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarReport;
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

    private static final Logger logger = LoggerFactory.getLogger(JarStore.class);

    private static final String KNOWN = "SELECT id, path, checksum, size, modified, reader, limits FROM jar WHERE ";

    private final JdbcTemplate jdbc;

    private final JarRows rows;

    /**
     * Makes a store.
     * @param jdbc the database
     */
    public JarStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.rows = new JarRows(jdbc);
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
        return save(reports, false, (report) -> true);
    }

    /**
     * Saves jars, all or none of them.
     * @param reports what was read
     * @param full whether to replace also what is known as it is
     * @param wanted which of them to save: asked within the transaction, when nobody else
     * can replace any more what is known of them
     * @return what has changed of those that were wanted
     */
    @Transactional
    public SaveOutcome save(Collection<JarReport> reports, boolean full, Predicate<JarReport> wanted) {
        // In one order, so that two who save at one time do not wait for each other.
        Map<String, JarReport> byPath = new TreeMap<>();
        reports.forEach((report) -> byPath.put(report.path(), report));
        Map<String, Known> known = known(byPath.keySet(), " ORDER BY path FOR UPDATE");
        byPath.values().removeIf(wanted.negate());
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
            else if (before.state().modified() != JarRows.modified(reading)
                    || !before.limits().equals(reading.limits())) {
                readAgain.add(new Object[] { JarRows.modified(reading), reading.limits(), before.id() });
            }
        });
        this.jdbc.batchUpdate("DELETE FROM unreadable WHERE path = ?", arguments(byPath.keySet()));
        this.jdbc.batchUpdate("UPDATE jar SET modified = ?, limits = ? WHERE id = ?", readAgain);
        this.rows.write(added, Stream.concat(changed.stream(), readOtherwise.stream()).toList());
        // What is published of it is of the same file, but not the same. After it was
        // replaced, for which a publication that notes it right now is waited for.
        this.jdbc.batchUpdate(PublicationLog.MARK,
                readOtherwise.stream().map((report) -> new Object[] { report.path(), report.path() }).toList());
        return new SaveOutcome(added.size(), changed.size(), byPath.size() - added.size() - changed.size());
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

    private static List<Object[]> arguments(Collection<String> values) {
        return values.stream().map((value) -> new Object[] { value }).toList();
    }

    private record Known(long id, String checksum, FileState state, String reader, String limits) {
    }

}

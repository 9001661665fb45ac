package org.minigun.demo.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what became of each census: what it has changed, what it could not read, and what
 * was gone.
 */
@Repository
public class CensusLog {

    private final JdbcTemplate jdbc;

    /**
     * Makes a log.
     * @param jdbc the database
     */
    public CensusLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes a file that could not be read. What was known of it is forgotten; if it was
     * noted before for the same reason, or later for another, nothing changes.
     * @param unreadable the file and why
     * @param outdated whether it need not be noted: asked within the transaction, when
     * nobody else can replace any more what is known of it
     */
    @Transactional
    public void unreadable(Unreadable unreadable, BooleanSupplier outdated) {
        List<Long> known = this.jdbc.query("SELECT id FROM jar WHERE path = ? FOR UPDATE",
                (rs, row) -> rs.getLong("id"), unreadable.path());
        if (outdated.getAsBoolean()) {
            return;
        }
        // What somebody saves just now, of what was not known, is another.
        this.jdbc.batchUpdate("DELETE FROM jar WHERE id = ?", known.stream().map((id) -> new Object[] { id }).toList());
        String reason = StoredText.of(unreadable.reason());
        this.jdbc.update("DELETE FROM unreadable WHERE path = ? AND (reason <> ? OR ?) AND since <= ?",
                unreadable.path(), reason, isGarbled(unreadable.path()), time(unreadable.since()));
        this.jdbc.update("""
                INSERT INTO unreadable (path, reason, stage, attempts, since)
                SELECT CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS INTEGER),
                    CAST(? AS TIMESTAMP WITH TIME ZONE)
                WHERE NOT EXISTS (SELECT 1 FROM unreadable WHERE path = ?)""", unreadable.path(), reason,
                unreadable.stage(), unreadable.attempts(), time(unreadable.since()), unreadable.path());
    }

    /**
     * Tells whether a file is noted as one that could not be read.
     * @param path the file
     * @return whether it is noted
     */
    public boolean isUnreadable(String path) {
        return !this.jdbc.queryForList("SELECT path FROM unreadable WHERE path = ?", String.class, path).isEmpty();
    }

    /**
     * Forgets the jars of a directory that are no longer there, and the files that could
     * not be read then and are gone now, or are directories that can be listed.
     * @param directory the directory, as the jars' paths have it
     * @param before files noted as unreadable from then on are kept, gone or not
     * @return how many jars were forgotten
     */
    @Transactional
    public int forgetGone(Path directory, Instant before) {
        return forgetGone(Set.of(directory), before);
    }

    /**
     * Forgets what is not there any more, all of it or nothing.
     * @param paths jars, and directories and with each all that was in it; what of it is
     * there again stays
     * @return how many jars were forgotten
     */
    @Transactional
    public int forget(Collection<Path> paths) {
        return forgetGone(Set.copyOf(paths), Instant.now());
    }

    private int forgetGone(Set<Path> within, Instant before) {
        // In one order, so that who saves at the same time waits only once.
        List<Object[]> jars = gone(within, this.jdbc.queryForList("SELECT path FROM jar ORDER BY path", String.class));
        this.jdbc.batchUpdate("DELETE FROM jar WHERE path = ?", jars);
        this.jdbc.batchUpdate("DELETE FROM unreadable WHERE path = ?", gone(within, this.jdbc
            .queryForList("SELECT path FROM unreadable WHERE since < ? ORDER BY path", String.class, time(before))));
        return jars.size();
    }

    /**
     * Notes a census that has ended. Noted again it is noted once.
     * @param entry what it has changed
     */
    @Transactional
    public void ended(CensusEntry entry) {
        this.jdbc.update("DELETE FROM census WHERE run_id = ?", entry.runId());
        this.jdbc.update("""
                INSERT INTO census (run_id, directory, started, added, changed, unchanged, gone, not_read)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""", entry.runId(), entry.directory(), time(entry.started()),
                entry.outcome().added(), entry.outcome().changed(), entry.outcome().unchanged(), entry.gone(),
                entry.notRead());
    }

    /**
     * Returns the last census.
     * @return the one that began last, or empty if there was none
     */
    public Optional<CensusEntry> last() {
        return this.jdbc.query("SELECT * FROM census ORDER BY started DESC LIMIT 1", (rs, row) -> entry(rs))
            .stream()
            .findFirst();
    }

    private static List<Object[]> gone(Set<Path> within, List<@Nullable String> paths) {
        List<Object[]> gone = new ArrayList<>();
        for (String path : paths) {
            if (path != null && isGone(within, path)) {
                gone.add(new Object[] { path });
            }
        }
        return gone;
    }

    private static boolean isGone(Set<Path> within, String path) {
        try {
            Path file = Path.of(path);
            return isWithin(within, file) && (Files.notExists(file) || isListed(file));
        }
        catch (InvalidPathException ex) {
            // Noted under another locale: under this one nobody can tell.
            return isGarbled(path)
                    && within.stream().anyMatch((each) -> path.startsWith(each + each.getFileSystem().getSeparator()));
        }
    }

    /**
     * By a name that is no text nobody can tell whether a file is there. While it is it
     * is noted anew each time.
     */
    private static boolean isGarbled(String path) {
        return path.indexOf('\uFFFD') >= 0;
    }

    private static boolean isWithin(Set<Path> paths, Path file) {
        for (Path path = file; path != null; path = path.getParent()) {
            if (paths.contains(path)) {
                return true;
            }
        }
        return false;
    }

    /** No jar is a directory, so one that is noted could not be listed. */
    private static boolean isListed(Path file) {
        return Files.isDirectory(file) && Files.isReadable(file) && Files.isExecutable(file);
    }

    private static CensusEntry entry(ResultSet rs) throws SQLException {
        return new CensusEntry(rs.getString("run_id"), rs.getString("directory"),
                rs.getObject("started", OffsetDateTime.class).toInstant(),
                new SaveOutcome(rs.getInt("added"), rs.getInt("changed"), rs.getInt("unchanged")), rs.getInt("gone"),
                rs.getInt("not_read"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

}

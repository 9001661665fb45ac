package org.minigun.demo.store;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.minigun.demo.inspect.Checksum;
import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.store.Summary.DuplicateGroup;
import org.minigun.demo.store.Summary.Duplicates;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the classes that are in several artifacts of a directory. Every class is looked
 * at for it, so what was found is noted, and found again as long as the jars are the
 * same.
 */
class DuplicateReader {

    private static final int GROUPS = 10;

    /** Else PostgreSQL's driver keeps all classes in memory. */
    private static final int ROWS_AT_ONCE = 1000;

    private final JdbcTemplate jdbc;

    DuplicateReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Finds them, within a transaction.
     * @param directory the directory
     * @param pattern what the paths of its jars are like
     */
    Duplicates of(String directory, String pattern) {
        Map<Long, String> artifacts = new TreeMap<>();
        this.jdbc.query("SELECT id, artifact FROM jar" + SummaryReader.IN_DIRECTORY, (rs) -> {
            artifacts.put(rs.getLong("id"), rs.getString("artifact"));
        }, pattern);
        // A jar that is read anew gets a new id, and no id comes twice.
        String jars = Checksum.of(artifacts.keySet().toString().getBytes(StandardCharsets.US_ASCII));
        return noted(directory, jars).orElseGet(() -> {
            Duplicates found = find(artifacts);
            note(directory, jars, found);
            return found;
        });
    }

    private Duplicates find(Map<Long, String> artifacts) {
        DuplicateFinder finder = new DuplicateFinder();
        this.jdbc.query((connection) -> {
            PreparedStatement statement = connection
                .prepareStatement("SELECT package_name, name, jar_id FROM jar_class ORDER BY package_name, name");
            statement.setFetchSize(ROWS_AT_ONCE);
            return statement;
        }, (rs) -> {
            String artifact = artifacts.get(rs.getLong("jar_id"));
            String packageName = rs.getString("package_name");
            String name = rs.getString("name");
            if (artifact != null && !name.equals("package-info")) {
                finder.next(ClassEntry.fullName(packageName, name), artifact);
            }
        });
        return finder.found(GROUPS);
    }

    private Optional<Duplicates> noted(String directory, String jars) {
        return this.jdbc.query("""
                SELECT d.classes AS all_classes, g.classes, g.example, g.artifacts
                FROM duplicates d LEFT JOIN duplicate_group g ON g.duplicates_id = d.id
                WHERE d.id = (SELECT MIN(id) FROM duplicates WHERE directory = ? AND jars = ?) ORDER BY g.place""",
                DuplicateReader::read, directory, jars);
    }

    private static Optional<Duplicates> read(ResultSet rs) throws SQLException {
        if (!rs.next()) {
            return Optional.empty();
        }
        long classes = rs.getLong("all_classes");
        List<DuplicateGroup> groups = new ArrayList<>();
        do {
            Array artifacts = rs.getArray("artifacts");
            if (artifacts != null) {
                Object[] names = (Object[]) artifacts.getArray();
                groups.add(new DuplicateGroup(Arrays.stream(names).map(String::valueOf).toList(), rs.getLong("classes"),
                        rs.getString("example")));
            }
        }
        while (rs.next());
        return Optional.of(new Duplicates(classes, groups));
    }

    private void note(String directory, String jars, Duplicates found) {
        this.jdbc.update("DELETE FROM duplicates WHERE directory = ?", directory);
        String id = UUID.randomUUID().toString();
        this.jdbc.update("INSERT INTO duplicates (id, directory, jars, classes) VALUES (?, ?, ?, ?)", id, directory,
                jars, found.classes());
        List<Object[]> rows = new ArrayList<>();
        for (DuplicateGroup group : found.groups()) {
            rows.add(new Object[] { id, rows.size(), group.classes(), group.example(),
                    group.artifacts().toArray(new String[0]) });
        }
        this.jdbc.batchUpdate("""
                INSERT INTO duplicate_group (duplicates_id, place, classes, example, artifacts)
                VALUES (?, ?, ?, ?, ?)""", rows);
    }

}

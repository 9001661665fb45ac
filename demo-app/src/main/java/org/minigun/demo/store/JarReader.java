package org.minigun.demo.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.minigun.demo.inspect.JarKind;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells what is known of one jar.
 */
@Repository
public class JarReader {

    private static final int MOST_CLASSES = 3_000;

    private final JdbcTemplate jdbc;

    /**
     * Makes a reader.
     * @param jdbc the database
     */
    public JarReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Tells what is known of a jar.
     * @param path its path
     * @return the jar, or empty if none is known there
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<JarDetails> find(String path) {
        return this.jdbc.query("SELECT * FROM jar WHERE path = ?", (rs, row) -> details(rs), StoredText.of(path))
            .stream()
            .findFirst();
    }

    private JarDetails details(ResultSet rs) throws SQLException {
        long id = rs.getLong("id");
        Map<String, String> attributes = new TreeMap<>();
        this.jdbc.query("SELECT name, text FROM jar_attribute WHERE jar_id = ?", (attribute) -> {
            attributes.put(attribute.getString("name"), attribute.getString("text"));
        }, id);
        Map<String, List<String>> packages = new TreeMap<>();
        int classes = rs.getInt("classes");
        this.jdbc.query("""
                SELECT package_name, name FROM jar_class WHERE jar_id = ? ORDER BY package_name, name LIMIT ?""",
                (type) -> {
                    packages.computeIfAbsent(type.getString("package_name"), (name) -> new ArrayList<>())
                        .add(type.getString("name"));
                }, id, MOST_CLASSES);
        return new JarDetails(PublicationLog.facts(rs), rs.getLong("size"), rs.getBoolean("automatic_module"),
                rs.getString("licence_source"), rs.getBoolean("multi_release"), rs.getBoolean("signed"),
                rs.getInt("nested_jars"), rs.getInt("duplicate_entries"), classes, attributes, packages,
                classes > MOST_CLASSES, JarKind.valueOf(rs.getString("kind")), rs.getInt("source_files"));
    }

}

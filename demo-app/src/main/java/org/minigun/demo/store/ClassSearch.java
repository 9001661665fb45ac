package org.minigun.demo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.store.ClassQuery.Condition;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Answers which jar holds a class. An answer has a bounded number of hits and takes a
 * bounded time.
 */
@Repository
public class ClassSearch {

    /**
     * The most hits in an answer.
     */
    public static final int MOST_HITS = 200;

    private static final int LONGEST_SECONDS = 5;

    private final JdbcTemplate jdbc;

    /**
     * Makes a search.
     * @param jdbc the database
     */
    public ClassSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Searches for classes.
     * @param asked a simple name, a full name or a package, with wildcards {@code *} and
     * {@code ?}; anything else finds nothing
     * @return the first hits
     * @throws org.springframework.dao.QueryTimeoutException if it takes too long
     */
    public ClassHits find(String asked) {
        ClassQuery query = ClassQuery.parse(asked);
        List<ClassHit> hits = Objects
            .requireNonNull(this.jdbc.execute((Connection connection) -> find(connection, query)));
        boolean more = hits.size() > MOST_HITS;
        return new ClassHits(more ? hits.subList(0, MOST_HITS) : hits, more);
    }

    /**
     * H2 keeps the time limit of a statement for its connection, which goes back to the
     * pool: so it is taken away again.
     */
    private static List<ClassHit> find(Connection connection, ClassQuery query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(query))) {
            int parameter = 1;
            for (List<Condition> alternative : query.alternatives()) {
                for (Condition condition : alternative) {
                    statement.setString(parameter++, condition.argument());
                }
                statement.setInt(parameter++, MOST_HITS + 1);
            }
            statement.setInt(parameter, MOST_HITS + 1);
            statement.setQueryTimeout(LONGEST_SECONDS);
            try (ResultSet rs = statement.executeQuery()) {
                List<ClassHit> hits = new ArrayList<>();
                while (rs.next()) {
                    hits.add(hit(rs));
                }
                return hits;
            }
            finally {
                statement.setQueryTimeout(0);
            }
        }
    }

    private static String sql(ClassQuery query) {
        return """
                SELECT c.package_name, c.name, c.major_version, j.path, j.artifact, j.version, j.classifier,
                    j.module_name, j.licence
                FROM (%s) c JOIN jar j ON j.id = c.jar_id
                ORDER BY c.lower_name, c.package_name, j.artifact, j.version, j.path LIMIT ?"""
            .formatted(query.alternatives().stream().map(ClassSearch::sql).collect(Collectors.joining(" UNION ")));
    }

    /**
     * Each alternative by itself uses an index, and in the order that the index has, so
     * that finding a few of many does not sort them all.
     */
    private static String sql(List<Condition> alternative) {
        return alternative.stream()
            .map(Condition::sql)
            .collect(
                    Collectors.joining(" AND ", "(SELECT * FROM jar_class WHERE ",
                            " ORDER BY "
                                    + (alternative.stream().allMatch(Condition::ofPackage)
                                            ? "package_name, name, jar_id" : "lower_name, package_name")
                                    + " LIMIT ?)"));
    }

    private static ClassHit hit(ResultSet rs) throws SQLException {
        String packageName = rs.getString("package_name");
        String name = rs.getString("name");
        return new ClassHit(ClassEntry.fullName(packageName, name), rs.getString("path"), rs.getString("artifact"),
                rs.getString("version"), rs.getString("classifier"), rs.getInt("major_version"),
                rs.getString("module_name"), rs.getString("licence"));
    }

}

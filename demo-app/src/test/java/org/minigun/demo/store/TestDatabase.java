package org.minigun.demo.store;

import java.nio.file.Path;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * A database in a file, as the application has one.
 */
public final class TestDatabase {

    private TestDatabase() {
    }

    public static JdbcTemplate in(Path directory) {
        SingleConnectionDataSource dataSource = new SingleConnectionDataSource(
                "jdbc:h2:file:" + directory.resolve("census").toAbsolutePath(), "sa", "", true);
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(dataSource);
        return new JdbcTemplate(dataSource);
    }

    public static void close(JdbcTemplate jdbc) {
        jdbc.execute("SHUTDOWN IMMEDIATELY");
    }

}

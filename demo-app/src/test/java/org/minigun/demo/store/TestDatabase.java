package org.minigun.demo.store;

import java.time.Duration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The databases in which the application keeps what it knows.
 */
public enum TestDatabase {

    /** A file in the directory. */
    H2("h2") {

        @Override
        public String url(Path directory) {
            return "jdbc:h2:file:" + directory.resolve("census").toAbsolutePath();
        }

        @Override
        public String user() {
            return "sa";
        }

    },

    /**
     * A real server, started once by the JVM of the tests and ended with it; each
     * directory has a schema of its own in it.
     */
    POSTGRESQL("postgresql") {

        @Override
        public String url(Path directory) {
            String schema = "t" + Integer.toHexString(directory.toString().hashCode());
            return Server.POSTGRES.getJdbcUrl(user(), "postgres") + "&currentSchema=" + schema;
        }

        @Override
        public String user() {
            return "postgres";
        }

    };

    private final String vendor;

    TestDatabase(String vendor) {
        this.vendor = vendor;
    }

    /**
     * Where it is.
     */
    public abstract String url(Path directory);

    /**
     * Who may use it.
     */
    public abstract String user();

    /**
     * Opens the one of a directory, and makes its tables if they are not there.
     */
    public JdbcTemplate in(Path directory) {
        SingleConnectionDataSource dataSource = new SingleConnectionDataSource(url(directory), user(), "", true);
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        Flyway.configure()
            .dataSource(url(directory), user(), "")
            .locations("classpath:db/migration/common", "classpath:db/migration/" + this.vendor)
            .load()
            .migrate();
        return jdbc;
    }

    /**
     * Closes it.
     */
    public static void close(JdbcTemplate jdbc) {
        ((SingleConnectionDataSource) jdbc.getDataSource()).destroy();
    }

    /** Not before somebody asks for it. */
    private static final class Server {

        /** Few tests use it at a time, and it need not survive a failure of power. */
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setServerConfig("shared_buffers", "16MB")
                    .setServerConfig("fsync", "off")
                    .start();
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

    }

}

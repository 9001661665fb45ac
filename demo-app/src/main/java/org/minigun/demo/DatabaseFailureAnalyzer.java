package org.minigun.demo;

import java.sql.SQLException;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why the database cannot be opened.
 */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<Exception> {

    private static final int ALREADY_OPEN = 90020;

    private static final int RELATIVE_WITHOUT_DOT = 90011;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, Exception cause) {
        SQLException database = findCause(rootFailure, SQLException.class);
        FailureAnalysis analysis = (database != null) ? analyze(database) : null;
        FlywayException schema = findCause(rootFailure, FlywayException.class);
        return (analysis == null && schema != null) ? analyze(schema) : analysis;
    }

    private static @Nullable FailureAnalysis analyze(SQLException cause) {
        return switch (cause.getErrorCode()) {
            case ALREADY_OPEN -> new FailureAnalysis("Another Jar Census has the database open.",
                    "End the other one, or give this one a database of its own: "
                            + "--census.data-directory=some/directory",
                    cause);
            case RELATIVE_WITHOUT_DOT ->
                new FailureAnalysis("The database refuses the data directory: " + cause.getMessage(),
                        "Begin census.data-directory with './' or '/'.", cause);
            default -> refused(cause);
        };
    }

    /** By the classes of the SQL standard, which PostgreSQL keeps to. */
    private static @Nullable FailureAnalysis refused(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        if (state.startsWith("08") || state.startsWith("28") || state.equals("3D000")) {
            return new FailureAnalysis("The database cannot be reached: " + cause.getMessage(),
                    "See that it runs and has the database and the user: --spring.datasource.url, "
                            + "--spring.datasource.username and --spring.datasource.password say which; or leave the "
                            + "profile postgres out, and a file is used.",
                    cause);
        }
        return null;
    }

    private static FailureAnalysis analyze(FlywayException cause) {
        return new FailureAnalysis(
                "The tables of the database cannot be brought up to date: "
                        + String.valueOf(cause.getMessage()).strip(),
                "If they are another application's, give Jar Census a database of its own. If a newer or much older "
                        + "Jar Census made them, delete the data directory, or name another one by "
                        + "--census.data-directory: a census reads everything again.",
                cause);
    }

}

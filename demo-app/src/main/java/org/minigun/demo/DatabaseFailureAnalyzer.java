package org.minigun.demo;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why the database cannot be opened.
 */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private static final int ALREADY_OPEN = 90020;

    private static final int RELATIVE_WITHOUT_DOT = 90011;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        return switch (cause.getErrorCode()) {
            case ALREADY_OPEN -> new FailureAnalysis("Another Jar Census has the database open.",
                    "End the other one, or give this one a database of its own: "
                            + "--census.data-directory=some/directory",
                    cause);
            case RELATIVE_WITHOUT_DOT ->
                new FailureAnalysis("The database refuses the data directory: " + cause.getMessage(),
                        "Begin census.data-directory with './', '~/' or '/'.", cause);
            default -> null;
        };
    }

}

package org.minigun.spring.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.minigun.graph.StageKind;
import org.minigun.metrics.LatencySummary;
import org.minigun.metrics.StageStatistics;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The counts of stages as rows.
 */
final class StageRows {

    private static final List<String> COLUMNS = List.of("STAGE", "KIND", "IS_LAST", "CONTEXTS", "RECEIVED", "DONE",
            "EMITTED", "FAILED", "SKIPPED", "DEAD_LETTERED", "UNFINISHED", "FAILED_ATTEMPTS", "RETRIED", "EXPECTED",
            "QUEUE_DEPTH", "CAPACITY", "BLOCKED_NANOS", "STARVED_NANOS", "BUSY_NANOS", "MEASURED", "MEAN_NANOS",
            "P50_NANOS", "P90_NANOS", "P95_NANOS", "P99_NANOS", "MAX_NANOS");

    private final JdbcTemplate jdbc;

    StageRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(String run, List<StageStatistics> stages) {
        String sql = "INSERT INTO MINIGUN_RUN_STAGE (RUN_ID, PLACE, " + String.join(", ", COLUMNS) + ") VALUES ("
                + String.join(", ", Collections.nCopies(COLUMNS.size() + 2, "?")) + ")";
        for (int i = 0; i < stages.size(); i++) {
            StageStatistics stage = stages.get(i);
            LatencySummary latency = stage.latency();
            this.jdbc.update(sql, run, i, stage.stage(), stage.kind().name(), stage.last(), stage.contexts(),
                    stage.received(), stage.done(), stage.emitted(), stage.failed(), stage.skipped(),
                    stage.deadLettered(), stage.unfinished(), stage.failedAttempts(), stage.retried(), stage.expected(),
                    stage.queueDepth(), stage.capacity(), stage.blocked().toNanos(), stage.starved().toNanos(),
                    stage.busy().toNanos(), latency.count(), latency.mean().toNanos(), latency.p50().toNanos(),
                    latency.p90().toNanos(), latency.p95().toNanos(), latency.p99().toNanos(), latency.max().toNanos());
        }
    }

    List<StageStatistics> find(String run) {
        return this.jdbc.query(
                "SELECT " + String.join(", ", COLUMNS) + " FROM MINIGUN_RUN_STAGE WHERE RUN_ID = ? ORDER BY PLACE",
                (row, number) -> stage(row), run);
    }

    private static StageStatistics stage(ResultSet row) throws SQLException {
        LatencySummary latency = new LatencySummary(row.getLong("MEASURED"), nanos(row, "MEAN_NANOS"),
                nanos(row, "P50_NANOS"), nanos(row, "P90_NANOS"), nanos(row, "P95_NANOS"), nanos(row, "P99_NANOS"),
                nanos(row, "MAX_NANOS"));
        return new StageStatistics(row.getString("STAGE"), StageKind.valueOf(row.getString("KIND")),
                row.getBoolean("IS_LAST"), row.getInt("CONTEXTS"), row.getLong("RECEIVED"), row.getLong("DONE"),
                row.getLong("EMITTED"), row.getLong("FAILED"), row.getLong("SKIPPED"), row.getLong("DEAD_LETTERED"),
                row.getLong("UNFINISHED"), row.getLong("FAILED_ATTEMPTS"), row.getLong("RETRIED"),
                row.getLong("EXPECTED"), row.getLong("QUEUE_DEPTH"), row.getLong("CAPACITY"),
                nanos(row, "BLOCKED_NANOS"), nanos(row, "STARVED_NANOS"), nanos(row, "BUSY_NANOS"), latency);
    }

    private static Duration nanos(ResultSet row, String column) throws SQLException {
        return Duration.ofNanos(row.getLong(column));
    }

}

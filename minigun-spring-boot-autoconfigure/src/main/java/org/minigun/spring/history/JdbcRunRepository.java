package org.minigun.spring.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.minigun.metrics.RunProgress;
import org.minigun.metrics.RunStatistics;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps runs in a database, so that history survives a restart. Several applications may
 * share the tables. A run whose application has gone without telling its end is marked as
 * {@link RunStatus#INTERRUPTED} by {@link RunInstances}. Parameters that are likely to be
 * secret are kept as {@code ******}. Thread-safe.
 */
public final class JdbcRunRepository implements RunRepository {

    private static final String COLUMNS = "ID, TASK, STATUS, TRIGGERED_BY, STARTED, DURATION_NANOS, FAILURE, FAILURES,"
            + " RUNTIME_NANOS, EMITTED, SETTLED, EXPECTED";

    private static final String OVER = "STATUS NOT IN ('RUNNING', 'PAUSED', 'STOPPING')";

    private final JdbcTemplate jdbc;

    private final TransactionTemplate transaction;

    private final String instance;

    private final int history;

    private final BinaryOperator<String> kept;

    private final StageRows stages;

    /**
     * Makes a repository on tables that are there.
     * @param dataSource the database
     * @param instance the id of this application, as {@link RunInstances} knows it
     * @param history how many runs are kept that have ended, at least 0
     */
    public JdbcRunRepository(DataSource dataSource, String instance, int history) {
        this(dataSource, instance, history, (name, value) -> value);
    }

    /**
     * Makes a repository on tables that are there.
     * @param dataSource the database
     * @param instance the id of this application, as {@link RunInstances} knows it
     * @param history how many runs are kept that have ended, at least 0
     * @param hiding hides values of parameters, besides those that are likely to be
     * secret by their names, which are never kept: takes a name and a value, and returns
     * what is to be kept
     */
    public JdbcRunRepository(DataSource dataSource, String instance, int history, BinaryOperator<String> hiding) {
        this.kept = new KeptParameters(hiding);
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.instance = instance;
        this.history = history;
        this.stages = new StageRows(this.jdbc);
    }

    @Override
    public void started(RunRecord run) {
        this.transaction.executeWithoutResult((status) -> insert(run));
    }

    @Override
    public void ended(RunRecord run, List<FailureRecord> failures) {
        this.transaction.executeWithoutResult((status) -> {
            this.jdbc.update("DELETE FROM MINIGUN_RUN WHERE ID = ?", run.id());
            insert(run);
            RunStatistics statistics = run.statistics();
            if (statistics != null) {
                this.stages.insert(run.id(), statistics.stages());
            }
            for (int i = 0; i < failures.size(); i++) {
                insert(run.id(), i, failures.get(i));
            }
        });
        this.jdbc.update("DELETE FROM MINIGUN_RUN WHERE " + OVER + " AND ID NOT IN (SELECT ID FROM MINIGUN_RUN WHERE "
                + OVER + " ORDER BY STARTED DESC, ID DESC FETCH FIRST " + this.history + " ROWS ONLY)");
    }

    private void insert(RunRecord run) {
        RunStatistics counts = run.status().isFinal() ? run.statistics() : null;
        RunProgress progress = (counts != null) ? counts.progress() : null;
        this.jdbc.update(
                "INSERT INTO MINIGUN_RUN (" + COLUMNS + ", INSTANCE_ID) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?)",
                run.id(), run.task(), run.status().name(), run.trigger(), run.started().atOffset(ZoneOffset.UTC),
                nanos(run.duration()), cut(run.failure(), 4000), run.failures(),
                (counts != null) ? counts.runtime().toNanos() : null, (progress != null) ? progress.emitted() : null,
                (progress != null) ? progress.settled() : null, (progress != null) ? progress.expected() : null,
                this.instance);
        run.parameters()
            .forEach((name, text) -> this.jdbc.update(
                    "INSERT INTO MINIGUN_RUN_PARAMETER (RUN_ID, NAME, TEXT) VALUES (?, ?, ?)", run.id(), cut(name, 200),
                    cut(this.kept.apply(name, text), 4000)));
    }

    private void insert(String id, int place, FailureRecord failure) {
        this.jdbc.update(
                "INSERT INTO MINIGUN_RUN_FAILURE (RUN_ID, PLACE, KIND, STAGE, ITEM, ATTEMPTS, HAPPENED, EXCEPTION,"
                        + " MESSAGE, STACK_TRACE) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, place, failure.kind().name(), cut(failure.where(), 500), cut(failure.item(), 1000),
                failure.attempts(), failure.time().atOffset(ZoneOffset.UTC), cut(failure.exception(), 500),
                cut(failure.message(), 4000), cut(failure.stackTrace(), 5000));
    }

    private static @Nullable Long nanos(@Nullable Duration duration) {
        return (duration != null) ? duration.toNanos() : null;
    }

    /** No database keeps a zero character, and columns end. */
    private static @Nullable String cut(@Nullable String text, int length) {
        if (text == null) {
            return null;
        }
        String clean = text.replace('\0', ' ');
        return (clean.length() <= length) ? clean : clean.substring(0, length - 1) + "…";
    }

    @Override
    public Optional<RunRecord> find(String id) {
        return this.jdbc.query("SELECT " + COLUMNS + " FROM MINIGUN_RUN WHERE ID = ?", this::run, id)
            .stream()
            .findFirst();
    }

    @Override
    public List<RunRecord> find(RunQuery query) {
        List<Object> arguments = new ArrayList<>();
        String where = where(query, arguments);
        arguments.add(query.offset());
        arguments.add(query.limit());
        return this.jdbc.query(
                "SELECT " + COLUMNS + " FROM MINIGUN_RUN" + where
                        + " ORDER BY STARTED DESC, ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                this::run, arguments.toArray());
    }

    @Override
    public long count(RunQuery query) {
        List<Object> arguments = new ArrayList<>();
        String where = where(query, arguments);
        Long count = this.jdbc.queryForObject("SELECT COUNT(*) FROM MINIGUN_RUN" + where, Long.class,
                arguments.toArray());
        return (count != null) ? count : 0;
    }

    private static String where(RunQuery query, List<Object> arguments) {
        List<String> conditions = new ArrayList<>();
        if (query.task() != null) {
            conditions.add("TASK = ?");
            arguments.add(query.task());
        }
        if (query.status() != null) {
            conditions.add("STATUS = ?");
            arguments.add(query.status().name());
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    @Override
    public List<FailureRecord> failures(String id, int offset, int limit) {
        return this.jdbc.query(
                "SELECT KIND, STAGE, ITEM, ATTEMPTS, HAPPENED, EXCEPTION, MESSAGE, STACK_TRACE FROM"
                        + " MINIGUN_RUN_FAILURE WHERE RUN_ID = ? ORDER BY PLACE OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                (row, number) -> new FailureRecord(FailureRecord.Kind.valueOf(row.getString(1)), row.getString(2),
                        row.getString(3), row.getInt(4), row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getString(6), row.getString(7), row.getString(8)),
                id, offset, limit);
    }

    @Override
    public int keptFailures(String id) {
        Integer count = this.jdbc.queryForObject("SELECT COUNT(*) FROM MINIGUN_RUN_FAILURE WHERE RUN_ID = ?",
                Integer.class, id);
        return (count != null) ? count : 0;
    }

    private RunRecord run(ResultSet row, int number) throws SQLException {
        String id = row.getString("ID");
        Map<String, String> parameters = new LinkedHashMap<>();
        this.jdbc.query("SELECT NAME, TEXT FROM MINIGUN_RUN_PARAMETER WHERE RUN_ID = ?",
                (RowCallbackHandler) (one) -> parameters.put(one.getString(1), one.getString(2)), id);
        Long duration = row.getObject("DURATION_NANOS", Long.class);
        Long runtime = row.getObject("RUNTIME_NANOS", Long.class);
        RunStatistics statistics = (runtime != null)
                ? new RunStatistics(this.stages.find(id), Duration.ofNanos(runtime),
                        new RunProgress(row.getLong("EMITTED"), row.getLong("SETTLED"), row.getLong("EXPECTED")))
                : null;
        return new RunRecord(id, row.getString("TASK"), RunStatus.valueOf(row.getString("STATUS")),
                row.getString("TRIGGERED_BY"), parameters, row.getObject("STARTED", OffsetDateTime.class).toInstant(),
                (duration != null) ? Duration.ofNanos(duration) : null, row.getString("FAILURE"),
                row.getLong("FAILURES"), statistics);
    }

}

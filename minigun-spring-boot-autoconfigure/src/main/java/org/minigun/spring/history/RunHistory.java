package org.minigun.spring.history;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.DeadLetter;
import org.minigun.Items;
import org.minigun.Run;
import org.minigun.RunFailure;
import org.minigun.RunListener;
import org.minigun.RunResult;

/**
 * Follows the runs of an engine: tells of those that go on, and hands them to the
 * repository when they begin and end. Thread-safe.
 */
public final class RunHistory implements RunListener {

    /** Attribute of a run: what has started it. */
    public static final String TRIGGER = "trigger";

    /** What the names of attributes begin with that are parameters. */
    public static final String PARAMETER = "parameter.";

    private static final int STACK_TRACE = 4000;

    private final RunRepository repository;

    private final int keptFailures;

    private final Map<String, Live> live = new ConcurrentHashMap<>();

    /**
     * Makes a history.
     * @param repository where runs are kept
     * @param keptFailures failures of a run that are kept, at least 0
     */
    public RunHistory(RunRepository repository, int keptFailures) {
        this.repository = repository;
        this.keptFailures = keptFailures;
    }

    @Override
    public void runStarted(Run run) {
        Live entry = new Live(run, this.keptFailures);
        this.live.put(run.id(), entry);
        this.repository.started(entry.record());
    }

    @Override
    public void runEnded(Run run, RunResult result) {
        Live entry = this.live.getOrDefault(run.id(), new Live(run, this.keptFailures));
        try {
            entry.end(result);
            this.repository.ended(entry.record(), entry.failures(0, Integer.MAX_VALUE));
        }
        finally {
            this.live.remove(run.id());
        }
    }

    @Override
    public void itemSkipped(Run run, String stage, Object item, Throwable cause) {
        add(run, FailureRecord.Kind.SKIPPED, stage, item, 0, Instant.now(), cause);
    }

    @Override
    public void itemDeadLettered(Run run, DeadLetter letter) {
        add(run, FailureRecord.Kind.DEAD_LETTER, letter.stage(), letter.item(), letter.attempts(), letter.time(),
                letter.cause());
    }

    private void add(Run run, FailureRecord.Kind kind, String stage, Object item, int attempts, Instant time,
            Throwable cause) {
        Live entry = this.live.get(run.id());
        if (entry != null) {
            entry.add(kind, stage, item, attempts, time, cause);
        }
    }

    /**
     * Returns a run that goes on.
     * @param id its id
     * @return the run, or empty if it does not go on here
     */
    public Optional<Run> running(String id) {
        return Optional.ofNullable(this.live.get(id)).map(Live::run);
    }

    /**
     * Returns the runs that go on.
     * @return the runs, those that have begun last first
     */
    public List<RunRecord> running() {
        return this.live.values()
            .stream()
            .map(Live::record)
            .sorted(Comparator.comparing(RunRecord::started).reversed())
            .toList();
    }

    /**
     * Returns a run, as it is now.
     * @param id its id
     * @return the run, or empty if it is not known
     */
    public Optional<RunRecord> find(String id) {
        Live entry = this.live.get(id);
        return (entry != null) ? Optional.of(entry.record()) : this.repository.find(id);
    }

    /**
     * Returns runs, those that go on as they are now.
     * @param query which; the status RUNNING stands for all runs that go on, and those
     * that are paused or stopping are known of this application only
     * @return those that match, the newest first
     */
    public List<RunRecord> find(RunQuery query) {
        if (isPassing(query.status())) {
            return passing(query).skip(query.offset()).limit(query.limit()).toList();
        }
        return this.repository.find(query).stream().map((kept) -> {
            Live entry = this.live.get(kept.id());
            return (entry != null) ? entry.record() : kept;
        }).toList();
    }

    /**
     * Counts runs.
     * @param query which, as for {@link #find(RunQuery)}
     * @return how many match
     */
    public long count(RunQuery query) {
        if (isPassing(query.status())) {
            return passing(query).count();
        }
        return this.repository.count(query);
    }

    /** A repository is told only of the begin and of the end of a run. */
    private static boolean isPassing(@Nullable RunStatus status) {
        return status == RunStatus.PAUSED || status == RunStatus.STOPPING;
    }

    private Stream<RunRecord> passing(RunQuery query) {
        return running().stream().filter(query::matches);
    }

    /**
     * Counts the failures of a run that {@link #failures} tells.
     * @param id the id of the run
     * @return how many are kept
     */
    public int keptFailures(String id) {
        Live entry = this.live.get(id);
        return (entry != null) ? entry.keptFailures() : this.repository.keptFailures(id);
    }

    /**
     * Returns what went wrong in a run.
     * @param id the id of the run
     * @param offset how many to leave out
     * @param limit how many at most
     * @return the failures that are kept, the oldest first
     */
    public List<FailureRecord> failures(String id, int offset, int limit) {
        Live entry = this.live.get(id);
        return (entry != null) ? entry.failures(offset, limit) : this.repository.failures(id, offset, limit);
    }

    /**
     * Returns what can be told of a run that has just been started.
     * @param run the run
     * @return what its repository is told when it begins
     */
    public static RunRecord record(Run run) {
        return record(run, null, 0);
    }

    private static RunRecord record(Run run, @Nullable RunResult end, long failures) {
        Map<String, String> parameters = new LinkedHashMap<>();
        run.attributes().forEach((name, value) -> {
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), value);
            }
        });
        return new RunRecord(run.id(), run.task(), RunStatus.of((end != null) ? end.state() : run.state()),
                run.attributes().getOrDefault(TRIGGER, "code"), parameters, run.started(),
                (end != null) ? end.duration() : null, run.failure().map(RunFailure::toString).orElse(null), failures,
                (end != null) ? end.statistics() : run.statistics());
    }

    /** A run that goes on. */
    private static final class Live {

        private final Run run;

        private final int kept;

        // Guarded by this.

        private final List<FailureRecord> failures = new ArrayList<>();

        private long count;

        private @Nullable RunResult result;

        Live(Run run, int kept) {
            this.run = run;
            this.kept = kept;
        }

        Run run() {
            return this.run;
        }

        synchronized void end(RunResult end) {
            Instant now = Instant.now();
            end.producerFailures()
                .forEach((producer) -> add(FailureRecord.Kind.PRODUCER, producer.producer(), null, 0, now,
                        producer.cause()));
            RunFailure failure = end.failure();
            if (failure != null) {
                add(FailureRecord.Kind.RUN, failure.where(), failure.item(), failure.attempts(), now, failure.cause());
            }
            end.unfinished()
                .forEach((item) -> add(FailureRecord.Kind.UNFINISHED, item.stage(), item.item(), 0, now, null));
            end.stuckThreads().forEach((thread) -> {
                StringBuilder stack = new StringBuilder();
                thread.stack().forEach((frame) -> stack.append("at ").append(frame).append('\n'));
                add(new FailureRecord(FailureRecord.Kind.STUCK_THREAD, thread.name(), null, 0, now, null, null,
                        shortened(stack.toString())));
            });
            this.result = end;
        }

        synchronized void add(FailureRecord.Kind kind, String where, @Nullable Object item, int attempts, Instant time,
                @Nullable Throwable cause) {
            if (this.failures.size() >= this.kept) {
                this.count++;
                return;
            }
            add(new FailureRecord(kind, where, (item != null) ? Items.describe(item) : null, attempts, time,
                    (cause != null) ? cause.getClass().getName() : null,
                    Optional.ofNullable(cause).map(Throwable::getMessage).map(Live::shortened).orElse(null),
                    (cause != null) ? stackTrace(cause) : null));
        }

        private void add(FailureRecord failure) {
            this.count++;
            if (this.failures.size() < this.kept) {
                this.failures.add(failure);
            }
        }

        synchronized List<FailureRecord> failures(int offset, int limit) {
            return this.failures.stream().skip(offset).limit(limit).toList();
        }

        synchronized int keptFailures() {
            return this.failures.size();
        }

        RunRecord record() {
            RunResult end;
            long failed;
            synchronized (this) {
                end = this.result;
                failed = this.count;
            }
            return RunHistory.record(this.run, end, failed);
        }

        private static String stackTrace(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return shortened(text.toString());
        }

        private static String shortened(String text) {
            return (text.length() <= STACK_TRACE) ? text : text.substring(0, STACK_TRACE) + "…";
        }

    }

}

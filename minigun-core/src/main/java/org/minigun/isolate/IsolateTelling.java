package org.minigun.isolate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.DeadLetter;
import org.minigun.Ledger;
import org.minigun.Ledger.EdgeEntry;
import org.minigun.Ledger.StageEntry;
import org.minigun.OnError;
import org.minigun.ProducerFailure;
import org.minigun.Run;
import org.minigun.RunFailure;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.RunStoppedException;
import org.minigun.UnfinishedItem;
import org.minigun.execution.HostedCommit;
import org.minigun.execution.HostedCommit.EdgeCount;
import org.minigun.execution.HostedCommit.Failure;
import org.minigun.execution.HostedCommit.Left;
import org.minigun.execution.HostedCommit.StageCount;
import org.minigun.execution.HostedOutcomes;
import org.minigun.metrics.RunStatistics;
import org.minigun.metrics.StageStatistics;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.PipelineForm;

/**
 * Tells the application what stages do that run together in an isolate: what leaves them
 * at once, for nothing of it is ever done again, and counts from time to time. One call
 * at a time, whichever thread of the stages makes it.
 */
final class IsolateTelling implements RunListener {

    private final List<String> paths;

    private final HostedOutcomes outcomes;

    /** The paths in the application by those in the isolate. */
    private final Map<String, String> outside = new HashMap<>();

    private final Map<String, long[]> told = new HashMap<>();

    private final Map<String, Long> crossed = new HashMap<>();

    private @Nullable Crossing crossing;

    /**
     * Makes one.
     * @param paths the paths of the stages in the application
     * @param outcomes is told
     */
    IsolateTelling(List<String> paths, HostedOutcomes outcomes) {
        this.paths = paths;
        this.outcomes = outcomes;
    }

    /**
     * The stages are about to begin.
     * @param inside their paths in the isolate, in the same order
     * @param out copies what leaves; used by nobody else
     */
    synchronized void begin(List<String> inside, Crossing out) {
        this.crossing = out;
        for (int i = 0; i < inside.size(); i++) {
            this.outside.put(inside.get(i), this.paths.get(i));
        }
    }

    private Crossing out() {
        Crossing known = this.crossing;
        if (known == null) {
            throw new IllegalStateException("Stages that have not begun tell nothing");
        }
        return known;
    }

    /** An item has left. */
    synchronized void left(int exit, Object item) throws Exception {
        commit(List.of(new Left(exit, out().out(item))), List.of(), List.of(), List.of(), List.of());
    }

    private void commit(List<Left> left, List<Failure> failures, List<StageCount> counts, List<EdgeCount> edges,
            List<UnfinishedItem> unfinished) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(out().application());
        try {
            this.outcomes.committed(new HostedCommit(left, failures, counts, edges, unfinished));
        }
        finally {
            thread.setContextClassLoader(own);
        }
    }

    /** An item cannot be copied into the isolate. */
    synchronized void refused(Object item, long number, CodecException thrown) {
        this.outcomes.lost(item, number, 1, thrown);
    }

    /** The stages cannot begin. */
    synchronized void broken(Throwable cause) {
        this.outcomes.broken(cause);
    }

    @Override
    public void itemSkipped(Run run, String stage, Object item, Throwable cause) {
        tell(stage, item, 1, cause, OnError.SKIP);
    }

    @Override
    public void itemDeadLettered(Run run, DeadLetter letter) {
        tell(letter.stage(), letter.item(), letter.attempts(), letter.cause(), OnError.DEAD_LETTER);
    }

    private synchronized void tell(String stage, Object item, int attempts, Throwable cause, OnError action) {
        String path = this.outside.get(stage);
        if (path != null) {
            tell(List.of(new Failure(path, copy(item), attempts, out().thrown(cause), action)), List.of(), List.of(),
                    List.of());
        }
    }

    /** Tells what no routing is asked about. */
    private void tell(List<Failure> failures, List<StageCount> counts, List<EdgeCount> edges,
            List<UnfinishedItem> unfinished) {
        try {
            commit(List.of(), failures, counts, edges, unfinished);
        }
        catch (RunStoppedException ex) {
            throw ex;
        }
        catch (Exception ex) {
            this.outcomes.broken(ex);
        }
    }

    /** An item as the application knows it, or words for it. */
    private Object copy(Object item) {
        try {
            return out().out(item);
        }
        catch (CodecException ex) {
            return "(an item that " + ex.getMessage() + ")";
        }
    }

    /** What the stages have done so far. */
    synchronized void counts(Ledger ledger, RunStatistics statistics) {
        tell(List.of(), counts(ledger, statistics, Map.of()), edges(ledger), List.of());
    }

    /** The stages have ended, though not by the application. */
    synchronized void ended(RunResult result) {
        RunFailure failure = result.failure();
        List<Failure> failures = new ArrayList<>();
        if (failure != null) {
            String path = this.outside.get(failure.where());
            Object item = failure.item();
            if (path != null && item != null) {
                failures.add(
                        new Failure(path, copy(item), failure.attempts(), out().thrown(failure.cause()), OnError.FAIL));
            }
        }
        last(result, failures);
        if (failure != null && failures.isEmpty()) {
            this.outcomes.broken(out().thrown(failure.cause()));
        }
    }

    /** The application has cut the stages off. */
    synchronized void cutOff(RunResult result) {
        last(result, List.of());
    }

    private void last(RunResult result, List<Failure> failures) {
        long entered = entered(result.ledger());
        Map<String, Long> missed = new HashMap<>();
        for (EdgeEntry edge : result.ledger().edges()) {
            if (edge.from().equals(PipelineForm.ENTRANCE)) {
                // The end may have met an item between two entrances.
                missed.put(edge.to(), entered - edge.received());
            }
        }
        List<UnfinishedItem> unfinished = new ArrayList<>();
        for (UnfinishedItem each : result.unfinished()) {
            String path = this.outside.get(each.stage());
            Object item = each.item();
            if (path != null && item != null) {
                unfinished.add(new UnfinishedItem(path, copy(item)));
            }
        }
        tell(failures, counts(result.ledger(), result.statistics(), missed), edges(result.ledger()), unfinished);
        for (ProducerFailure each : result.producerFailures()) {
            String path = this.outside.get(each.producer());
            if (path != null) {
                this.outcomes.producerFailed(path, out().thrown(each.cause()));
            }
        }
        this.outcomes.stuck(result.stuckThreads());
    }

    /** How many items have entered from outside. */
    static long entered(Ledger ledger) {
        return ledger.edges()
            .stream()
            .filter((edge) -> edge.from().equals(PipelineForm.ENTRANCE))
            .mapToLong(EdgeEntry::received)
            .max()
            .orElse(0);
    }

    private List<StageCount> counts(Ledger ledger, RunStatistics statistics, Map<String, Long> missed) {
        Map<String, StageStatistics> byPath = new HashMap<>();
        statistics.stages().forEach((stage) -> byPath.put(stage.stage(), stage));
        List<StageCount> counts = new ArrayList<>();
        for (StageEntry stage : ledger.stages()) {
            String path = this.outside.get(stage.stage());
            StageStatistics more = byPath.get(stage.stage());
            if (path != null && more != null) {
                long[] now = { stage.received() + missed.getOrDefault(stage.stage(), 0L), stage.done(), more.emitted(),
                        stage.failed(), stage.skipped(), stage.deadLettered(), more.failedAttempts(), more.retried(),
                        more.busy().toNanos() };
                long[] d = since(path, now);
                counts.add(new StageCount(path, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8]));
            }
        }
        return counts;
    }

    /** How much has come since this was asked last. */
    private long[] since(String path, long[] now) {
        long[] before = this.told.computeIfAbsent(path, (key) -> new long[now.length]);
        long[] more = new long[now.length];
        for (int i = 0; i < now.length; i++) {
            more[i] = Math.max(0, now[i] - before[i]);
            before[i] += more[i];
        }
        return more;
    }

    private List<EdgeCount> edges(Ledger ledger) {
        List<EdgeCount> edges = new ArrayList<>();
        for (EdgeEntry edge : ledger.edges()) {
            String from = this.outside.get(edge.from());
            String to = this.outside.get(edge.to());
            if (from != null && to != null) {
                long more = edge.received() - this.crossed.getOrDefault(from + " -> " + to, 0L);
                if (more > 0) {
                    this.crossed.put(from + " -> " + to, edge.received());
                    edges.add(new EdgeCount(from, to, more));
                }
            }
        }
        return edges;
    }

}

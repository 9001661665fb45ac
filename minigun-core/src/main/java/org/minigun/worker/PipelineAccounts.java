package org.minigun.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Ledger;
import org.minigun.Ledger.EdgeEntry;
import org.minigun.Ledger.StageEntry;
import org.minigun.Run;
import org.minigun.execution.RunAccounts;
import org.minigun.graph.StageKind;
import org.minigun.metrics.RunStatistics;
import org.minigun.metrics.StageStatistics;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.PipelineForm;
import org.minigun.protocol.ResultKind;

/**
 * The accounts of a hosted pipeline: whether anything is under way in it, and what is to
 * be told of it. Used by one thread at a time.
 * <p>
 * <b>Why nothing is under way.</b> Counts only grow. So if two accounts that were taken
 * one after the other are equal, they are those of every moment between the two; and if
 * every item that has arrived anywhere is done there, and as many have arrived at each
 * stage as were sent to it, none is anywhere else.
 */
final class PipelineAccounts {

    private final List<String> paths;

    private final Results results;

    private final Map<String, Integer> places = new HashMap<>();

    private final Map<String, long[]> told = new HashMap<>();

    private final Map<String, Long> crossed = new HashMap<>();

    private @Nullable Map<String, StageKind> kinds;

    private @Nullable Ledger last;

    PipelineAccounts(List<String> paths, Results results) {
        this.paths = paths;
        this.results = results;
        for (int i = 0; i < paths.size(); i++) {
            this.places.put(paths.get(i), i);
        }
    }

    /** What a pipeline is about. */
    enum State {

        /** Items are under way. */
        BUSY,

        /** Accumulators wait for more. */
        HELD,

        /** It holds nothing. */
        IDLE

    }

    /** Looks at what is under way; the caller is the one who feeds the pipeline. */
    State look(Run run) {
        Ledger first = RunAccounts.of(run);
        State state = state(first, run);
        if (state == State.BUSY) {
            return state;
        }
        Ledger second = RunAccounts.of(run);
        this.last = second;
        return first.equals(second) ? state : State.BUSY;
    }

    private State state(Ledger ledger, Run run) {
        Map<String, Long> brought = new HashMap<>();
        for (EdgeEntry edge : ledger.edges()) {
            if (!edge.isTrue()) {
                return State.BUSY;
            }
            brought.merge(edge.to(), edge.received(), Long::sum);
        }
        State state = State.IDLE;
        for (StageEntry stage : ledger.stages()) {
            Long into = brought.get(stage.stage());
            if (into != null && into != stage.received()) {
                return State.BUSY;
            }
            if (!stage.isTrue()) {
                if (kind(stage.stage(), run) != StageKind.ACCUMULATOR) {
                    return State.BUSY;
                }
                state = State.HELD;
            }
        }
        return state;
    }

    private @Nullable StageKind kind(String stage, Run run) {
        Map<String, StageKind> known = this.kinds;
        if (known == null) {
            known = new HashMap<>();
            for (StageStatistics each : run.statistics().stages()) {
                known.put(each.stage(), each.kind());
            }
            this.kinds = known;
        }
        return known.get(stage);
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

    /** Commits what {@link #look} has seen. */
    void commit(Run run, long number) throws CodecException {
        Ledger seen = this.last;
        if (seen != null) {
            commit(seen, run.statistics(), number);
        }
    }

    void commit(Ledger ledger, RunStatistics statistics, long number) throws CodecException {
        long entered = entered(ledger);
        Map<String, Long> missed = new HashMap<>();
        for (EdgeEntry edge : ledger.edges()) {
            if (edge.from().equals(PipelineForm.ENTRANCE)) {
                missed.put(edge.to(), entered - edge.received());
            }
        }
        Map<String, StageStatistics> byPath = new HashMap<>();
        statistics.stages().forEach((stage) -> byPath.put(stage.stage(), stage));
        for (StageEntry stage : ledger.stages()) {
            Integer place = this.places.get(stage.stage());
            StageStatistics more = byPath.get(stage.stage());
            if (place != null && more != null) {
                // The end of the run may have met an item between two entrances.
                tell(place, stage, missed.getOrDefault(stage.stage(), 0L), more);
            }
        }
        for (EdgeEntry edge : ledger.edges()) {
            Integer from = this.places.get(edge.from());
            Integer to = this.places.get(edge.to());
            if (from != null && to != null) {
                tell(from, to, edge);
            }
        }
        this.results.add(ResultKind.COMMIT, number, (out, codec) -> {
        });
        this.results.flush();
    }

    private void tell(int place, StageEntry stage, long missed, StageStatistics more) throws CodecException {
        long[] now = { stage.received() + missed, stage.done(), more.emitted(), stage.failed(), stage.skipped(),
                stage.deadLettered(), more.failedAttempts(), more.retried(), more.busy().toNanos() };
        long[] before = this.told.getOrDefault(stage.stage(), new long[now.length]);
        boolean changed = false;
        for (int i = 0; i < now.length; i++) {
            changed |= now[i] != before[i];
        }
        if (!changed) {
            return;
        }
        this.told.put(stage.stage(), now);
        this.results.add(ResultKind.STATISTICS, place, (out, codec) -> {
            for (int i = 0; i < now.length; i++) {
                out.writeVarLong(Math.max(0, now[i] - before[i]));
            }
        });
    }

    private void tell(int from, int to, EdgeEntry edge) throws CodecException {
        String key = this.paths.get(from) + " -> " + this.paths.get(to);
        long more = edge.received() - this.crossed.getOrDefault(key, 0L);
        if (more > 0) {
            this.crossed.put(key, edge.received());
            this.results.add(ResultKind.CROSSED, from, (out, codec) -> {
                out.writeVarInt(to);
                out.writeVarLong(more);
            });
        }
    }

}

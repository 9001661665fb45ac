package org.minigun.spring.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps runs in memory: those that go on, and the last of those that have ended.
 * Thread-safe.
 */
public final class InMemoryRunRepository implements RunRepository {

    private final int history;

    /** In the order in which they have begun. */
    private final Map<String, Kept> runs = new LinkedHashMap<>();

    /**
     * Makes a repository.
     * @param history how many runs are kept that have ended, at least 0
     */
    public InMemoryRunRepository(int history) {
        if (history < 0) {
            throw new IllegalArgumentException("Invalid history (" + history + ") of runs: must be at least 0");
        }
        this.history = history;
    }

    @Override
    public synchronized void started(RunRecord run) {
        this.runs.put(run.id(), new Kept(run, List.of()));
    }

    @Override
    public synchronized void ended(RunRecord run, List<FailureRecord> failures) {
        this.runs.put(run.id(), new Kept(run, List.copyOf(failures)));
        long over = this.runs.values().stream().filter(Kept::isOver).count() - this.history;
        List<String> oldest = this.runs.values()
            .stream()
            .filter(Kept::isOver)
            .limit(Math.max(0, over))
            .map((kept) -> kept.run().id())
            .toList();
        oldest.forEach(this.runs::remove);
    }

    @Override
    public synchronized Optional<RunRecord> find(String id) {
        return Optional.ofNullable(this.runs.get(id)).map(Kept::run);
    }

    @Override
    public List<RunRecord> find(RunQuery query) {
        List<RunRecord> found = matching(query);
        Collections.reverse(found);
        found.sort(Comparator.comparing(RunRecord::started).reversed());
        return found.stream().skip(query.offset()).limit(query.limit()).toList();
    }

    @Override
    public long count(RunQuery query) {
        return matching(query).size();
    }

    private synchronized List<RunRecord> matching(RunQuery query) {
        List<RunRecord> found = new ArrayList<>();
        this.runs.values().stream().map(Kept::run).filter(query::matches).forEach(found::add);
        return found;
    }

    @Override
    public synchronized List<FailureRecord> failures(String id, int offset, int limit) {
        Kept kept = this.runs.get(id);
        return (kept != null) ? kept.failures().stream().skip(offset).limit(limit).toList() : List.of();
    }

    private record Kept(RunRecord run, List<FailureRecord> failures) {

        boolean isOver() {
            return this.run.status().isFinal();
        }

    }

}

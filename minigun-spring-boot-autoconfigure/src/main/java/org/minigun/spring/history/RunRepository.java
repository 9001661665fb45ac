package org.minigun.spring.history;

import java.util.List;
import java.util.Optional;

/**
 * Keeps runs. A bean of this type takes the place of the one in memory. Thread-safe: it
 * is called by the threads of runs, when they begin and end, and by those who read.
 * <p>
 * What it throws is logged and does not concern the run.
 */
public interface RunRepository {

    /**
     * Keeps a run that has begun.
     * @param run the run, its status {@link RunStatus#RUNNING}
     */
    void started(RunRecord run);

    /**
     * Keeps a run that has ended, in place of what was kept of it.
     * @param run the run, its status final
     * @param failures what went wrong, the oldest first, as many as are to be kept
     */
    void ended(RunRecord run, List<FailureRecord> failures);

    /**
     * Returns a run.
     * @param id its id
     * @return the run, or empty if it is not kept
     */
    Optional<RunRecord> find(String id);

    /**
     * Returns runs.
     * @param query which
     * @return those that match, the newest first
     */
    List<RunRecord> find(RunQuery query);

    /**
     * Counts runs.
     * @param query which; offset and limit do not matter
     * @return how many match
     */
    long count(RunQuery query);

    /**
     * Returns what went wrong in a run.
     * @param id the id of the run
     * @param offset how many to leave out, at least 0
     * @param limit how many at most, at least 1
     * @return the failures that are kept, the oldest first
     */
    List<FailureRecord> failures(String id, int offset, int limit);

    /**
     * Counts the failures of a run that {@link #failures} tells.
     * @param id the id of the run
     * @return how many are kept; 0 for a run that is not
     */
    default int keptFailures(String id) {
        return failures(id, 0, Integer.MAX_VALUE).size();
    }

}

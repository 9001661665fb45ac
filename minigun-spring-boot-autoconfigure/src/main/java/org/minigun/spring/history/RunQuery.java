package org.minigun.spring.history;

import org.jspecify.annotations.Nullable;

/**
 * Which runs are asked for: those that match, the newest first.
 *
 * @param task the name of their task, or {@code null} for any
 * @param status their status, or {@code null} for any
 * @param offset how many to leave out, at least 0
 * @param limit how many at most, at least 1
 */
public record RunQuery(@Nullable String task, @Nullable RunStatus status, int offset, int limit) {

    /**
     * Checks the numbers.
     * @throws IllegalArgumentException if one is out of its range
     */
    public RunQuery {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException(
                    "Invalid part (%d, %d) of runs: must begin at 0 or later and be of 1 or ".formatted(offset, limit)
                            + "more");
        }
    }

    /**
     * Tells whether a run matches.
     * @param run the run
     * @return whether task and status are those asked for
     */
    public boolean matches(RunRecord run) {
        return (this.task == null || this.task.equals(run.task()))
                && (this.status == null || this.status == run.status());
    }

}

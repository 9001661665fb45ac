package org.minigun.spring.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.metrics.RunStatistics;

/**
 * One run, as it is kept. Holds none of its items.
 *
 * @param id its id
 * @param task the name of its task
 * @param status where it is in its life
 * @param trigger what has started it
 * @param parameters what it was given, as text
 * @param started when it began
 * @param duration how long it took, or {@code null} if it has not ended
 * @param failure what has failed it, or {@code null}
 * @param failures how many {@link FailureRecord failures} it had, those included that are
 * not kept
 * @param statistics the counts of its stages, or {@code null} if they are not known, as
 * those of a run that was cut off
 */
public record RunRecord(String id, String task, RunStatus status, String trigger, Map<String, String> parameters,
        Instant started, @Nullable Duration duration, @Nullable String failure, long failures,
        @Nullable RunStatistics statistics) {

    /**
     * Makes a record.
     */
    public RunRecord {
        parameters = Map.copyOf(parameters);
    }

}

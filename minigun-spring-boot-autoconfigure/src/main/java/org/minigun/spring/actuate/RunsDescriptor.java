package org.minigun.spring.actuate;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.actuate.RunDescriptor.ProgressDescriptor;
import org.minigun.spring.history.RunStatus;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A page of runs, the newest first.
 *
 * @param runs the runs
 * @param page the number of the page, from 0
 * @param size how many runs a page has
 * @param total how many runs match
 */
public record RunsDescriptor(List<RunSummaryDescriptor> runs, int page, int size,
        long total) implements OperationResponseBody {

    /**
     * One run.
     *
     * @param id its id
     * @param task the name of its task
     * @param status where it is in its life
     * @param trigger what has started it
     * @param started when it began
     * @param durationMillis how long it took or goes on; {@code null} if that is not
     * known
     * @param emitted items that its producers have emitted; {@code null} if not known
     * @param consumed items that its last stages have finished; {@code null} if not known
     * @param throughput items that its last stages have finished in a second;
     * {@code null} if not known
     * @param progress how far it is; {@code null} if not known
     * @param failures how many failures it had
     * @param failure what has failed it, or {@code null}
     */
    public record RunSummaryDescriptor(String id, String task, RunStatus status, String trigger, Instant started,
            @Nullable Double durationMillis, @Nullable Long emitted, @Nullable Long consumed,
            @Nullable Double throughput, @Nullable ProgressDescriptor progress, long failures,
            @Nullable String failure) {
    }

}

package org.minigun.spring.actuate;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.history.RunStatus;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The tasks of the application.
 *
 * @param tasks the tasks, by name
 */
public record TasksDescriptor(List<TaskSummaryDescriptor> tasks) implements OperationResponseBody {

    /**
     * One task.
     *
     * @param name its name
     * @param type its class, or {@code null} of a pipeline made by the builder
     * @param stages how many stages it has
     * @param allowConcurrentRuns whether it may run more than once at a time
     * @param schedule when it runs by itself, or {@code null}
     * @param running the ids of its runs that go on
     * @param lastRun the run that has begun last of those that are known, or {@code null}
     */
    public record TaskSummaryDescriptor(String name, @Nullable String type, int stages, boolean allowConcurrentRuns,
            @Nullable ScheduleDescriptor schedule, List<String> running, @Nullable LastRunDescriptor lastRun) {
    }

    /**
     * When a task runs by itself.
     *
     * @param cron its cron expression, or {@code null}
     * @param zone the time zone of it, or {@code null} for that of the system
     * @param fixedDelayMillis the time from the end of a run to the next, or {@code null}
     */
    public record ScheduleDescriptor(@Nullable String cron, @Nullable String zone, @Nullable Double fixedDelayMillis) {
    }

    /**
     * The last run of a task.
     *
     * @param id its id
     * @param status where it is in its life
     * @param started when it began
     * @param durationMillis how long it took, or {@code null} if it goes on
     */
    public record LastRunDescriptor(String id, RunStatus status, Instant started, @Nullable Double durationMillis) {
    }

}

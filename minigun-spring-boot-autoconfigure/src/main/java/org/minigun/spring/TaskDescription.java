package org.minigun.spring;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a task besides its pipeline.
 *
 * @param name its name
 * @param bean the name of its bean
 * @param type the class that is annotated, or {@code null} of a pipeline made by the
 * builder
 * @param parametersType the class of its parameters, or {@code null} if it takes none
 * @param parameters what its parameters are called
 * @param parameterDefaults the values that the properties give to parameters
 * @param allowConcurrentRuns whether it may run more than once at a time
 * @param schedule when it runs by itself, or {@code null}
 */
public record TaskDescription(String name, String bean, @Nullable Class<?> type, @Nullable Class<?> parametersType,
        List<Parameter> parameters, Map<String, String> parameterDefaults, boolean allowConcurrentRuns,
        @Nullable Schedule schedule) {

    /**
     * One parameter.
     *
     * @param name its name
     * @param type its type, for a reader
     */
    public record Parameter(String name, String type) {
    }

    /**
     * When a task runs by itself: by cron, or a time after its last run has ended.
     *
     * @param cron a cron expression of Spring, or {@code null}
     * @param zone the time zone of the cron expression, or {@code null} for that of the
     * system
     * @param fixedDelay the time from the end of a run to the next, or {@code null}
     */
    public record Schedule(@Nullable String cron, @Nullable ZoneId zone, @Nullable Duration fixedDelay) {
    }

}

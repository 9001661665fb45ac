package org.minigun.spring.autoconfigure;

import java.time.Duration;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.TaskDescription.Schedule;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a task runs by itself, below {@code minigun.tasks.<task>.schedule}.
 */
@ConfigurationPropertiesSource
public class ScheduleProperties {

    /**
     * Cron expression of Spring by which the task runs: seconds, minutes, hours, day of
     * the month, month, day of the week. By default it does not run by itself.
     */
    private @Nullable String cron;

    /**
     * Time zone of the cron expression. By default that of the system.
     */
    private @Nullable ZoneId zone;

    /**
     * Time from the start of the application to the first run, and from the end of a run
     * to the next, in milliseconds if no unit is given. By default the task does not run
     * by itself.
     */
    private @Nullable Duration fixedDelay;

    public @Nullable String getCron() {
        return this.cron;
    }

    public void setCron(@Nullable String cron) {
        this.cron = cron;
    }

    public @Nullable ZoneId getZone() {
        return this.zone;
    }

    public void setZone(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    public @Nullable Duration getFixedDelay() {
        return this.fixedDelay;
    }

    public void setFixedDelay(@Nullable Duration fixedDelay) {
        this.fixedDelay = fixedDelay;
    }

    /** What is said, if anything is. */
    @Nullable Schedule schedule(String task) {
        String prefix = "minigun.tasks." + task + ".schedule.";
        String expression = this.cron;
        Duration delay = this.fixedDelay;
        if (expression == null && delay == null) {
            if (this.zone != null) {
                throw new InvalidMinigunPropertyException(
                        "Property '%szone' stands without a cron expression.".formatted(prefix),
                        "Write '%scron' too, or remove it.".formatted(prefix));
            }
            return null;
        }
        if (expression != null && delay != null) {
            throw new InvalidMinigunPropertyException(
                    "Task '%s' has two schedules: '%scron' and '%sfixed-delay'.".formatted(task, prefix, prefix),
                    "Keep one of them.");
        }
        if (expression != null && !CronExpression.isValidExpression(expression)) {
            throw new InvalidMinigunPropertyException(
                    "Invalid cron expression (%s): property '%scron'.".formatted(expression, prefix),
                    "Write six fields, as in '0 30 4 * * *' for half past four every night.");
        }
        if (delay != null && (delay.isNegative() || delay.isZero())) {
            throw new InvalidMinigunPropertyException(
                    "Invalid fixed-delay (%s): property '%sfixed-delay'.".formatted(delay, prefix),
                    "Write more than 0, as in 10m, or remove the property.");
        }
        return new Schedule(expression, this.zone, delay);
    }

}

package org.minigun.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.spring.MinigunTask;

/**
 * Reads what the annotation of a task says of it as a whole.
 */
final class TaskDefaults {

    private final String task;

    private Settings settings = Settings.none();

    private TaskDefaults(String task) {
        this.task = task;
    }

    static Settings of(String task, MinigunTask annotation) {
        TaskDefaults defaults = new TaskDefaults(task);
        defaults.say(Setting.CONCURRENCY, annotation.concurrency());
        defaults.say(Setting.ON_ERROR, annotation.onError());
        defaults.say(Setting.POOL_SIZE, annotation.poolSize());
        defaults.say(Setting.THREADS, annotation.threads());
        defaults.say(Setting.PROCESSES, annotation.processes());
        defaults.say(Setting.CAPACITY, annotation.capacity());
        defaults.say(Setting.RETRIES, annotation.retries());
        return defaults.settings;
    }

    private <T> void say(Setting<T> setting, T[] words) {
        if (words.length > 1) {
            throw new InvalidPipelineException(this.task,
                    "@MinigunTask of task '%s' says several words for %s.".formatted(this.task, setting),
                    "Say one of them.");
        }
        add(setting, (words.length > 0) ? words[0] : null);
    }

    private void say(Setting<Integer> setting, int number) {
        add(setting, (number != Integer.MIN_VALUE) ? number : null);
    }

    private <T> void add(Setting<T> setting, @Nullable T value) {
        if (value == null) {
            return;
        }
        try {
            this.settings = this.settings.with(setting, value, "task '" + this.task + "'", Settings.CODE);
        }
        catch (IllegalArgumentException ex) {
            throw new InvalidPipelineException(this.task, ex.getMessage() + ".",
                    "Change or remove it in the annotation @MinigunTask.");
        }
    }

}

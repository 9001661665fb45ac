package org.minigun.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.Routing;

/**
 * What holds for each stage after all have spoken: the default, the application, the
 * task, the nested pipelines from the outside inwards, the stage itself. The nearest
 * wins.
 */
final class EffectiveSettings {

    private static final String DEFAULT = "default";

    /** What a stage does not inherit, since it is said of that stage alone. */
    private static final Set<Setting<?>> OWN = Set.of(Setting.TO, Setting.FROM, Setting.ROUTING, Setting.ROUTING_KEY,
            Setting.AFFINITY, Setting.POOL, Setting.PARTITION_BY, Setting.ORDERED);

    private static final Settings DEFAULTS = defaults();

    private final Map<String, Settings> byPath = new HashMap<>();

    private final Map<String, Settings> own = new HashMap<>();

    private final StrongerWords words;

    private final Settings task;

    private final String pipeline;

    EffectiveSettings(Pipeline pipeline, Settings application, StrongerWords words) {
        this.pipeline = pipeline.name();
        this.words = words;
        this.task = DEFAULTS.overlaidBy(application).overlaidBy(pipeline.settings());
        collect("", pipeline, this.task);
    }

    private void collect(String prefix, Pipeline pipeline, Settings inherited) {
        for (Stage stage : pipeline.stages()) {
            String path = prefix + stage.name();
            Settings said = this.words.of(stage.settings());
            this.own.put(path, said);
            this.byPath.put(path, inherited.overlaidBy(said));
            if (stage.body() instanceof StageBody.Nested nested) {
                Settings around = inherited.overlaidBy(nested.pipeline().settings()).overlaidBy(said.without(OWN));
                collect(path + "/", nested.pipeline(), around);
            }
        }
    }

    /** What holds for the task as a whole. */
    Settings task() {
        return this.task;
    }

    /** What holds for a stage. */
    Settings of(String path) {
        return this.byPath.getOrDefault(path, this.task);
    }

    /**
     * Refuses a wait between attempts that somebody has asked for and that is cut short.
     */
    void checkWaits(String path) {
        Settings all = of(path);
        Duration first = all.get(Setting.BACKOFF, Duration.ZERO);
        Duration longest = all.get(Setting.BACKOFF_MAX, Duration.ZERO);
        if (first.compareTo(longest) > 0 && !all.origin(Setting.BACKOFF).filter(DEFAULT::equals).isPresent()) {
            throw new InvalidPipelineException(this.pipeline,
                    "Stage '%s' is to wait %s before its first further attempt (backoff, %s), and never longer than %s (backoff-max, %s)."
                        .formatted(path, text(first), all.origin(Setting.BACKOFF).orElse(DEFAULT), text(longest),
                                all.origin(Setting.BACKOFF_MAX).orElse(DEFAULT)),
                    "Write a backoff-max of at least %s, or a shorter backoff.".formatted(text(first)));
        }
    }

    /** As properties are written. */
    private static String text(Duration time) {
        return (time.getNano() == 0) ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    /** What was said of a stage itself. */
    Settings own(String path) {
        return this.own.getOrDefault(path, Settings.none());
    }

    private static Settings defaults() {
        Settings settings = Settings.none();
        settings = said(settings, Setting.CAPACITY, 1024);
        settings = said(settings, Setting.BATCH_SIZE, 100);
        settings = said(settings, Setting.RETRIES, 0);
        settings = said(settings, Setting.BACKOFF, Duration.ofMillis(100));
        settings = said(settings, Setting.BACKOFF_MULTIPLIER, 2.0);
        settings = said(settings, Setting.BACKOFF_MAX, Duration.ofSeconds(10));
        settings = said(settings, Setting.ON_ERROR, OnError.FAIL);
        settings = said(settings, Setting.ORDERED, false);
        settings = said(settings, Setting.FLATTEN, false);
        settings = said(settings, Setting.ROUTING, Routing.BROADCAST);
        settings = said(settings, Setting.MAX_SIZE, 100);
        settings = said(settings, Setting.THREADS, 5);
        settings = said(settings, Setting.VIRTUAL_THREADS, 256);
        settings = said(settings, Setting.ISOLATES, 4);
        settings = said(settings, Setting.PROCESSES, 2);
        settings = said(settings, Setting.DEFAULT_CONTEXT, Concurrency.THREAD);
        settings = said(settings, Setting.INLINE, true);
        settings = said(settings, Setting.WORKER_HEAP, 512L << 20);
        settings = said(settings, Setting.KEPT_FAILURES, 1000);
        return said(settings, Setting.SHUTDOWN_TIMEOUT, Duration.ofSeconds(10));
    }

    private static <T> Settings said(Settings settings, Setting<T> setting, T value) {
        return settings.with(setting, value, "the defaults", DEFAULT);
    }

}

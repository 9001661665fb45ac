package org.minigun.test;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.execution.Engine;

/**
 * Runs a pipeline to its end.
 *
 * @param engine where, or {@code null} for an engine of its own
 * @param placed whether stages run where they are placed
 * @param timeout the longest time
 */
record Runner(@Nullable Engine engine, boolean placed, Duration timeout) {

    RunResult run(Pipeline pipeline) {
        Settings context = Settings.none()
            .with(Setting.DEFAULT_CONTEXT, this.placed ? Concurrency.THREAD : Concurrency.INLINE,
                    "task '" + pipeline.name() + "'", "the test");
        boolean said = this.placed && this.engine == null;
        Pipeline tested = said ? pipeline : pipeline.withOverrides(context, Map.of());
        if (this.engine != null) {
            return ended(this.engine.start(tested));
        }
        try (Engine own = Engine.create()) {
            return ended(own.start(tested));
        }
    }

    private RunResult ended(Run run) {
        try {
            return run.await(this.timeout).orElseGet(() -> {
                AssertionError late = new AssertionError("The run of task '%s' has not ended within %s: %s"
                    .formatted(run.task(), this.timeout, run.statistics()));
                run.cancel();
                throw late;
            });
        }
        catch (InterruptedException ex) {
            run.cancel();
            Thread.currentThread().interrupt();
            throw new AssertionError(
                    "The run of task '%s' was cancelled: its test was interrupted".formatted(run.task()), ex);
        }
    }

}

package org.minigun.spring.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.minigun.CarriedContext;
import org.minigun.ContextCarrier;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;

/**
 * Observes each run, as a part of what is observed on the thread that starts it, and each
 * stage when asked, as a part of the run. The threads of a run have its observation as
 * the current one, or that of their stage. Thread-safe.
 */
public final class MinigunObservations implements ContextCarrier, RunListener {

    private final ObservationRegistry registry;

    private final RunObservationConvention runs;

    private final @Nullable StageObservationConvention stages;

    private final Map<String, Observed> observed = new ConcurrentHashMap<>();

    /**
     * Makes observations; to be added to an engine as a carrier and as a listener.
     * @param registry where observations go
     * @param runs names those of runs
     * @param stages names those of stages; {@code null} to observe none
     */
    public MinigunObservations(ObservationRegistry registry, RunObservationConvention runs,
            @Nullable StageObservationConvention stages) {
        this.registry = registry;
        this.runs = runs;
        this.stages = stages;
    }

    @Override
    public CarriedContext capture(Run run) {
        RunObservationContext context = new RunObservationContext(run);
        Observation observation = Observation.createNotStarted(this.runs, () -> context, this.registry).start();
        Observed known = new Observed(context, observation, new ConcurrentHashMap<>());
        this.observed.put(run.id(), known);
        return new CarriedContext() {

            @Override
            public Scope open(@Nullable String stage) {
                return known.of(stage).openScope()::close;
            }

            @Override
            public void abandon() {
                MinigunObservations.this.observed.remove(run.id());
                observation.error(new IllegalStateException("No thread could be started for the run"));
                observation.stop();
            }

        };
    }

    @Override
    public void stageStarted(Run run, String stage) {
        Observed known = this.observed.get(run.id());
        StageObservationConvention convention = this.stages;
        if (known != null && convention != null) {
            known.stages()
                .put(stage,
                        Observation
                            .createNotStarted(convention, () -> new StageObservationContext(run, stage), this.registry)
                            .parentObservation(known.run())
                            .start());
        }
    }

    @Override
    public void stageEnded(Run run, String stage) {
        Observed known = this.observed.get(run.id());
        Observation ended = (known != null) ? known.stages().remove(stage) : null;
        if (ended != null) {
            ended.stop();
        }
    }

    @Override
    public void runEnded(Run run, RunResult result) {
        Observed known = this.observed.remove(run.id());
        if (known == null) {
            return;
        }
        known.stages().values().forEach(Observation::stop);
        known.context().result(result);
        Throwable cause = result.cause();
        if (cause != null) {
            known.run().error(cause);
        }
        known.run().stop();
    }

    /** What is observed of one run. */
    private record Observed(RunObservationContext context, Observation run, Map<String, Observation> stages) {

        Observation of(@Nullable String stage) {
            Observation own = (stage != null) ? this.stages.get(stage) : null;
            return (own != null) ? own : this.run;
        }

    }

}

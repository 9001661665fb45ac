package org.minigun.spring.observation;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.minigun.CarriedContext;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Observations of runs that do not begin.
 */
class MinigunObservationsTests {

    private final List<String> ended = new ArrayList<>();

    @Test
    void observationOfARunThatDoesNotBeginEnds() throws InterruptedException {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new Ends());
        MinigunObservations observations = new MinigunObservations(registry, new DefaultRunObservationConvention(),
                null);
        Pipeline pipeline = Pipeline.named("unstarted").producer("one", List.of(1)).consumer("keep", (n) -> {
        }).build();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(pipeline);
            CarriedContext context = observations.capture(run);
            assertThat(this.ended).isEmpty();
            context.abandon();
            observations.runEnded(run, run.await());
        }
        assertThat(this.ended).containsExactly("minigun.run: No thread could be started for the run");
    }

    private final class Ends implements ObservationHandler<Observation.Context> {

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStop(Observation.Context context) {
            Throwable error = context.getError();
            MinigunObservationsTests.this.ended
                .add(context.getName() + ": " + ((error != null) ? error.getMessage() : "no error"));
        }

    }

}

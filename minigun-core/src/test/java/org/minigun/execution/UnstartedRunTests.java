package org.minigun.execution;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.minigun.CarriedContext;
import org.minigun.Pipeline;
import org.minigun.RunState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A run for which the machine has no thread.
 */
class UnstartedRunTests {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final AtomicBoolean full = new AtomicBoolean(true);

    @Test
    void leavesNothingBehindAndRunsLater() throws InterruptedException {
        Pipeline pipeline = Pipeline.named("unstarted").producer("numbers", List.of(1, 2)).consumer("keep", (n) -> {
        }).build();
        try (Engine engine = Engine.builder().carrier((run) -> new Heard()).starter(this::start).build()) {
            assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> engine.start(pipeline));
            assertThat(engine.runs()).isEmpty();
            assertThat(this.heard).containsExactly("abandoned");

            this.full.set(false);
            assertThat(engine.run(pipeline).state()).isEqualTo(RunState.COMPLETED);
            assertThat(this.heard).contains("opened").containsOnlyOnce("abandoned");
        }
    }

    private void start(Thread thread) {
        if (this.full.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        thread.start();
    }

    private final class Heard implements CarriedContext {

        @Override
        public Scope open(@Nullable String stage) {
            UnstartedRunTests.this.heard.add("opened");
            return () -> {
            };
        }

        @Override
        public void abandon() {
            UnstartedRunTests.this.heard.add("abandoned");
        }

    }

}

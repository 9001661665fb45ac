package org.minigun.scenarios;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.ProcessorFunction;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code in an isolate that takes no notice of its interrupt: it is told of and accounted
 * for.
 */
class IsolateStuckTests {

    private static final String BEGUN = "minigun.test.stuck.begun";

    private static final String LEAVE = "minigun.test.stuck.leave";

    private static final ProcessorFunction<Integer, Integer> STAY = (n) -> {
        ignoreInterrupts();
        return n;
    };

    static void ignoreInterrupts() {
        latch(BEGUN).countDown();
        while (latch(LEAVE).getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static CountDownLatch latch(String name) {
        return (CountDownLatch) System.getProperties().get(name);
    }

    @Test
    void itemInCodeThatDoesNotStopIsAccountedFor() throws Exception {
        RunResult result = cancelled(Pipeline.named("isolate-stuck")
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("stay", STAY, (o) -> o.concurrency(Concurrency.ISOLATE, 1)));
        assertThat(result.ledger().stage("stay").unfinished()).isEqualTo(result.ledger().stage("stay").received());
    }

    @Test
    void threadOfAPipelineInAnIsolateThatDoesNotStopIsTold() throws Exception {
        Pipeline inner = Pipeline.nested("inner", Integer.class)
            .processor("same", (Integer n) -> n)
            .processor("stay", STAY, (o) -> o.concurrency(Concurrency.THREAD, 1))
            .build();
        RunResult result = cancelled(Pipeline.named("isolate-stuck")
            .producer("numbers", Scenario.numbers(1, 10))
            .pipeline(inner, Integer.class, (o) -> o.concurrency(Concurrency.ISOLATE, 1)));
        assertThat(result.stuckThreads().get(0).name()).contains("stay");
        assertThat(result.stuckThreads().get(0).stack())
            .anySatisfy((frame) -> assertThat(frame.getMethodName()).isEqualTo("ignoreInterrupts"));
    }

    private static RunResult cancelled(PipelineBuilder<Integer> begun) throws Exception {
        System.getProperties().put(BEGUN, new CountDownLatch(1));
        System.getProperties().put(LEAVE, new CountDownLatch(1));
        try (Engine engine = Engine.create()) {
            Run run = engine.start(begun.consumer("collect", (Integer n) -> {
            }).options((o) -> o.shutdownTimeout(Duration.ofSeconds(2))).build());
            assertThat(latch(BEGUN).await(20, TimeUnit.SECONDS)).isTrue();
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.stuckThreads()).hasSize(1);
            return result;
        }
        finally {
            latch(LEAVE).countDown();
            System.getProperties().remove(BEGUN);
        }
    }

}

package org.minigun.scenarios;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
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
        System.getProperties().put(BEGUN, new CountDownLatch(1));
        System.getProperties().put(LEAVE, new CountDownLatch(1));
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("isolate-stuck")
                .producer("numbers", Scenario.numbers(1, 10))
                .processor("stay", (Integer n) -> {
                    ignoreInterrupts();
                    return n;
                }, (o) -> o.concurrency(Concurrency.ISOLATE, 1))
                .consumer("collect", (Integer n) -> {
                })
                .options((o) -> o.shutdownTimeout(Duration.ofMillis(500)))
                .build());
            assertThat(latch(BEGUN).await(20, TimeUnit.SECONDS)).isTrue();
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.stuckThreads()).hasSize(1);
            assertThat(result.ledger().stage("stay").unfinished()).isEqualTo(result.ledger().stage("stay").received());
        }
        finally {
            latch(LEAVE).countDown();
            System.getProperties().remove(BEGUN);
        }
    }

}

package org.minigun.scenarios;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Concurrency;
import org.minigun.Hook;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.StuckThread;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hooks that do not return: a run that is cancelled ends all the same, and names them.
 */
@Timeout(60)
class HookDeadlineTests {

    private final CountDownLatch begun = new CountDownLatch(1);

    private final CountDownLatch leave = new CountDownLatch(1);

    @AfterEach
    void leaveHooks() {
        this.leave.countDown();
    }

    @Test
    void aCancelledRunEndsAlthoughItsLastHookDoesNot() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(pipeline("after-run", Hook.Kind.AFTER_RUN));
            this.begun.await();
            run.cancel();
            assertGivenUp(run, RunState.CANCELLED);
        }
    }

    @Test
    void aCancelledRunEndsAlthoughItsFirstHookDoesNot() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(pipeline("before-run", Hook.Kind.BEFORE_RUN));
            this.begun.await();
            run.cancel();
            assertGivenUp(run, RunState.CANCELLED);
        }
    }

    @Test
    void aStoppedRunEndsAfterItsDeadlineAlthoughItsLastHookDoesNot() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(pipeline("stopped", Hook.Kind.AFTER_RUN));
            this.begun.await();
            run.stop(Duration.ofMillis(100));
            assertGivenUp(run, RunState.STOPPED);
        }
    }

    @Test
    void anEngineClosesAlthoughAHookDoesNotEnd() throws InterruptedException {
        Run run;
        try (Engine engine = Engine.create()) {
            run = engine.start(pipeline("closed", Hook.Kind.AFTER_RUN));
            this.begun.await();
        }
        assertGivenUp(run, RunState.CANCELLED);
    }

    @Test
    void aHookThatEndsInTimeIsNotGivenUp() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("slow-hook")
                .options((o) -> o.shutdownTimeout(Duration.ofSeconds(10)))
                .afterRun((ending) -> {
                    this.begun.countDown();
                    this.leave.await(500, TimeUnit.MILLISECONDS);
                })
                .producer("read", Scenario.numbers(1, 3))
                .consumer("save", (n) -> {
                })
                .build());
            this.begun.await();
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.stuckThreads()).isEmpty();
        }
    }

    @Test
    void theThreadOfAnInlineRunStartedApartIsInterruptedForTheHookItIsStuckIn() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine.startApart(Pipeline.named("apart")
                .options((o) -> o.defaultContext(Concurrency.INLINE).shutdownTimeout(Duration.ofMillis(300)))
                .afterRun((ending) -> {
                    this.begun.countDown();
                    try {
                        this.leave.await();
                    }
                    catch (InterruptedException ex) {
                        interrupted.countDown();
                    }
                })
                .producer("read", Scenario.numbers(1, 3))
                .consumer("save", (n) -> {
                })
                .build(), Map.of());
            this.begun.await();
            run.cancel();
            assertThat(run.await(Duration.ofSeconds(5)).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
            assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(5)).until(() -> Scenario.threadsOf("apart").isEmpty());
        }
    }

    private void assertGivenUp(Run run, RunState state) throws InterruptedException {
        RunResult result = run.await(Duration.ofSeconds(5)).orElseThrow();
        assertThat(result.state()).isEqualTo(state);
        assertThat(run.state()).isEqualTo(state);
        assertThat(result.ledger().violations()).isEmpty();
        assertThat(result.stuckThreads()).singleElement()
            .extracting(StuckThread::name)
            .isEqualTo("minigun-" + run.task() + "-run");
        assertThat(result.stuckThreads().get(0).stack().toString()).contains(getClass().getName());
        this.leave.countDown();
        await().atMost(Duration.ofSeconds(5)).until(() -> Scenario.threadsOf(run.task()).isEmpty());
        assertThat(run.await()).isSameAs(result);
    }

    private Pipeline pipeline(String name, Hook.Kind kind) {
        return Pipeline.named(name)
            .options((o) -> o.shutdownTimeout(Duration.ofMillis(300)))
            .hook(new Hook(kind, null, (Hook.Body) (run) -> {
                this.begun.countDown();
                awaitWhateverHappens();
            }))
            .producer("read", Scenario.numbers(1, 3))
            .consumer("save", (n) -> {
            })
            .build();
    }

    private void awaitWhateverHappens() {
        while (this.leave.getCount() > 0) {
            try {
                this.leave.await();
            }
            catch (InterruptedException ex) {
                // A hook that ignores interruption.
            }
        }
    }

}

package org.minigun.scenarios;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

/**
 * The rows of "Cancellation, stop, background" on runs that go on in the background, are
 * stopped, held and awaited.
 */
class StoppingTests {

    @Test
    void s225_startReturnsAtOnceAndStopEndsTheRun() {
        try (Engine engine = Engine.create()) {
            Scenario.end(warmUp(engine));
            long start = System.nanoTime();
            Run run = engine.start(endless("s225"));
            assertThat(Endless.millisSince(start)).isLessThan(300);
            assertThat(run.isRunning()).isTrue();
            assertThat(engine.runs()).containsExactly(run);
            run.stop();
            RunResult result = Scenario.end(run);
            assertThat(run.isRunning()).isFalse();
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.unfinished()).isEmpty();
        }
    }

    @Test
    void s226_awaitReturnsAtOnceTheSecondTime() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine
                .start(Pipeline.named("s226").producer("generate", Scenario.numbers(1, 5)).consumer("collect", (n) -> {
                }).build());
            RunResult first = Scenario.end(run);
            assertThat(first.state()).isEqualTo(RunState.COMPLETED);
            assertThat(first.ledger().stage("collect").done()).isEqualTo(5);
            assertThat(run.isRunning()).isFalse();
            long start = System.nanoTime();
            assertThat(run.await()).isSameAs(first);
            assertThat(Endless.millisSince(start)).isLessThan(100);
        }
    }

    @Test
    void s227_nothingHappensWhenNothingRuns() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            assertThat(engine.runs()).isEmpty();
            Run run = warmUp(engine);
            RunResult result = Scenario.end(run);
            assertThat(run.isRunning()).isFalse();
            assertThat(engine.runs()).isEmpty();
            assertThatNoException().isThrownBy(() -> {
                run.stop();
                run.pause();
                run.resume();
                run.cancel();
                assertThat(run.stop(Duration.ZERO)).isSameAs(result);
                assertThat(run.await()).isSameAs(result);
            });
            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void s228_nothingGoesOnAfterAStop() throws InterruptedException {
        AtomicInteger consumed = new AtomicInteger();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s228")
                .producer("generate", Integer.class, Endless::numbers)
                .consumer("slow", (n) -> {
                    Thread.sleep(10);
                    consumed.incrementAndGet();
                }, (o) -> o.concurrency(Concurrency.THREAD, 1).capacity(20))
                .build());
            await().until(() -> consumed.get() >= 5);
            run.stop();
            RunResult result = run.await(Duration.ofSeconds(5)).orElseThrow();
            Scenario.assertHolds(result);
            int atTheEnd = consumed.get();
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.unfinished()).isEmpty();
            assertThat(result.ledger().stage("slow").done()).isEqualTo(atTheEnd);
            assertThat(result.ledger().edge("generate", "slow").routed()).isEqualTo(atTheEnd);
            await().during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(2))
                .until(() -> consumed.get() == atTheEnd);
        }
    }

    @Test
    void s234_pauseHoldsTheProducerAndResumeFreesIt() {
        AtomicInteger consumed = new AtomicInteger();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s234")
                .producer("generate", Integer.class, Endless::numbers)
                .consumer("count", (n) -> consumed.incrementAndGet(), (o) -> o.concurrency(Concurrency.THREAD, 1))
                .build());
            await().until(() -> consumed.get() > 1000);
            run.pause();
            assertThat(run.state()).isEqualTo(RunState.PAUSED);
            assertThat(run.isRunning()).isTrue();
            await().until(() -> run.statistics().emitted() == consumed.get());
            long held = run.statistics().emitted();
            // One that was being emitted then may still come.
            await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(3))
                .until(() -> run.statistics().emitted() <= held + 1 && consumed.get() <= held + 1);
            run.resume();
            assertThat(run.state()).isEqualTo(RunState.RUNNING);
            await().until(() -> consumed.get() > held + 1000);
            run.stop();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.statistics().emitted()).isEqualTo(consumed.get());
            assertThat(result.unfinished()).isEmpty();
        }
    }

    @Test
    void s235_stopCutsOffWhatIsNotFinishedAtItsDeadline() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s235")
                .producer("generate", Scenario.numbers(1, 100))
                .consumer("slow", (n) -> Thread.sleep(100), (o) -> o.concurrency(Concurrency.THREAD, 1))
                .build());
            await().until(() -> run.statistics().stage("slow").received() == 100);
            long start = System.nanoTime();
            RunResult result = run.stop(Duration.ofMillis(500));
            assertThat(Endless.millisSince(start)).isBetween(490L, 3_000L);
            Scenario.assertHolds(result);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            long done = result.ledger().stage("slow").done();
            assertThat(done).isLessThan(40);
            assertThat(Endless.unfinishedAt("slow", result)).containsExactlyInAnyOrderElementsOf(
                    Scenario.numbers((int) done + 1, 100).stream().map(Object.class::cast).toList());
            assertThat(result.ledger().stage("slow").unfinished()).isEqualTo(100 - done);
        }
    }

    @Test
    void s236_theStrongerRequestWins() {
        assertThat(stateAfter("s236-twice", Run::stop, Run::stop)).isEqualTo(RunState.STOPPED);
        assertThat(stateAfter("s236-cancel", Run::stop, Run::cancel)).isEqualTo(RunState.CANCELLED);
        assertThat(stateAfter("s236-stop", Run::cancel, Run::stop)).isEqualTo(RunState.CANCELLED);
    }

    /** The stage outlives a mere stop until it is told to end. */
    private static RunState stateAfter(String name, java.util.function.Consumer<Run> first,
            java.util.function.Consumer<Run> second) {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(
                    Pipeline.named(name).producer("generate", Integer.class, Endless::numbers).consumer("hold", (n) -> {
                        began.countDown();
                        go.await();
                    }).build());
            await().until(() -> began.getCount() == 0);
            long start = System.nanoTime();
            first.accept(run);
            second.accept(run);
            assertThat(Endless.millisSince(start)).isLessThan(5_000);
            go.countDown();
            return Scenario.end(run).state();
        }
    }

    @Test
    void s237_awaitSaysThatTheRunHasNotEnded() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(endless("s237"));
            long start = System.nanoTime();
            assertThat(run.await(Duration.ofMillis(200))).isEmpty();
            assertThat(Endless.millisSince(start)).isBetween(195L, 2_000L);
            assertThat(run.isRunning()).isTrue();
            long emitted = run.statistics().emitted();
            await().until(() -> run.statistics().emitted() > emitted);
            run.cancel();
            Scenario.end(run);
        }
    }

    @Test
    void s238_anInterruptOfTheThreadThatAwaitsIsNotOneOfTheRun() throws InterruptedException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(endless("s238"));
            Thread waiting = new Thread(() -> {
                try {
                    run.await();
                }
                catch (Throwable ex) {
                    thrown.set(ex);
                }
            });
            waiting.start();
            await().until(() -> waiting.getState() == Thread.State.WAITING);
            waiting.interrupt();
            waiting.join(5_000);
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(run.state()).isEqualTo(RunState.RUNNING);
            long emitted = run.statistics().emitted();
            await().until(() -> run.statistics().emitted() > emitted);
            run.cancel();
            assertThat(Scenario.end(run).state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    @Tag("long")
    void s240_twentyRunsLeaveNothingBehind() {
        try (Engine engine = Engine.create()) {
            Scenario.end(engine.start(hundred()));
            long threads = threads();
            long children = ProcessHandle.current().children().count();
            int files = openFiles();
            for (int i = 0; i < 20; i++) {
                RunResult result = Scenario.end(engine.start(hundred()));
                assertThat(result.ledger().stage("collect").done()).isEqualTo(100);
                assertThat(Scenario.threadsOf("s240")).isEmpty();
            }
            assertThat(engine.runs()).isEmpty();
            await().until(() -> threads() <= threads);
            assertThat(ProcessHandle.current().children().count()).isEqualTo(children);
            assertThat(openFiles()).isLessThanOrEqualTo(files + 2);
        }
    }

    private static Pipeline hundred() {
        return Pipeline.named("s240")
            .producer("generate", Scenario.numbers(1, 100))
            .processor("work", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 4))
            .accumulator("batch", (o) -> o.maxSize(7).maxWait(Duration.ofMillis(5)))
            .flatten("unpack", Integer.class, (batch) -> batch)
            .consumer("collect", (n) -> {
            })
            .build();
    }

    /** The threads of runs, and any others that are not the machine's own. */
    private static long threads() {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .filter((thread) -> thread.getName().startsWith("minigun"))
            .count();
    }

    private static int openFiles() {
        String[] open = new File("/proc/self/fd").list();
        return (open != null) ? open.length : 0;
    }

    private static Run warmUp(Engine engine) {
        return engine
            .start(Pipeline.named("warm-up").producer("generate", Scenario.numbers(1, 3)).consumer("collect", (n) -> {
            }).build());
    }

    private static Pipeline endless(String name) {
        return Pipeline.named(name).producer("generate", Integer.class, Endless::numbers).consumer("collect", (n) -> {
        }).build();
    }

}

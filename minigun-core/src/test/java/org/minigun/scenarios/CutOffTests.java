package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.execution.Engine;
import org.minigun.plan.NamedPool;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs that are cut off at awkward moments: they end all the same, and every item is
 * accounted for.
 */
class CutOffTests {

    @RepeatedTest(20)
    void cancelRightAfterTheStartEndsTheRun() {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(endless("cancel-at-once"));
            run.cancel();
            assertThat(Scenario.end(run).state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void cancelWhileGroupsAreBegunEndsTheRun() {
        for (int pause = 0; pause < 60; pause += 3) {
            try (Engine engine = Engine.create()) {
                Run run = engine.start(many("cancel-while-begun", 8));
                spin(pause * 50_000L);
                run.cancel();
                assertThat(Scenario.end(run).state()).isEqualTo(RunState.CANCELLED);
            }
        }
    }

    @Test
    void statisticsCanBeAskedForBeforeAStageHasBegun() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("early-statistics")
                .producer("generate", Scenario.numbers(1, 3))
                .consumer("collect", (n) -> {
                })
                .beforeRun((same) -> asked.await())
                .build());
            assertThat(run.statistics().emitted()).isZero();
            assertThat(run.statistics().stage("collect").received()).isZero();
            asked.countDown();
            assertThat(Scenario.end(run).statistics().emitted()).isEqualTo(3);
        }
    }

    @Test
    void aRunWhoseFirstHookThrowsHasEmptyAccounts() {
        RunResult result = Scenario.run(Pipeline.named("first-hook-throws")
            .producer("generate", Scenario.numbers(1, 3))
            .consumer("collect", (n) -> {
            })
            .beforeRun((run) -> {
                throw new IllegalStateException("no database");
            })
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).hasMessage("no database");
        assertThat(result.ledger().stage("collect").received()).isZero();
    }

    @RepeatedTest(5)
    void itemsThatWaitForTheirTurnInAnOrderedPoolAreListed() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("ordered-cut-off")
                .producer("generate", Scenario.numbers(0, 99))
                .processor("work", (n) -> {
                    if (n == 0) {
                        first.countDown();
                        Thread.sleep(60_000);
                    }
                    return n;
                }, (o) -> o.concurrency(Concurrency.THREAD, 4).ordered().capacity(2))
                .consumer("collect", (n) -> {
                })
                .build());
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            await().until(() -> waiting("minigun-ordered-cut-off-work") >= 3);
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(Endless.unfinishedAt("work", result)).hasSize((int) result.ledger().stage("work").unfinished())
                .contains(0)
                .doesNotHaveDuplicates();
        }
    }

    @RepeatedTest(5)
    void itemsThatWaitForAPlaceInANamedPoolAreListed() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        try (Engine engine = Engine.builder().pool(new NamedPool("one", Concurrency.THREAD, 1)).build()) {
            Run run = engine.start(Pipeline.named("pool-cut-off")
                .producer("generate", Scenario.numbers(0, 9))
                .consumer("a", (n) -> block(first), (o) -> o.pool("one"))
                .consumer("b", (n) -> block(first), (o) -> o.pool("one"))
                .build());
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            await().until(() -> run.statistics().emitted() == 10);
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.unfinished()).hasSize(20);
        }
    }

    @RepeatedTest(5)
    void anItemThatHasEmittedIntoAnOrderedPoolIsUnfinishedOnce() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(3);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("ordered-emitter")
                .producer("generate", Scenario.numbers(0, 2))
                .processor("work", Integer.class, (n, out) -> {
                    out.emit(n);
                    block(blocked);
                }, (o) -> o.concurrency(Concurrency.THREAD, 3).ordered())
                .consumer("collect", (n) -> {
                })
                .build());
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.ledger().stage("work").done()).isZero();
            assertThat(Endless.unfinishedAt("work", result)).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    /** The run's signal used to come after what kept the first failure busy. */
    @Test
    void contextsThatFailTogetherAccountForTheirItems() {
        Logger logger = (Logger) LoggerFactory.getLogger("org.minigun.run");
        FirstFailure first = new FirstFailure("minigun-fail-together-work-");
        first.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(first);
        try {
            RunResult result = Scenario.run(Pipeline.named("fail-together")
                .producer("generate", Scenario.numbers(0, 9))
                .processor("work", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 2))
                .consumer("collect", (n) -> {
                })
                .build(), (engine) -> engine.set(Setting.JAVA_HOME, "no-java-here").set(Setting.START_ATTEMPTS, 1));
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(first.wasHeld).isTrue();
            assertThat(result.unfinished()).hasSize((int) result.ledger().stage("work").unfinished()).isNotEmpty();
        }
        finally {
            logger.detachAppender(first);
            logger.setLevel(null);
        }
    }

    /** Holds the thread that logs a run's failure until another context has ended. */
    private static final class FirstFailure extends UnsynchronizedAppenderBase<ILoggingEvent> {

        private final String contexts;

        private volatile boolean wasHeld;

        FirstFailure(String contexts) {
            this.contexts = contexts;
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().contains("fails at") && !this.wasHeld) {
                this.wasHeld = true;
                await().atMost(Duration.ofSeconds(10)).until(() -> contexts() < 2);
            }
        }

        private long contexts() {
            return Thread.getAllStackTraces()
                .keySet()
                .stream()
                .map(Thread::getName)
                .filter((name) -> name.matches(this.contexts + "\\d"))
                .count();
        }

    }

    @Test
    void twoOrderedStagesInOneSmallPoolDoNotBlockEachOther() {
        List<Integer> collected = Scenario.collected();
        Scenario.run(Pipeline.named("ordered-shared-pool")
            .producer("generate", Scenario.numbers(0, 399))
            .processor("a", CutOffTests::unevenly, (o) -> o.pool("two").ordered().capacity(1))
            .processor("b", CutOffTests::unevenly, (o) -> o.pool("two").ordered().capacity(1))
            .consumer("collect", collected::add)
            .build(), (engine) -> engine.pool(new NamedPool("two", Concurrency.THREAD, 2)));
        assertThat(collected).isEqualTo(Scenario.numbers(0, 399));
    }

    @Test
    void aStuckStageThatReturnsWhileTheRunEndsDoesNotFalsifyTheAccounts() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("late-return")
                .options((o) -> o.shutdownTimeout(Duration.ofMillis(50)))
                .producer("generate", Scenario.numbers(0, 9))
                .processor("stubborn", (n) -> {
                    begun.countDown();
                    spin(400_000_000L);
                    return n;
                }, (o) -> o.concurrency(Concurrency.THREAD, 1))
                .consumer("collect", (n) -> {
                })
                .afterRun((same) -> {
                    Thread.interrupted();
                    Thread.sleep(800);
                })
                .build());
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            await().pollInterval(Duration.ofMillis(5)).until(() -> run.statistics().emitted() == 10);
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.ledger().stage("stubborn").unfinished()).isEqualTo(10);
            assertThat(result.stuckThreads()).anySatisfy((stuck) -> {
                assertThat(stuck.name()).endsWith("stubborn");
                assertThat(stuck.stack()).isNotEmpty();
            });
            await().until(() -> Scenario.threadsOf("late-return").isEmpty());
            assertThat(result.ledger().violations()).isEmpty();
        }
    }

    @Test
    void theItemsOfABatchThatIsStuckAreListedOneByOne() throws InterruptedException {
        for (Duration wait : List.of(Duration.ofMillis(1), Duration.ofMinutes(1))) {
            CountDownLatch began = new CountDownLatch(1);
            AtomicBoolean release = new AtomicBoolean();
            try (Engine engine = Engine.create()) {
                Run run = engine.start(Pipeline.named("stuck-batch")
                    .options((o) -> o.shutdownTimeout(Duration.ofMillis(200)))
                    .producer("generate", Integer.class, (out) -> {
                        out.emit(1);
                        out.emit(2);
                        out.emit(3);
                        Endless.block();
                    })
                    .accumulator("batch", (items) -> {
                        began.countDown();
                        while (!release.get()) {
                            Endless.workOn(1);
                        }
                        return items;
                    }, (o) -> o.maxSize(3).maxWait(wait))
                    .consumer("collect", (items) -> {
                    })
                    .build());
                Endless.awaitLatch(began);
                run.cancel();
                RunResult result = Scenario.end(run);
                release.set(true);
                long unfinished = result.ledger().stage("batch").unfinished();
                assertThat(unfinished).isBetween(1L, 3L);
                assertThat(Endless.unfinishedAt("batch", result)).hasSize((int) unfinished).contains(1);
                assertThat(result.stuckThreads()).isNotEmpty();
                await().until(() -> Scenario.threadsOf("stuck-batch").isEmpty());
            }
        }
    }

    private static Pipeline endless(String name) {
        return Pipeline.named(name).producer("generate", Integer.class, (out) -> {
            for (int i = 0;; i++) {
                out.emit(i);
            }
        }).consumer("collect", (n) -> {
        }).build();
    }

    private static Pipeline many(String name, int stages) {
        var builder = Pipeline.named(name).producer("generate", Integer.class, (out) -> {
            for (int i = 0;; i++) {
                out.emit(i);
            }
        });
        for (int i = 0; i < stages; i++) {
            builder = builder.<Integer>processor("p" + i, (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 2));
        }
        return builder.consumer("collect", (n) -> {
        }).build();
    }

    private static Integer unevenly(Integer n) throws InterruptedException {
        Thread.sleep(n % 3);
        return n;
    }

    private static void block(CountDownLatch began) throws InterruptedException {
        began.countDown();
        Thread.sleep(60_000);
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static long waiting(String threads) {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .filter((thread) -> thread.getName().startsWith(threads) && thread.getState() == Thread.State.WAITING)
            .count();
    }

}

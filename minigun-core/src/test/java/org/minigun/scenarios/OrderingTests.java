package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Ordering" that need no child process.
 */
class OrderingTests {

    private final List<Integer> collected = Scenario.collected();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Test
    void s215_colocatedStagesKeepTheOrder() {
        Scenario.run(Pipeline.named("s215")
            .producer("generate", Scenario.numbers(1, 10_000))
            .processor("add", (n) -> n + 10)
            .processor("subtract", (n) -> n - 10)
            .consumer("collect", this.collected::add)
            .build());
        assertThat(this.collected).isEqualTo(Scenario.numbers(1, 10_000));
    }

    @RepeatedTest(3)
    void s216_orderedPoolKeepsTheOrder() {
        RunResult result = Scenario.run(pool("s216-ordered", true, 500));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).isEqualTo(Scenario.numbers(1, 500));
        assertThat(this.threads).hasSizeBetween(2, 8);
    }

    @Tag("long")
    @RepeatedTest(100)
    void s216_orderedPoolKeepsTheOrderOfManyFastItems() {
        Scenario.run(Pipeline.named("s216-fast")
            .producer("generate", Scenario.numbers(1, 100_000))
            .processor("pass", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 8).ordered())
            .consumer("collect", this.collected::add)
            .build());
        assertThat(this.collected).isEqualTo(Scenario.numbers(1, 100_000));
    }

    @RepeatedTest(3)
    void s216_poolKeepsTheSet() {
        Scenario.run(pool("s216", false, 500));
        assertThat(this.collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 500));
        assertThat(this.threads).hasSizeBetween(2, 8);
    }

    private Pipeline pool(String task, boolean ordered, int items) {
        return Pipeline.named(task).producer("generate", Scenario.numbers(1, items)).processor("wait", (n) -> {
            this.threads.add(Thread.currentThread());
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(5_000_000));
            return n;
        }, (o) -> {
            o.concurrency(Concurrency.THREAD, 8);
            if (ordered) {
                o.ordered();
            }
        }).consumer("collect", this.collected::add).build();
    }

    @RepeatedTest(3)
    void s216_orderedPoolWaitsForASlowItemWithinItsCapacity() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ahead = new AtomicInteger();
        Scenario
            .run(Pipeline.named("s216-slow").producer("generate", Scenario.numbers(1, 1000)).processor("wait", (n) -> {
                begun.incrementAndGet();
                if (n == 1) {
                    Thread.sleep(300);
                    ahead.set(begun.get());
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 8).ordered().capacity(32))
                .consumer("collect", this.collected::add)
                .build());
        assertThat(this.collected).isEqualTo(Scenario.numbers(1, 1000));
        assertThat(ahead.get()).isBetween(2, 32);
    }

    @RepeatedTest(3)
    void s216_orderedPoolKeepsTheOrderOfSeveralOutputs() {
        Scenario.run(Pipeline.named("s216-several")
            .producer("generate", Scenario.numbers(1, 200))
            .processor("thrice", Integer.class, (n, out) -> {
                for (int i = 0; i < 3; i++) {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(500_000));
                    out.emit(n * 3 + i);
                }
            }, (o) -> o.concurrency(Concurrency.THREAD, 8).ordered())
            .consumer("collect", this.collected::add)
            .build());
        assertThat(this.collected).isEqualTo(Scenario.numbers(3, 602));
    }

    @RepeatedTest(3)
    void s216_stageColocatedWithAnOrderedPoolKeepsTheOrder() {
        Scenario.run(Pipeline.named("s216-colocated")
            .producer("generate", Scenario.numbers(1, 500))
            .processor("wait", (n) -> {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000_000));
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 8).ordered())
            .consumer("collect", this.collected::add, (o) -> o.affinity(Affinity.COLOCATED))
            .build());
        assertThat(this.collected).isEqualTo(Scenario.numbers(1, 500));
    }

    @RepeatedTest(3)
    void s216_orderedPoolWhoseRunFailsEnds() {
        RunResult result = Scenario.run(Pipeline.named("s216-failing")
            .producer("generate", Scenario.numbers(1, 5000))
            .processor("fail", (n) -> {
                if (n == 700) {
                    throw new IllegalStateException("no");
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 8).ordered().capacity(64))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.ledger().stage("fail").failed()).isEqualTo(1);
        assertThat(result.ledger().stage("fail").done()).isNotNegative();
        assertThat(this.collected).isEqualTo(Scenario.numbers(1, this.collected.size()));
        assertThat(this.collected.size()).isLessThan(700);
    }

    @RepeatedTest(3)
    void s218_itemsOfAKeyKeepTheirOrderAndMeetOneThread() {
        partitioned("s218", Concurrency.THREAD);
    }

    @Tag("long")
    @RepeatedTest(100)
    void s218_itemsOfAKeyKeepTheirOrderAndMeetOneThreadManyTimes() {
        partitioned("s218-long", Concurrency.THREAD);
    }

    @ParameterizedTest
    @EnumSource(value = Concurrency.class, names = "VIRTUAL_THREAD")
    void s218_itemsOfAKeyKeepTheirOrderOnOtherContexts(Concurrency concurrency) {
        partitioned("s218-other", concurrency);
    }

    private void partitioned(String task, Concurrency concurrency) {
        Map<Integer, List<Integer>> byKey = new ConcurrentHashMap<>();
        Map<Integer, Set<Thread>> threadsByKey = new ConcurrentHashMap<>();
        Map<Integer, AtomicInteger> working = new ConcurrentHashMap<>();
        AtomicInteger most = new AtomicInteger();
        RunResult result = Scenario
            .run(Pipeline.named(task).producer("generate", Scenario.numbers(0, 999)).processor("work", (n) -> {
                AtomicInteger atOnce = working.computeIfAbsent(n % 10, (key) -> new AtomicInteger());
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                this.threads.add(Thread.currentThread());
                threadsByKey.computeIfAbsent(n % 10, (key) -> ConcurrentHashMap.newKeySet())
                    .add(Thread.currentThread());
                byKey.computeIfAbsent(n % 10, (key) -> Scenario.collected()).add(n);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(200_000));
                atOnce.decrementAndGet();
                return n;
            }, (o) -> o.concurrency(concurrency, 4).partitionBy((n) -> n % 10))
                .consumer("collect", this.collected::add)
                .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(most).hasValue(1);
        assertThat(this.threads).hasSizeBetween(2, 4);
        assertThat(threadsByKey).hasSize(10).allSatisfy((key, met) -> assertThat(met).hasSize(1));
        assertThat(byKey).hasSize(10).allSatisfy((key, items) -> assertThat(items).hasSize(100).isSorted());
        for (int key = 0; key < 10; key++) {
            int wanted = key;
            assertThat(this.collected.stream().filter((n) -> n % 10 == wanted)).hasSize(100).isSorted();
        }
    }

    @RepeatedTest(5)
    void s221_orderedItemThatIsTriedAgainKeepsItsPlace() {
        AtomicInteger failures = new AtomicInteger();
        RunResult result = Scenario
            .run(Pipeline.named("s221").producer("generate", Scenario.numbers(1, 10)).processor("try", (n) -> {
                if (n == 5 && failures.incrementAndGet() <= 2) {
                    throw new IllegalStateException("not yet");
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 4).ordered().retries(2).backoff(Duration.ofMillis(20)))
                .consumer("collect", this.collected::add)
                .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(failures).hasValue(3);
        assertThat(this.collected).isEqualTo(Scenario.numbers(1, 10));
    }

    @RepeatedTest(5)
    void s221_orderedItemThatIsSkippedIsNotWaitedFor() {
        RunResult result = Scenario
            .run(Pipeline.named("s221-skip").producer("generate", Scenario.numbers(1, 10)).processor("try", (n) -> {
                if (n == 5) {
                    throw new IllegalStateException("never");
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 4).ordered().onError(OnError.SKIP))
                .consumer("collect", this.collected::add)
                .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactly(1, 2, 3, 4, 6, 7, 8, 9, 10);
        assertThat(result.ledger().stage("try").skipped()).isEqualTo(1);
        assertThat(result.ledger().stage("try").done()).isEqualTo(9);
    }

}

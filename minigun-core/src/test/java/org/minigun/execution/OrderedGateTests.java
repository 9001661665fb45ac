package org.minigun.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.plan.NamedPool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gate in the pools of whole runs, with pauses at random.
 */
@Timeout(120)
class OrderedGateTests {

    @ParameterizedTest
    @CsvSource({ "2,1", "2,2", "3,1", "4,3", "8,16", "8,1024", "5,64" })
    void resultsLeaveInTheOrderOfItems(int poolSize, int capacity) throws InterruptedException {
        inOrder(poolSize, capacity, 2_000);
    }

    @Tag("long")
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void resultsLeaveInTheOrderOfItemsForLong() throws InterruptedException {
        Random random = new Random();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            inOrder(2 + random.nextInt(8), 1 + random.nextInt(40), 5_000);
            cutOff(2 + random.nextInt(4), 1 + random.nextInt(10), random.nextInt(20_000));
        }
    }

    private static void inOrder(int poolSize, int capacity, int items) throws InterruptedException {
        List<Integer> collected = Collections.synchronizedList(new ArrayList<>());
        try (Engine engine = Engine.create()) {
            RunResult result = engine.run(Pipeline.named("ordered-" + poolSize + "-" + capacity)
                .producer("generate", IntStream.range(0, items).boxed().toList())
                .processor("work", Integer.class, (n, out) -> {
                    pause(n);
                    if (n % 7 == 3) {
                        throw new IllegalStateException("skipped");
                    }
                    for (int i = 0; i < n % 3; i++) {
                        out.emit(n);
                    }
                }, (o) -> o.concurrency(Concurrency.THREAD, poolSize)
                    .ordered()
                    .capacity(capacity)
                    .onError(OnError.DEAD_LETTER))
                .consumer("collect", collected::add)
                .build());
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(result.ledger().stage("work").deadLettered()).isEqualTo((items + 3) / 7);
        }
        assertThat(collected).isEqualTo(IntStream.range(0, items)
            .filter((n) -> n % 7 != 3)
            .flatMap((n) -> IntStream.generate(() -> n).limit(n % 3))
            .boxed()
            .toList());
    }

    @Test
    void anItemThatCannotBeRoutedHasAllItsAttemptsToldOf() throws InterruptedException {
        Set<Integer> tried = ConcurrentHashMap.newKeySet();
        try (Engine engine = Engine.create()) {
            RunResult result = engine.run(Pipeline.named("routed")
                .producer("generate", IntStream.range(0, 20).boxed().toList())
                .processor("work", (n) -> {
                    if (n == 7 && tried.add(n)) {
                        throw new IllegalStateException("once");
                    }
                    return n;
                }, (o) -> o.concurrency(Concurrency.THREAD, 2)
                    .ordered()
                    .retries(2)
                    .backoff(Duration.ofMillis(1))
                    .onError(OnError.DEAD_LETTER)
                    .to("left", "right")
                    .partition((n) -> {
                        if (n % 6 == 1) {
                            throw new IllegalStateException("no way for " + n);
                        }
                        return n;
                    }))
                .consumer("left", (n) -> {
                }, (o) -> o.from("work"))
                .consumer("right", (n) -> {
                }, (o) -> o.from("work"))
                .build());
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(result.deadLetters()).extracting(DeadLetter::item).containsExactly(1, 7, 13, 19);
            assertThat(result.deadLetters()).extracting(DeadLetter::attempts).containsExactly(1, 2, 1, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({ "2,1", "3,2", "4,64" })
    void aCutOffLeavesTrueAccounts(int poolSize, int capacity) throws InterruptedException {
        for (int i = 0; i < 15; i++) {
            cutOff(poolSize, capacity, i * 1_000);
        }
    }

    private static void cutOff(int poolSize, int capacity, long afterMicros) throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("ordered-cut").producer("generate", Integer.class, (out) -> {
                for (int i = 0;; i++) {
                    out.emit(i);
                }
            }).processor("work", Integer.class, (n, out) -> {
                out.emit(n);
                pause(n);
                out.emit(-n);
            }, (o) -> o.concurrency(Concurrency.THREAD, poolSize).ordered().capacity(capacity))
                .processor("along", (n) -> n, (o) -> o.affinity(Affinity.COLOCATED))
                .consumer("collect", (n) -> pause(n), (o) -> o.capacity(2))
                .build());
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(afterMicros));
            run.cancel();
            RunResult result = run.await();
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(result.ledger().stages()).allSatisfy((stage) -> assertThat(
                    result.unfinished().stream().filter((one) -> one.stage().equals(stage.stage())))
                .as(stage.toString())
                .hasSize((int) stage.unfinished()));
        }
    }

    @Test
    void orderedStagesShareANamedPool() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            List<Integer> collected = Collections.synchronizedList(new ArrayList<>());
            try (Engine engine = Engine.builder().pool(new NamedPool("shared", Concurrency.THREAD, 3)).build()) {
                var builder = Pipeline.named("ordered-shared")
                    .producer("generate", IntStream.range(0, 1_000).boxed().toList());
                for (int stage = 0; stage < 4; stage++) {
                    builder = builder.<Integer>processor("work" + stage, (n) -> {
                        pause(n);
                        return n;
                    }, (o) -> o.pool("shared").ordered().capacity(2));
                }
                engine.run(builder.consumer("collect", collected::add).build());
            }
            assertThat(collected).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        }
    }

    private static void pause(int number) {
        if (number % 11 == 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(500_000));
        }
    }

}

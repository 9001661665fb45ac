package org.minigun.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Errors, retries, dead letters" about retries.
 */
class RetriesTests {

    private final IllegalStateException thrown = new IllegalStateException("no");

    private final List<Integer> collected = Scenario.collected();

    private final Map<Integer, Integer> attempts = new ConcurrentHashMap<>();

    @ParameterizedTest
    @CsvSource({ "false", "true" })
    void s185_itemThatSucceedsAtLast(boolean pool) {
        RunResult result = Scenario.run(Pipeline.named("s185")
            .producer("generate", Scenario.numbers(1, 5))
            .processor("try", (n) -> failUntil(3, n), (o) -> {
                o.retries(2).backoff(Duration.ZERO);
                if (pool) {
                    o.concurrency(Concurrency.THREAD, 3);
                }
            })
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(this.attempts).isEqualTo(Map.of(1, 1, 2, 1, 3, 3, 4, 1, 5, 1));
        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.ledger().stage("try").done()).isEqualTo(5);
        assertThat(result.statistics().stage("try").retried()).isEqualTo(2);
        assertThat(result.statistics().stage("try").failedAttempts()).isEqualTo(2);
    }

    /** Item 3 fails until its attempt of that number. */
    private Integer failUntil(int attempt, Integer item) {
        int now = this.attempts.merge(item, 1, Integer::sum);
        if (item == 3 && now < attempt) {
            throw new IllegalStateException("attempt " + now);
        }
        return item;
    }

    @Test
    void interruptThatAnAttemptLeavesBehindDoesNotReachTheNextOne() {
        RunResult result = Scenario.run(Pipeline.named("interrupted")
            .producer("generate", Scenario.numbers(1, 5))
            .processor("try", this::leaveAnInterruptFirst,
                    (o) -> o.retries(1).backoff(Duration.ZERO).concurrency(Concurrency.THREAD, 2))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    private Integer leaveAnInterruptFirst(Integer item) throws InterruptedException {
        if (this.attempts.merge(item, 1, Integer::sum) == 1) {
            Thread.currentThread().interrupt();
            throw this.thrown;
        }
        // Fails if the thread is interrupted.
        Thread.sleep(1);
        return item;
    }

    @Test
    void s186_itemThatAlwaysFails() {
        RunResult result = Scenario.run(Pipeline.named("s186")
            .producer("generate", Scenario.numbers(1, 5))
            .processor("try", (n) -> failUntil(Integer.MAX_VALUE, n),
                    (o) -> o.retries(2).backoff(Duration.ZERO).onError(OnError.DEAD_LETTER))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactly(1, 2, 4, 5);
        assertThat(this.attempts.values().stream().mapToInt((n) -> n).sum()).isEqualTo(7);
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.item()).isEqualTo(3);
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.cause()).hasMessage("attempt 3");
            assertThat(letter.cause().getSuppressed()).hasSize(1);
            assertThat(letter.cause().getSuppressed()[0]).hasMessage("attempt 2");
            assertThat(letter.cause().getSuppressed()[0].getSuppressed()[0]).hasMessage("attempt 1");
        });
    }

    @Test
    void s187_waitsDouble() {
        List<Long> times = new ArrayList<>();
        RunResult result = Scenario.run(Pipeline.named("s187").producer("generate", List.of(1)).consumer("try", (n) -> {
            times.add(System.nanoTime());
            throw this.thrown;
        }, (o) -> o.retries(3).backoff(Duration.ofMillis(50)).onError(OnError.SKIP)).build());
        assertThat(result.ledger().stage("try").skipped()).isEqualTo(1);
        List<Long> waits = times.stream().map((time) -> (time - times.get(0)) / 1_000_000).toList();
        assertThat(waits).hasSize(4);
        assertThat(waits.get(1)).isBetween(50L, 149L);
        assertThat(waits.get(2)).isBetween(150L, 349L);
        assertThat(waits.get(3)).isBetween(350L, 749L);
    }

    @Test
    void s187_waitsAreBounded() {
        List<Long> times = new ArrayList<>();
        Scenario.run(Pipeline.named("s187-max").producer("generate", List.of(1)).consumer("try", (n) -> {
            times.add(System.nanoTime());
            throw this.thrown;
        }, (o) -> o.retries(4).backoff(Duration.ofMillis(10), 100, Duration.ofMillis(20)).onError(OnError.SKIP))
            .build());
        assertThat(times).hasSize(5);
        assertThat((times.get(4) - times.get(0)) / 1_000_000).isBetween(70L, 1000L);
    }

    /** A thousand items, so that measured and unmeasured items are met. */
    @ParameterizedTest
    @CsvSource({ "5", "1000" })
    void s188_outputsOfAFailedAttemptAreNotPassedOn(int items) {
        Map<Integer, Integer> failures = new ConcurrentHashMap<>();
        List<Integer> early = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s188")
            .producer("generate", Scenario.numbers(1, items))
            .processor("twice", Integer.class, (n, out) -> {
                out.emit(n);
                out.emit(-n);
                if (failures.putIfAbsent(n, 1) == null) {
                    if (this.collected.contains(n)) {
                        early.add(n);
                    }
                    throw this.thrown;
                }
            }, (o) -> o.retries(1).backoff(Duration.ZERO))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).isEqualTo(twice(items));
        assertThat(early).isEmpty();
        assertThat(result.statistics().stage("twice").emitted()).isEqualTo(2L * items);
        assertThat(result.ledger().stage("collect").received()).isEqualTo(2L * items);
    }

    private static List<Integer> twice(int items) {
        return Scenario.numbers(1, items).stream().flatMap((n) -> List.of(n, -n).stream()).toList();
    }

    @RepeatedTest(3)
    void s188_outputsOfAFailedAttemptAreNotPassedOnByAPool() {
        Map<Integer, Integer> failures = new ConcurrentHashMap<>();
        RunResult result = Scenario.run(Pipeline.named("s188-pool")
            .producer("generate", Scenario.numbers(1, 1000))
            .processor("twice", Integer.class, (n, out) -> {
                out.emit(n);
                out.emit(-n);
                if (failures.putIfAbsent(n, 1) == null) {
                    throw this.thrown;
                }
            }, (o) -> o.retries(1).backoff(Duration.ZERO).concurrency(Concurrency.THREAD, 4))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactlyInAnyOrderElementsOf(twice(1000));
    }

    @Test
    void s189_withoutRetriesOutputsGoAtOnce() {
        List<Integer> gone = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s189")
            .producer("generate", Scenario.numbers(1, 5))
            .processor("once", Integer.class, (n, out) -> {
                out.emit(n);
                if (this.collected.contains(n)) {
                    gone.add(n);
                }
                throw this.thrown;
            }, (o) -> o.onError(OnError.SKIP))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactly(1, 2, 3, 4, 5);
        assertThat(gone).containsExactly(1, 2, 3, 4, 5);
        assertThat(result.ledger().stage("once").skipped()).isEqualTo(5);
        assertThat(result.ledger().stage("once").done()).isZero();
    }

    @Test
    void s464_asManyOutputsAsTheCapacityAreHeld() {
        RunResult result = Scenario.run(emits(4));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).hasSize(20).doesNotHaveDuplicates();
        assertThat(this.attempts).hasSize(5).containsValue(2);
        assertThat(result.statistics().stage("emit").emitted()).isEqualTo(20);
    }

    @Test
    void s464_moreOutputsThanTheCapacityFailTheItemForGood() {
        RunResult result = Scenario.run(emits(5));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).isEmpty();
        assertThat(result.ledger().stage("emit").deadLettered()).isEqualTo(5);
        assertThat(result.deadLetters()).hasSize(5).allSatisfy((letter) -> {
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.cause()).hasMessageContaining("'emit'").hasMessageContaining("4");
        });
    }

    private Pipeline emits(int outputs) {
        return Pipeline.named("s464")
            .producer("generate", Scenario.numbers(1, 5))
            .processor("emit", Integer.class, (Integer n, Output<Integer> out) -> {
                for (int i = 0; i < outputs; i++) {
                    out.emit(n * 10 + i);
                }
                if (this.attempts.merge(n, 1, Integer::sum) == 1) {
                    throw this.thrown;
                }
            }, (o) -> o.retries(1).backoff(Duration.ZERO).capacity(4).onError(OnError.DEAD_LETTER))
            .consumer("collect", this.collected::add)
            .build();
    }

    @Test
    void s186_batchThatAlwaysFailsIsOneDeadLetter() {
        AtomicInteger calls = new AtomicInteger();
        RunResult result = Scenario.run(Pipeline.named("s186-batch")
            .producer("generate", Scenario.numbers(1, 5))
            .accumulator("batch", (batch) -> {
                calls.incrementAndGet();
                if (batch.contains(3)) {
                    throw this.thrown;
                }
                return batch;
            }, (o) -> o.maxSize(2).retries(2).backoff(Duration.ZERO).onError(OnError.DEAD_LETTER))
            .consumer("collect", (batch) -> this.collected.addAll(batch))
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactly(1, 2, 5);
        assertThat(calls).hasValue(5);
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.item()).isEqualTo(List.of(3, 4));
            assertThat(letter.attempts()).isEqualTo(3);
        });
        assertThat(result.ledger().stage("batch").deadLettered()).isEqualTo(2);
    }

    @Test
    void s188_outputsThatWereRoutedAreNotRoutedAgain() {
        AtomicInteger keys = new AtomicInteger();
        RunResult result = Scenario.run(Pipeline.named("s188-routed")
            .producer("generate", List.of(1))
            .processor("twice", Integer.class, (n, out) -> {
                out.emit(n);
                out.emit(-n);
            }, (o) -> o.retries(1)
                .backoff(Duration.ZERO)
                .onError(OnError.DEAD_LETTER)
                .to("a", "b")
                .partition((n) -> failOnSecond(keys, n)))
            .consumer("a", this.collected::add)
            .consumer("b", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactly(1);
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.cause()).hasMessageContaining("'twice'").hasRootCause(this.thrown);
        });
    }

    private Integer failOnSecond(AtomicInteger calls, Integer item) {
        if (calls.incrementAndGet() == 2) {
            throw this.thrown;
        }
        return item;
    }

    @Test
    void s188_resultWithANullAmongItsElementsIsNotPassedOn() {
        RunResult result = Scenario.run(Pipeline.named("s188-null")
            .producer("generate", List.of(1, 2))
            .flatten("several", Integer.class, (n) -> Arrays.asList(n, (n == 1) ? null : 3),
                    (o) -> o.retries(1).backoff(Duration.ZERO).onError(OnError.DEAD_LETTER))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(this.collected).containsExactly(2, 3);
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.item()).isEqualTo(1);
            assertThat(letter.attempts()).isEqualTo(2);
        });
    }

    @Test
    void resultsOfAWorkerThatWerePassedOnGoNotTwice() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("once")
            .producer("numbers", Scenario.numbers(1, 3))
            .processor("work", Integer.class, (Integer n, Output<Integer> output) -> {
                for (int i = 0; i < 5; i++) {
                    output.emit(n * 10 + i);
                }
            }, (o) -> o.concurrency(Concurrency.PROCESS, 1)
                .retries(2)
                .onError(OnError.DEAD_LETTER)
                .to("odd", "even")
                .partition((Integer n) -> {
                    if (n % 10 == 3) {
                        throw new IllegalStateException("no key");
                    }
                    return n;
                }))
            .consumer("odd", collected::add)
            .consumer("even", collected::add, (o) -> o.from("work"))
            .build());
        assertThat(collected).containsExactlyInAnyOrder(10, 11, 12, 20, 21, 22, 30, 31, 32);
        assertThat(result.deadLetters()).hasSize(3)
            .allSatisfy((letter) -> assertThat(letter.cause()).hasMessage("no key"));
    }

}

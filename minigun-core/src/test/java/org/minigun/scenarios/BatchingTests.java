package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Batching" that are about what is in a batch.
 */
class BatchingTests {

    @Test
    void s135_remainderIsFlushedAtTheEnd() {
        List<List<Integer>> batches = Scenario.collected();
        Scenario.run(Pipeline.named("s135")
            .producer("generate", Scenario.numbers(1, 5))
            .accumulator("batch", (o) -> o.maxSize(2))
            .consumer("collect", batches::add)
            .build());
        assertThat(batches).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }

    @ParameterizedTest
    @CsvSource({ "250, '100,100,50'", "200, '100,100'", "99, '99'", "0, ''" })
    void s136_batchesOfAHundred(int items, String sizes) {
        List<Integer> expected = sizes.isEmpty() ? List.of()
                : List.of(sizes.split(",")).stream().map(Integer::valueOf).toList();
        List<List<Integer>> said = Scenario.collected();
        List<List<Integer>> byDefault = Scenario.collected();
        Scenario.run(Pipeline.named("s136-said")
            .producer("generate", Scenario.numbers(1, items))
            .accumulator("batch", (o) -> o.maxSize(100))
            .consumer("collect", said::add)
            .build());
        Scenario.run(Pipeline.named("s136-default")
            .producer("generate", Scenario.numbers(1, items))
            .accumulator("batch")
            .consumer("collect", byDefault::add)
            .build());
        assertThat(said).extracting(List::size).containsExactlyElementsOf(expected);
        assertThat(flat(said)).isEqualTo(Scenario.numbers(1, items));
        assertThat(byDefault).isEqualTo(said);
    }

    @Test
    void s138_accumulatorReshapesItsBatches() {
        List<String> products = IntStream.range(0, 12).mapToObj((n) -> "cba".charAt(n % 3) + "" + n).toList();
        List<Integer> calls = Scenario.collected();
        List<List<String>> batches = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("s138").producer("products", products).accumulator("group", (batch) -> {
                calls.add(batch.size());
                return batch.stream().sorted(Comparator.naturalOrder()).toList();
            }, (o) -> o.maxSize(3)).consumer("collect", batches::add).build());
        assertThat(calls).containsExactly(3, 3, 3, 3);
        assertThat(batches).containsExactly(List.of("a2", "b1", "c0"), List.of("a5", "b4", "c3"),
                List.of("a8", "b7", "c6"), List.of("a11", "b10", "c9"));
        assertThat(result.ledger().edge("group", "collect").routed()).isEqualTo(4);
    }

    @Test
    void s139_accumulatorThatReturnsNullEmitsNothing() {
        AtomicInteger calls = new AtomicInteger();
        List<List<Integer>> batches = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s139-null")
            .producer("generate", Scenario.numbers(1, 12))
            .accumulator("batch", (batch) -> (calls.incrementAndGet() != 2) ? batch : null, (o) -> o.maxSize(3))
            .consumer("collect", batches::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(7, 8, 9), List.of(10, 11, 12));
        assertThat(result.ledger().stage("batch").received()).isEqualTo(12);
        assertThat(result.ledger().stage("batch").done()).isEqualTo(12);
        assertThat(result.ledger().edge("batch", "collect").routed()).isEqualTo(3);
    }

    @Test
    void s139_accumulatorThatThrowsSkipsItsBatch() {
        AtomicInteger calls = new AtomicInteger();
        List<List<Integer>> batches = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s139-throw")
            .producer("generate", Scenario.numbers(1, 12))
            .accumulator("batch", (batch) -> {
                if (calls.incrementAndGet() == 2) {
                    throw new IllegalStateException("the second");
                }
                return batch;
            }, (o) -> o.maxSize(3).onError(OnError.SKIP))
            .consumer("collect", batches::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(7, 8, 9), List.of(10, 11, 12));
        assertThat(result.ledger().stage("batch").received()).isEqualTo(12);
        assertThat(result.ledger().stage("batch").done()).isEqualTo(9);
        assertThat(result.ledger().stage("batch").skipped()).isEqualTo(3);
    }

    @Test
    void s143_keysAreNeverMixed() {
        List<List<String>> batches = Scenario.collected();
        Scenario.run(Pipeline.named("s143")
            .producer("generate", List.of("A1", "B1", "A2", "A3", "B2", "B3", "C1"))
            .accumulator("batch", (o) -> o.maxSize(3).keyBy((item) -> item.charAt(0)))
            .consumer("collect", batches::add)
            .build());
        assertThat(batches).containsExactly(List.of("A1", "A2", "A3"), List.of("B1", "B2", "B3"), List.of("C1"));
    }

    @Test
    void s144_totalOverAllKeysFlushesEveryKey() {
        Held held = new Held();
        List<List<String>> batches = Scenario.collected();
        Scenario.run(Pipeline.named("s144")
            .producer("generate", List.of("A1", "B1", "A2", "C1", "A3"))
            .accumulator("batch", held::flushed,
                    (o) -> o.maxSize(10).maxTotal(4).keyBy((item) -> held.added(item.charAt(0))))
            .consumer("collect", batches::add)
            .build());
        assertThat(batches).containsExactly(List.of("A1", "A2"), List.of("B1"), List.of("C1"), List.of("A3"));
        assertThat(held.most).isEqualTo(4);
    }

    @Test
    void s145_totalBoundsWhatManyKeysHold() {
        Held held = new Held();
        List<List<Integer>> batches = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s145")
            .producer("generate", Scenario.numbers(0, 99_999))
            .accumulator("batch", held::flushed, (o) -> o.maxTotal(1000).keyBy((n) -> held.added(key(n))))
            .consumer("collect", batches::add)
            .build());
        assertThat(held.most).isEqualTo(1000);
        assertThat(flat(batches)).containsExactlyInAnyOrderElementsOf(Scenario.numbers(0, 99_999));
        assertThat(batches)
            .allSatisfy((batch) -> assertThat(batch).extracting(BatchingTests::key).containsOnly(key(batch.get(0))));
        assertThat(result.ledger().stage("batch").done()).isEqualTo(100_000);
    }

    /** One of 10,000 keys, of which three items in a row share one. */
    private static int key(int number) {
        return number / 3 * 7919 % 10_000;
    }

    @RepeatedTest(3)
    void s151_batchesMeetAPoolOfThreads() {
        batchesMeetAPoolOfThreads();
    }

    @Tag("long")
    @RepeatedTest(50)
    void s151_batchesMeetAPoolOfThreadsManyTimes() {
        batchesMeetAPoolOfThreads();
    }

    private static void batchesMeetAPoolOfThreads() {
        List<Integer> results = Scenario.collected();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        RunResult result = Scenario.run(Pipeline.named("s151")
            .producer("generate", Scenario.numbers(1, 100))
            .accumulator("batch", (o) -> o.maxSize(20))
            .consumer("double", (batch) -> {
                threads.add(Thread.currentThread());
                Thread.sleep(20);
                batch.forEach((n) -> results.add(n * 2));
            }, (o) -> o.concurrency(Concurrency.THREAD, 5))
            .build());
        assertThat(result.ledger().stage("double").done()).isEqualTo(5);
        assertThat(results)
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 100).stream().map((n) -> n * 2).toList());
        assertThat(threads).hasSizeBetween(2, 5);
    }

    @RepeatedTest(5)
    void s152_poolsBeforeAndAfterABatch() {
        List<Integer> sums = Scenario.collected();
        Scenario.run(Pipeline.named("s152")
            .producer("generate", Scenario.numbers(0, 49))
            .processor("double", (n) -> n * 2, (o) -> o.concurrency(Concurrency.THREAD, 10))
            .processor("pass", (n) -> n)
            .accumulator("batch", (o) -> o.maxSize(10))
            .consumer("sum", (batch) -> sums.add(batch.stream().mapToInt((n) -> n).sum()),
                    (o) -> o.concurrency(Concurrency.THREAD, 3))
            .build());
        assertThat(sums).hasSize(5);
        assertThat(sums.stream().mapToInt((n) -> n).sum()).isEqualTo(2450);
    }

    @Test
    void s154_batchTakenApartAndBatchedAgain() {
        List<List<Integer>> first = Scenario.collected();
        List<List<Integer>> second = Scenario.collected();
        Scenario.run(Pipeline.named("s154")
            .producer("generate", Scenario.numbers(1, 500))
            .accumulator("small", (o) -> o.maxSize(25))
            .processor("apart", Integer.class, (batch, out) -> {
                first.add(batch);
                batch.forEach(out::emit);
            })
            .accumulator("large", (o) -> o.maxSize(100))
            .consumer("collect", second::add)
            .build());
        assertThat(first).hasSize(20).extracting(List::size).containsOnly(25);
        assertThat(second).hasSize(5).extracting(List::size).containsOnly(100);
        assertThat(flat(second)).isEqualTo(Scenario.numbers(1, 500));
    }

    @Test
    void s155_twoAccumulatorsOfOneFanOut() {
        List<List<Integer>> threes = Scenario.collected();
        List<List<Integer>> fours = Scenario.collected();
        Scenario.run(Pipeline.named("s155")
            .producer("generate", Scenario.numbers(1, 10), (o) -> o.to("threes", "fours"))
            .accumulator("threes", (o) -> o.maxSize(3).to("collect3"))
            .taking(Integer.class)
            .accumulator("fours", (o) -> o.maxSize(4).to("collect4"))
            .consumer("collect3", threes::add)
            .consumer("collect4", fours::add)
            .build());
        assertThat(threes).extracting(List::size).containsExactly(3, 3, 3, 1);
        assertThat(fours).extracting(List::size).containsExactly(4, 4, 2);
        assertThat(flat(threes)).isEqualTo(Scenario.numbers(1, 10));
        assertThat(flat(fours)).isEqualTo(Scenario.numbers(1, 10));
    }

    @Test
    void s157_batchesByWeight() {
        List<List<String>> batches = Scenario.collected();
        Scenario.run(Pipeline.named("s157")
            .producer("generate", List.of("aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff"))
            .accumulator("batch", (o) -> o.maxWeight(10, String::length))
            .consumer("collect", batches::add)
            .build());
        assertThat(batches).containsExactly(List.of("aaaa", "bbbb"), List.of("cccc", "dddd"), List.of("eeee", "ffff"));
    }

    private static <T> List<T> flat(List<List<T>> batches) {
        List<T> all = new ArrayList<>();
        batches.forEach(all::addAll);
        return all;
    }

    /** Counts what an accumulator holds, by its key function and its body. */
    private static final class Held {

        private int now;

        private int most;

        <K> K added(K key) {
            this.now++;
            this.most = Math.max(this.most, this.now);
            return key;
        }

        <T> List<T> flushed(List<T> batch) {
            this.now -= batch.size();
            return batch;
        }

    }

}

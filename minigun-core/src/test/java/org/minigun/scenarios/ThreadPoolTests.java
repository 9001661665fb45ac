package org.minigun.scenarios;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Thread pools, virtual threads" on what a pool of threads does.
 */
class ThreadPoolTests {

    @Test
    void s252_aPoolProcessesEveryItemOnce() {
        Meter meter = new Meter();
        assertThat(mapped("s252-5", 0, 9, 5, meter, 10, (n) -> n * 3))
            .containsExactlyInAnyOrderElementsOf(mapped(0, 9, (n) -> n * 3));
        assertThat(mapped("s252-20", 0, 99, 20, new Meter(), 0, (n) -> n * n))
            .containsExactlyInAnyOrderElementsOf(mapped(0, 99, (n) -> n * n));
        assertThat(mapped("s252-5of5", 1, 5, 5, new Meter(), 0, (n) -> n)).hasSize(5);
    }

    private static List<Integer> mapped(String name, int first, int last, int size, Meter meter, long millis,
            java.util.function.UnaryOperator<Integer> function) {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named(name)
            .producer("generate", Scenario.numbers(first, last))
            .processor("map", (n) -> meter.call(millis, function.apply(n)),
                    (o) -> o.concurrency(Concurrency.THREAD, size))
            .consumer("collect", collected::add)
            .build());
        assertThat(result.duration().toMillis()).isLessThan(2_000);
        assertThat(meter.most()).isLessThanOrEqualTo(size);
        return collected;
    }

    private static List<Integer> mapped(int first, int last, java.util.function.UnaryOperator<Integer> function) {
        return Scenario.numbers(first, last).stream().map(function).toList();
    }

    @Test
    void s253_aPoolWorksOnAsManyItemsAsItHasThreads() {
        Meter meter = new Meter();
        RunResult result = Scenario.run(Pipeline.named("s253")
            .producer("generate", Scenario.numbers(1, 10))
            .processor("wait", (n) -> meter.call(100, n), (o) -> o.concurrency(Concurrency.THREAD, 5))
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(result.duration().toMillis()).isBetween(195L, 800L);
        assertThat(meter.threads().size()).isBetween(2, 5);
        assertThat(meter.most()).isEqualTo(5);
        assertThat(result.statistics().stage("wait").contexts()).isEqualTo(5);
    }

    @Test
    void s256_aPoolNeverWorksOnMoreItemsThanItHasThreads() {
        Meter meter = new Meter();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s256")
            .producer("generate", Scenario.numbers(0, 19))
            .processor("wait", (n) -> meter.call(10, n), (o) -> o.concurrency(Concurrency.THREAD, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(0, 19));
        assertThat(result.duration().toMillis()).isGreaterThan(90);
        assertThat(meter.most()).isEqualTo(2);
    }

    @Test
    void s260_eachStageHasItsOwnPool() {
        Meter doubles = new Meter();
        Meter adds = new Meter();
        List<Integer> collected = Scenario.collected();
        Scenario.run(Pipeline.named("s260")
            .producer("generate", Scenario.numbers(0, 9))
            .processor("double", (n) -> doubles.call(5, n * 2), (o) -> o.concurrency(Concurrency.THREAD, 5))
            .processor("add", (n) -> adds.call(5, n + 10), (o) -> o.concurrency(Concurrency.THREAD, 5))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected)
            .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(5, 14).mapToObj((n) -> n * 2).toList());
        assertThat(doubles.threads()).doesNotContainAnyElementsOf(adds.threads());
        assertThat(names(doubles)).allMatch((name) -> name.startsWith("minigun-s260-double-"));
        assertThat(names(adds)).allMatch((name) -> name.startsWith("minigun-s260-add-"));
    }

    @Test
    void s262_aWebScraperFetchesPagesAtOnce() {
        Meter downloads = new Meter();
        AtomicInteger pages = new AtomicInteger();
        AtomicInteger links = new AtomicInteger();
        RunResult result = Scenario.run(Pipeline.named("s262")
            .producer("urls", IntStream.range(0, 20).mapToObj((n) -> "https://example.org/" + n).toList())
            .processor("download", (url) -> downloads.call(10, "page of " + url),
                    (o) -> o.concurrency(Concurrency.THREAD, 10))
            .flatten("links", String.class, (page) -> {
                pages.incrementAndGet();
                return IntStream.range(0, 5).mapToObj((n) -> page + "#" + n);
            })
            .consumer("count", (link) -> links.incrementAndGet())
            .build());
        assertThat(pages.get()).isEqualTo(20);
        assertThat(links.get()).isEqualTo(100);
        assertThat(downloads.most()).isBetween(2, 10);
        assertThat(result.ledger().edge("links", "count").received()).isEqualTo(100);
    }

    @Test
    void s263_aPlainSinkBehindAPoolRunsOnOneThread() {
        Meter pool = new Meter();
        Meter sink = new Meter();
        Scenario.run(Pipeline.named("s263")
            .producer("generate", Scenario.numbers(1, 50))
            .processor("pool", (n) -> pool.call(1, n), (o) -> o.concurrency(Concurrency.THREAD, 5))
            .consumer("sink", (n) -> sink.call(1, n))
            .build());
        assertThat(sink.threads()).hasSize(1).doesNotContainAnyElementsOf(pool.threads());
        assertThat(sink.most()).isEqualTo(1);
    }

    @Test
    void s264_aColocatedSinkRunsInTheThreadsOfThePool() {
        Meter pool = new Meter();
        Meter sink = new Meter();
        Set<String> pairs = ConcurrentHashMap.newKeySet();
        RunResult result = Scenario.run(Pipeline.named("s264")
            .producer("generate", Scenario.numbers(1, 50))
            .processor("pool", (n) -> pool.call(1, Thread.currentThread().getName()),
                    (o) -> o.concurrency(Concurrency.THREAD, 5))
            .consumer("sink", (thread) -> {
                sink.call(1, thread);
                pairs.add(thread + " " + Thread.currentThread().getName());
            }, (o) -> o.affinity(Affinity.COLOCATED))
            .build());
        assertThat(sink.threads()).isEqualTo(pool.threads()).hasSizeBetween(2, 5);
        assertThat(pairs).allMatch((pair) -> pair.split(" ")[0].equals(pair.split(" ")[1]));
        assertThat(result.ledger().stage("sink").done()).isEqualTo(50);
    }

    @Test
    void s267_aPoolLargerThanItsWorkEnds() {
        Meter meter = new Meter();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s267")
            .producer("generate", Scenario.numbers(1, 10))
            .processor("work", (n) -> meter.call(5, n), (o) -> o.concurrency(Concurrency.THREAD, 100))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
        assertThat(result.statistics().stage("work").contexts()).isBetween(1, 100);
    }

    @Test
    void s269_oneItemThatBlocksDoesNotHoldUpTheOthers() {
        CountDownLatch others = new CountDownLatch(9);
        RunResult result = Scenario
            .run(Pipeline.named("s269").producer("generate", Scenario.numbers(1, 10)).consumer("work", (n) -> {
                if (n == 1) {
                    assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
                }
                else {
                    others.countDown();
                }
            }, (o) -> o.concurrency(Concurrency.THREAD, 2)).build());
        assertThat(result.ledger().stage("work").done()).isEqualTo(10);
        assertThat(result.failure()).isNull();
    }

    @Test
    void s269_itemsBehindASlowOneAreTakenByAnotherThread() {
        CountDownLatch others = new CountDownLatch(9_999);
        RunResult result = Scenario
            .run(Pipeline.named("s269-fast").producer("generate", Scenario.numbers(1, 10_000)).consumer("work", (n) -> {
                if (n == 5_000) {
                    assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
                }
                else {
                    others.countDown();
                }
            }, (o) -> o.concurrency(Concurrency.THREAD, 2)).build());
        assertThat(result.failure()).isNull();
        assertThat(result.ledger().stage("work").done()).isEqualTo(10_000);
    }

    private static Set<String> names(Meter meter) {
        return meter.threads().stream().map(Thread::getName).collect(Collectors.toUnmodifiableSet());
    }

}

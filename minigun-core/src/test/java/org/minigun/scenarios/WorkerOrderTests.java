package org.minigun.scenarios;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Ordering" that have workers in them. With real child JVMs.
 */
class WorkerOrderTests {

    private static volatile boolean slow;

    record Marked(int value, long pid) {
    }

    @Test
    void s219_itemsOfAKeyMeetOneWorkerAndKeepTheirOrder() {
        List<Marked> collected = Scenario.collected();
        Workers.completed(Pipeline.named("s219")
            .producer("numbers", Scenario.numbers(0, 999))
            .processor("work", (Integer n) -> new Marked(n, Workers.pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS, 4).partitionBy((n) -> n % 20))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(1000);
        assertThat(Workers.pids(collected, Marked::pid)).hasSizeBetween(2, 4);
        Map<Integer, List<Marked>> byKey = collected.stream()
            .collect(Collectors.groupingBy((marked) -> marked.value() % 20));
        assertThat(byKey).hasSize(20);
        byKey.forEach((key, items) -> {
            assertThat(items).extracting(Marked::pid).containsOnly(items.get(0).pid());
            assertThat(items).extracting(Marked::value)
                .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj((n) -> n * 20 + key).toList());
        });
    }

    @Test
    void s220_anOrderedPoolWithASlowWorkerHoldsBackNoMoreThanItsBounds() {
        int capacity = 10;
        int window = 4;
        AtomicInteger out = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Marked> collected = Scenario.collected();
        Workers.completed(Pipeline.named("s220").producer("numbers", Integer.class, (output) -> {
            for (int n = 1; n <= 100; n++) {
                output.emit(n);
                most.accumulateAndGet(out.incrementAndGet() - collected.size(), Math::max);
            }
        }).processor("work", (Integer n) -> {
            if (slow) {
                Thread.sleep(20);
            }
            return new Marked(n, Workers.pid());
        }, (o) -> o.concurrency(Concurrency.PROCESS, 2).ordered().capacity(capacity).set(Setting.WINDOW, window))
            .consumer("collect", collected::add, (o) -> o.capacity(1))
            .afterFork((context) -> slow = context.workerIndex() == 0)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyElementsOf(Scenario.numbers(1, 100));
        assertThat(Workers.pids(collected, Marked::pid)).hasSizeBetween(1, 2);
        // One may be in the hands of each sender, on its way out, in front of the sink
        // and in it.
        assertThat(most.get()).isBetween(1, capacity + 2 * window + 5);
    }

    @Test
    void s223_s224_orderedOutputsOfAnItemStayTogetherAndOneWorkerKeepsTheOrder() {
        List<Integer> three = Scenario.collected();
        Workers.completed(Pipeline.named("s223")
            .producer("numbers", Scenario.numbers(1, 50))
            .processor("work", Integer.class, (Integer n, Output<Integer> output) -> {
                Thread.sleep((n % 7 == 0) ? 20 : 0);
                for (int i = 0; i < 3; i++) {
                    output.emit(n * 10 + i);
                }
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2).ordered().set(Setting.WINDOW, 3))
            .consumer("collect", three::add)
            .build());
        assertThat(three)
            .containsExactlyElementsOf(IntStream.range(0, 150).mapToObj((n) -> (n / 3 + 1) * 10 + n % 3).toList());
        List<Integer> one = Scenario.collected();
        Workers.completed(Pipeline.named("s224")
            .producer("numbers", Scenario.numbers(1, 100))
            .processor("work", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", one::add)
            .build());
        assertThat(one).containsExactlyElementsOf(Scenario.numbers(1, 100));
    }

}

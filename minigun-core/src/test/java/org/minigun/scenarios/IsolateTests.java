package org.minigun.scenarios;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.annotation.TaskReader;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rows of "Isolates" that speak of items, statics and instances.
 */
class IsolateTests {

    @Test
    void s347_itemsAreWorkedOnInIsolates() {
        List<Integer> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s347")
            .producer("numbers", Scenario.numbers(0, 4))
            .processor("square", (Integer n) -> n * n, (o) -> o.concurrency(Concurrency.ISOLATE, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactlyInAnyOrder(0, 1, 4, 9, 16);
    }

    /** A task with a stage that is a static method. */
    static class Squares {

        private final List<Integer> collected = Scenario.collected();

        @Producer
        List<Integer> numbers() {
            return Scenario.numbers(0, 4);
        }

        @Processor(concurrency = Concurrency.ISOLATE, poolSize = 2)
        static int square(int n) {
            return n * n;
        }

        @Consumer
        void collect(Integer squared) {
            this.collected.add(squared);
        }

    }

    @Test
    void s347_annotatedStageIsWorkedOnInIsolates() {
        Squares task = new Squares();
        Topology.completed(new TaskReader().read("squares", task));
        assertThat(task.collected).containsExactlyInAnyOrder(0, 1, 4, 9, 16);
    }

    /** Has state that all who know the class share. */
    static final class Counter {

        static final AtomicInteger COUNT = new AtomicInteger();

        private Counter() {
        }

    }

    record Counted(int classes, int count) {
    }

    @Test
    void s348_staticsAreNotShared() {
        List<Counted> collected = Scenario.collected();
        Topology.completed(
                Pipeline.named("s348").producer("numbers", Scenario.numbers(1, 10)).processor("count", (Integer n) -> {
                    Thread.sleep(30);
                    return new Counted(System.identityHashCode(Counter.class), Counter.COUNT.incrementAndGet());
                }, (o) -> o.concurrency(Concurrency.ISOLATE, 2)).consumer("collect", collected::add).build());
        List<Integer> classes = collected.stream().map(Counted::classes).distinct().toList();
        assertThat(classes).hasSize(2).doesNotContain(System.identityHashCode(Counter.class));
        assertThat(classes.stream()
            .mapToInt((one) -> collected.stream()
                .filter((counted) -> counted.classes() == one)
                .mapToInt(Counted::count)
                .max()
                .orElseThrow())
            .sum()).isEqualTo(10);
        assertThat(Counter.COUNT).hasValue(0);
    }

    /** An item that may change. */
    static final class Box {

        private int value;

        Box(int value) {
            this.value = value;
        }

    }

    @Test
    void s349_itemsAreCopied() {
        List<Box> sent = Scenario.numbers(1, 5).stream().map(Box::new).toList();
        List<Box> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s349").producer("boxes", sent).processor("change", (Box box) -> {
            box.value *= 10;
            return box;
        }, (o) -> o.concurrency(Concurrency.ISOLATE, 2)).consumer("collect", collected::add).build());
        assertThat(sent).extracting((box) -> box.value).containsExactly(1, 2, 3, 4, 5);
        assertThat(collected).extracting((box) -> box.value).containsExactlyInAnyOrder(10, 20, 30, 40, 50);
        assertThat(collected).doesNotContainAnyElementsOf(sent);
    }

    @Test
    void s349_itemsAreCopiedAlsoOnTheCallingThread() {
        Box sent = new Box(1);
        List<Box> collected = Scenario.collected();
        Topology
            .completed(Pipeline.named("s349-inline").producer("boxes", List.of(sent)).processor("change", (Box box) -> {
                box.value *= 10;
                return box;
            }, (o) -> o.concurrency(Concurrency.ISOLATE, 2))
                .consumer("collect", collected::add)
                .options((o) -> o.defaultContext(Concurrency.INLINE))
                .build());
        assertThat(sent.value).isEqualTo(1);
        assertThat(collected).singleElement().extracting((box) -> box.value).isEqualTo(10);
    }

    @Test
    void itemsThatNeverChangeAreNotCopied() {
        List<Object> sent = List.of("text".concat("s"), new BigDecimal("1.50"), UUID.randomUUID(), 123_456L,
                LocalDate.now(), Duration.ofSeconds(7), TimeUnit.SECONDS);
        List<Object> collected = Scenario.collected();
        Topology.completed(Pipeline.named("immutable")
            .producer("values", sent)
            .processor("same", (Object value) -> value, (o) -> o.concurrency(Concurrency.ISOLATE, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(collected.get(i)).isSameAs(sent.get(i));
        }
    }

    record Holder(Thread thread) {
    }

    @Test
    void s351_whatCannotCrossIsTheItemsFailure() {
        RunResult result = Topology.completed(Pipeline.named("s351")
            .producer("holders", List.of(new Holder(Thread.currentThread())))
            .processor("hold", (Holder holder) -> 1,
                    (o) -> o.concurrency(Concurrency.ISOLATE, 2).onError(OnError.DEAD_LETTER))
            .consumer("collect", (Integer n) -> {
            })
            .build());
        assertThat(result.ledger().stage("hold").deadLettered()).isEqualTo(1);
        assertThat(result.deadLetters()).singleElement()
            .satisfies((letter) -> assertThat(letter.cause()).hasMessageContaining("'hold'")
                .hasMessageContaining(Holder.class.getName())
                .hasMessageContaining("java.lang.Thread"));
    }

    @Test
    void s351_resultThatCannotCrossIsTheItemsFailure() {
        RunResult result = Topology.completed(Pipeline.named("s351")
            .producer("numbers", Scenario.numbers(1, 2))
            .processor("hold", (Integer n) -> (n == 1) ? new Holder(Thread.currentThread()) : null,
                    (o) -> o.concurrency(Concurrency.ISOLATE, 2).onError(OnError.DEAD_LETTER))
            .consumer("collect", (Holder holder) -> {
            })
            .build());
        assertThat(result.deadLetters()).singleElement()
            .satisfies((letter) -> assertThat(letter.cause()).hasMessageContaining("'hold'")
                .hasMessageContaining(Holder.class.getName()));
    }

    @Test
    void outputsMayBeNamedAndSeveral() {
        List<Integer> odd = Scenario.collected();
        List<Integer> even = Scenario.collected();
        Topology.completed(Pipeline.named("named")
            .producer("numbers", Scenario.numbers(1, 6))
            .processor("sort", Integer.class, (Integer n, Output<Integer> output) -> {
                output.to((n % 2 == 0) ? "even" : "odd").emit(n);
                output.to((n % 2 == 0) ? "even" : "odd").emit(-n);
            }, (o) -> o.concurrency(Concurrency.ISOLATE, 2).to("odd", "even"))
            .consumer("odd", (Integer n) -> odd.add(n), (o) -> o.from("sort"))
            .consumer("even", (Integer n) -> even.add(n), (o) -> o.from("sort"))
            .build());
        assertThat(odd).containsExactlyInAnyOrder(1, -1, 3, -3, 5, -5);
        assertThat(even).containsExactlyInAnyOrder(2, -2, 4, -4, 6, -6);
    }

    @Test
    void resultsMayBeKeptInOrder() {
        List<Integer> collected = Scenario.collected();
        Topology.completed(Pipeline.named("ordered")
            .producer("numbers", Scenario.numbers(1, 40))
            .processor("uneven", (Integer n) -> {
                Thread.sleep((n * 7) % 5);
                return n;
            }, (o) -> o.concurrency(Concurrency.ISOLATE, 4).ordered())
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactlyElementsOf(Scenario.numbers(1, 40));
    }

    @Test
    void producerMayRunInAnIsolate() {
        List<Integer> collected = Scenario.collected();
        Topology.completed(Pipeline.named("producer").producer("count", Integer.class, (Output<Integer> output) -> {
            for (int i = 0; i < 5000; i++) {
                Counter.COUNT.incrementAndGet();
                output.emit(i);
            }
        }, (o) -> o.concurrency(Concurrency.ISOLATE)).consumer("collect", collected::add).build());
        assertThat(collected).hasSize(5000);
        assertThat(Counter.COUNT).hasValue(0);
    }

    /** A task whose state is copied. */
    static class Factors implements Serializable {

        private static final long serialVersionUID = 1L;

        private transient List<Integer> collected = Scenario.collected();

        private int factor = 1;

        @Producer
        List<Integer> numbers() {
            return Scenario.numbers(1, 3);
        }

        @Processor(concurrency = Concurrency.ISOLATE, poolSize = 2)
        int times(int n) {
            return n * this.factor;
        }

        @Consumer
        void collect(Integer product) {
            this.collected.add(product);
        }

    }

    @Test
    void serializableInstanceIsCopiedAsItIs() {
        Factors task = new Factors();
        Pipeline pipeline = new TaskReader().read("factors", task);
        task.factor = 5;
        Topology.completed(pipeline);
        assertThat(task.collected).containsExactlyInAnyOrder(5, 10, 15);
    }

    /** A task of which an isolate can have no instance. */
    static class Unmakeable {

        private final Object dependency;

        Unmakeable(Object dependency) {
            this.dependency = dependency;
        }

        @Producer
        List<Integer> numbers() {
            return Scenario.numbers(1, 3);
        }

        @Processor(concurrency = Concurrency.ISOLATE)
        String text(int n) {
            return this.dependency.toString() + n;
        }

        @Consumer
        void collect(String text) {
        }

    }

    @Test
    void instanceThatCannotBeHadIsRefusedWithTheRemedies() {
        Pipeline pipeline = new TaskReader().read("unmakeable", new Unmakeable("x"));
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> Scenario.run(pipeline))
            .withMessageContaining("'text'")
            .withMessageContaining("an isolate")
            .withMessageContaining("Make the method static")
            .withMessageContaining("Serializable");
    }

}

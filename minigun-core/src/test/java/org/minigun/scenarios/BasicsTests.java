package org.minigun.scenarios;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.ProducerFunction;
import org.minigun.RunResult;
import org.minigun.execution.Engine;
import org.minigun.plan.ExecutionPlan;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Basics": stages in a row, and what they emit.
 */
class BasicsTests {

    @Test
    void s001_threeStagesInARow() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s001")
            .producer("generate", Scenario.numbers(1, 5))
            .processor("double", (n) -> n * 2)
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactly(2, 4, 6, 8, 10);
        assertThat(result.statistics().emitted()).isEqualTo(5);
        assertThat(result.ledger().stage("collect").received()).isEqualTo(5);
    }

    @Test
    void s001_stagesThatAreObjectsOfTheirOwnClasses() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s001")
            .producer("generate", Integer.class, new Generate(0, 99))
            .processor("double", new Doubling())
            .consumer("collect", new Collect(collected))
            .build());
        assertThat(collected).isEqualTo(Scenario.numbers(0, 99).stream().map((n) -> n * 2).toList());
        assertThat(result.statistics().emitted()).isEqualTo(100);
        assertThat(result.ledger().stage("collect").received()).isEqualTo(100);
    }

    @Test
    void s004_stagesWithoutPlacementAreDirectCallsOnOneThread() {
        List<Integer> collected = Scenario.collected();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger bodies = new AtomicInteger();
        Pipeline pipeline = Pipeline.named("s004").producer("P", Integer.class, (output) -> {
            seen(threads, bodies);
            Scenario.numbers(1, 3).forEach(output::emit);
        }).processor("double", (n) -> {
            seen(threads, bodies);
            return n * 2;
        }).processor("add_ten", (n) -> {
            seen(threads, bodies);
            return n + 10;
        }).consumer("collect", (n) -> {
            seen(threads, bodies);
            collected.add(n);
        }).build();
        Topology.completed(pipeline);
        assertThat(collected).containsExactly(12, 14, 16);
        assertThat(bodies).hasValue(10);
        assertThat(threads).hasSize(1);
        try (Engine engine = Engine.create()) {
            ExecutionPlan plan = engine.plan(pipeline);
            assertThat(plan.groups()).hasSize(1);
            assertThat(plan.edges()).hasSize(3)
                .allSatisfy((edge) -> assertThat(edge.direct()).isTrue())
                .allSatisfy((edge) -> assertThat(edge.capacity()).isZero());
        }
    }

    @Test
    void s005_aStageEmitsOnceAnItem() {
        assertThat(emitted(Scenario.numbers(0, 2), (n, output) -> output.emit(n))).containsExactly(0, 1, 2);
    }

    @Test
    void s005_aStageEmitsSomethingElse() {
        assertThat(emitted(Scenario.numbers(0, 2), (n, output) -> output.emit(2 * n))).containsExactly(0, 2, 4);
    }

    @Test
    void s005_aStageEmitsTwiceAnItem() {
        assertThat(emitted(List.of(42), (n, output) -> {
            output.emit(n);
            output.emit(2 * n);
        })).containsExactly(42, 84);
    }

    @Test
    void s007_nullIsNoResult() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s007")
            .producer("P", Scenario.numbers(1, 10))
            .processor("p", BasicsTests::evenOrNothing)
            .consumer("c", collected::add)
            .build());
        assertThat(collected).containsExactly(2, 4, 6, 8, 10);
        assertThat(result.ledger().stage("p")).satisfies((stage) -> {
            assertThat(stage.received()).isEqualTo(10);
            assertThat(stage.done()).isEqualTo(10);
            assertThat(stage.failed()).isZero();
            assertThat(stage.skipped()).isZero();
        });
        assertThat(result.statistics().stage("p").emitted()).isEqualTo(5);
    }

    @Test
    void s008_aListIsFlattened() {
        assertThat(flattened((n) -> List.of(n, 10 * n, 100 * n))).containsExactly(1, 10, 100, 2, 20, 200, 3, 30, 300, 4,
                40, 400);
    }

    @Test
    void s008_aStreamIsFlattened() {
        assertThat(flattened((n) -> Stream.of(n, 10 * n, 100 * n))).containsExactly(1, 10, 100, 2, 20, 200, 3, 30, 300,
                4, 40, 400);
    }

    @Test
    void s008_anEmptyOptionalIsNothing() {
        assertThat(flattened((n) -> Optional.empty())).isEmpty();
    }

    @Test
    void s008_aFullOptionalIsItsValue() {
        assertThat(flattened((n) -> Optional.of(10 * n))).containsExactly(10, 20, 30, 40);
    }

    @Test
    void s009_aListThatIsNotFlattenedIsOneItem() {
        List<List<Integer>> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s009")
            .producer("P", Scenario.numbers(1, 4))
            .processor("p", (n) -> List.of(n, n, n))
            .consumer("c", collected::add)
            .build());
        assertThat(collected).containsExactly(List.of(1, 1, 1), List.of(2, 2, 2), List.of(3, 3, 3), List.of(4, 4, 4));
    }

    @Test
    void s010_aProducerThatEmitsNothing() {
        List<List<Integer>> batches = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s010").producer("P", Integer.class, (output) -> {
        }).processor("p", (n) -> n).accumulator("acc", (o) -> o.maxSize(10)).consumer("c", batches::add).build());
        assertThat(batches).isEmpty();
        assertThat(result.ledger().stages()).hasSize(4).allSatisfy((stage) -> {
            assertThat(stage.received()).isZero();
            assertThat(stage.done()).isZero();
        });
        assertThat(result.ledger().edges()).hasSize(3).allSatisfy((edge) -> assertThat(edge.routed()).isZero());
        assertThat(result.statistics().stages()).allSatisfy((stage) -> assertThat(stage.emitted()).isZero());
    }

    @Test
    void s014_extractTransformLoad() {
        List<Row> loaded = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s014").producer("extract", Row.class, (output) -> {
            for (int id = 0; id < 20; id++) {
                output.emit(new Row(id, id * 10, true, false, null));
            }
        })
            .processor("transform", (row) -> new Row(row.id(), row.value(), false, true, Instant.now()))
            .consumer("load", (row) -> {
                Thread.sleep(10);
                loaded.add(row);
            })
            .build());
        assertThat(result.statistics().stage("extract").emitted()).isEqualTo(20);
        assertThat(result.ledger().stage("transform").done()).isEqualTo(20);
        assertThat(result.ledger().stage("load").done()).isEqualTo(20);
        assertThat(loaded).extracting(Row::id).isEqualTo(Scenario.numbers(0, 19));
        assertThat(loaded).allSatisfy((row) -> {
            assertThat(row.value()).isEqualTo(row.id() * 10);
            assertThat(row.processed()).isTrue();
            assertThat(row.raw()).isFalse();
            assertThat(row.time()).isNotNull();
        });
    }

    @Test
    void s252_pool() {
        Set<Integer> collected = ConcurrentHashMap.newKeySet();
        RunResult result = Scenario.run(Pipeline.named("s252")
            .producer("generate", Scenario.numbers(0, 9999))
            .processor("triple", (n) -> n * 3, (o) -> o.concurrency(Concurrency.THREAD, 5))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(10000);
        assertThat(result.ledger().stage("collect").done()).isEqualTo(10000);
    }

    private static void seen(Set<Thread> threads, AtomicInteger bodies) {
        threads.add(Thread.currentThread());
        bodies.incrementAndGet();
    }

    private static List<Integer> emitted(List<Integer> items, EmitterFunction<Integer, Integer> processor) {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s005")
            .producer("P", items)
            .processor("p", Integer.class, processor)
            .consumer("c", collected::add)
            .build());
        assertThat(result.ledger().stage("p").done()).isEqualTo(items.size());
        assertThat(result.ledger().edge("p", "c").routed()).isEqualTo(collected.size());
        return collected;
    }

    private static List<Integer> flattened(ProcessorFunction<Integer, Object> processor) {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s008")
            .producer("P", Scenario.numbers(1, 4))
            .flatten("p", Integer.class, processor)
            .consumer("c", collected::add)
            .build());
        assertThat(result.ledger().stage("p").done()).isEqualTo(4);
        return collected;
    }

    private static @Nullable Integer evenOrNothing(int number) {
        return (number % 2 == 0) ? number : null;
    }

    private record Generate(int first, int last) implements ProducerFunction<Integer> {

        @Override
        public void produce(Output<Integer> output) {
            Scenario.numbers(this.first, this.last).forEach(output::emit);
        }

    }

    private record Doubling() implements ProcessorFunction<Integer, Integer> {

        @Override
        public Integer process(Integer item) {
            return item * 2;
        }

    }

    private record Collect(List<Integer> collected) implements ConsumerFunction<Integer> {

        @Override
        public void consume(Integer item) {
            this.collected.add(item);
        }

    }

    private record Row(int id, int value, boolean raw, boolean processed, @Nullable Instant time) {
    }

}

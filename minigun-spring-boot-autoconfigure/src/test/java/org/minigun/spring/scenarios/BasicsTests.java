package org.minigun.spring.scenarios;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.minigun.Output;
import org.minigun.RunState;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.spring.scenarios.TaskScenario.completed;
import static org.minigun.spring.scenarios.TaskScenario.edges;
import static org.minigun.spring.scenarios.TaskScenario.emit;
import static org.minigun.spring.scenarios.TaskScenario.numbers;
import static org.minigun.spring.scenarios.TaskScenario.plan;
import static org.minigun.spring.scenarios.TaskScenario.refusal;
import static org.minigun.spring.scenarios.TaskScenario.run;

class BasicsTests {

    @Test
    void s001_itemsFlowThroughProcessorToConsumer() {
        run(Doubling.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactly(2, 4, 6, 8, 10);
            assertThat(result.statistics().stage("generate").emitted()).isEqualTo(5);
            assertThat(result.statistics().stage("collect").received()).isEqualTo(5);
        });
    }

    @Test
    void s004_chainWithoutPlacementRunsOnOneThread() {
        plan(Chain.class, (plan) -> {
            assertThat(plan.groups()).hasSize(1);
            assertThat(plan.edges()).allSatisfy((edge) -> assertThat(edge.direct()).isTrue());
        });
        run(Chain.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactly(12, 14, 16);
            assertThat(task.threads).hasSize(10);
            assertThat(task.threads.stream().distinct()).hasSize(1);
        });
    }

    @Test
    void s007_nullEmitsNothing() {
        run(Even.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactly(2, 4, 6, 8, 10);
            var entry = result.ledger().stage("even");
            assertThat(entry.received()).isEqualTo(10);
            assertThat(entry.done()).isEqualTo(10);
            assertThat(entry.failed() + entry.skipped()).isZero();
        });
    }

    @Test
    void s008_flattenedResultsAreItemsEach() {
        run(FlatList.class, (task, result) -> assertThat(task.collected).hasSize(12).startsWith(1, 1, 1, 2));
        run(FlatStream.class, (task, result) -> assertThat(task.collected).hasSize(12).startsWith(1, 1, 1, 2));
        run(FlatEmpty.class, (task, result) -> assertThat(task.collected).isEmpty());
        run(FlatFull.class, (task, result) -> assertThat(task.collected).containsExactly(1, 2, 3, 4));
    }

    @Test
    void s009_resultThatIsNotFlattenedIsOneItem() {
        run(Whole.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).hasSize(4).allSatisfy((item) -> assertThat(item).hasSize(3));
        });
    }

    @Test
    void s010_nothingProducedIsNothingDone() {
        run(Nothing.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).isEmpty();
            assertThat(result.ledger().stages()).allSatisfy((stage) -> assertThat(stage.received()).isZero());
            assertThat(result.statistics().emitted()).isZero();
        });
    }

    @Test
    void s014_recordsAreExtractedTransformedAndLoaded() {
        run(Etl.class, (task, result) -> {
            completed(result);
            assertThat(result.statistics().stage("extract").emitted()).isEqualTo(20);
            assertThat(result.ledger().stage("transform").done()).isEqualTo(20);
            assertThat(result.ledger().stage("load").done()).isEqualTo(20);
            assertThat(task.collected).hasSize(20).allSatisfy((item) -> {
                assertThat(item.processed()).isTrue();
                assertThat(item.raw()).isFalse();
                assertThat(item.time()).isNotNull();
                assertThat(item.value()).isEqualTo(10 * item.id());
            });
        });
    }

    @Test
    void s023_stagesFollowEachOtherInTheOrderOfTheSource() {
        for (int start = 0; start < 3; start++) {
            assertThat(edges(Unsorted.class)).containsExactly("zulu -> mike", "mike -> alpha", "alpha -> yankee",
                    "yankee -> bravo");
        }
        run(Unsorted.class, (task, result) -> assertThat(task.collected).containsExactly("2", "3", "4", "5", "6"));
    }

    @Test
    void s027_stageThatEmitsButFeedsNothingIsRefused() {
        assertThat(refusal(OpenEnd.class)).contains("'last'", "emits but feeds nothing", "to", "consumer after it");
        assertThat(refusal(OpenProducer.class)).contains("'late'", "emits but feeds nothing", "to",
                "consumer after it");
        assertThat(refusal(OpenArm.class)).contains("'a'", "emits but feeds nothing", "to", "consumer after it");
    }

    @Test
    void s028_typeThatDoesNotFitItsSourceIsRefused() {
        assertThat(refusal(Misfit.class)).contains("'words'", "'count'", "java.lang.String", "java.lang.Integer");
    }

    @Test
    void s447_nullEmittedIsAnErrorOfItsItem() {
        run(EmitsNull.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactly(1, 2, 4, 5);
            assertThat(result.ledger().stage("p").skipped()).isEqualTo(1);
        }, "minigun.on-error=skip");
        run(EmitsNull.class, (task, result) -> {
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(result.failure().toString()).contains("'p'", "item 3");
        });
        run(ProducesNull.class, (task, result) -> {
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(result.failure().where()).isEqualTo("generate");
        });
    }

    abstract static class Generating<T> extends Collecting<T> {

        @Producer
        void generate(Output<Integer> output) {
            emit(output, 1, 5);
        }

    }

    abstract static class Four<T> extends Collecting<T> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 4);
        }

    }

    @MinigunTask
    static class Doubling extends Generating<Integer> {

        @Processor("double")
        int twice(int item) {
            return 2 * item;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Chain extends Collecting<Integer> {

        @Producer
        void generate(Output<Integer> output) {
            noteThread();
            emit(output, 1, 3);
        }

        @Processor("double")
        int twice(int item) {
            noteThread();
            return 2 * item;
        }

        @Processor("add_ten")
        int addTen(int item) {
            noteThread();
            return item + 10;
        }

        @Consumer
        void collect(int item) {
            noteThread();
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Even extends Collecting<Integer> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 10);
        }

        @Processor
        Integer even(int item) {
            return (item % 2 == 0) ? item : null;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class FlatList extends Four<Integer> {

        @Processor(flatten = true)
        List<Integer> several(int item) {
            return List.of(item, item, item);
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class FlatStream extends Four<Integer> {

        @Processor(flatten = true)
        Stream<Integer> several(int item) {
            return Stream.of(item, item, item);
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class FlatEmpty extends Four<Integer> {

        @Processor(flatten = true)
        Optional<Integer> none(int item) {
            return Optional.empty();
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class FlatFull extends Four<Integer> {

        @Processor(flatten = true)
        Optional<Integer> one(int item) {
            return Optional.of(item);
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Whole extends Four<List<Integer>> {

        @Processor
        List<Integer> several(int item) {
            return List.of(item, item, item);
        }

        @Consumer
        void collect(List<Integer> item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Nothing extends Collecting<List<Integer>> {

        @Producer
        Stream<Integer> generate() {
            return Stream.empty();
        }

        @Processor
        int same(int item) {
            return item;
        }

        @Accumulator(maxSize = 10)
        List<Integer> batch(List<Integer> batch) {
            return batch;
        }

        @Consumer
        void collect(List<Integer> batch) {
            this.collected.add(batch);
        }

    }

    record Row(int id, int value, boolean raw, boolean processed, Instant time) {
    }

    @MinigunTask
    static class Etl extends Collecting<Row> {

        @Producer
        Stream<Row> extract() {
            return numbers(1, 20).stream().map((id) -> new Row(id, 10 * id, true, false, null));
        }

        @Processor
        Row transform(Row row) {
            return new Row(row.id(), row.value(), false, true, Instant.now());
        }

        @Consumer
        void load(Row row) {
            TaskScenario.pause(10);
            this.collected.add(row);
        }

    }

    @MinigunTask
    static class Unsorted extends Generating<String> {

        @Override
        @Producer("zulu")
        void generate(Output<Integer> output) {
            super.generate(output);
        }

        @Processor
        int mike(int item) throws Exception {
            Callable<Integer> more = () -> item + 1;
            return more.call();
        }

        int mike(String item) {
            return Integer.parseInt(item);
        }

        @Processor
        String alpha(int item) {
            return String.valueOf(item);
        }

        @Processor
        int yankee(String item) {
            return mike(item);
        }

        @Consumer
        void bravo(int item) {
            this.collected.add(String.valueOf(item));
        }

    }

    @MinigunTask
    static class OpenEnd extends Generating<Integer> {

        @Processor
        int last(int item) {
            return item;
        }

    }

    @MinigunTask
    static class OpenProducer extends Generating<Integer> {

        @Consumer
        void collect(int item) {
        }

        @Producer
        List<Integer> late() {
            return List.of();
        }

    }

    @MinigunTask
    static class OpenArm extends Generating<Integer> {

        @Processor(from = "generate")
        int a(int item) {
            return item;
        }

        @Consumer(from = "generate")
        void b(int item) {
        }

    }

    @MinigunTask
    static class Misfit {

        @Producer
        List<String> words() {
            return List.of();
        }

        @Consumer
        void count(Integer item) {
        }

    }

    @MinigunTask
    static class EmitsNull extends Generating<Integer> {

        @Processor
        void p(int item, Output<Integer> output) {
            output.emit((item == 3) ? null : item);
        }

        @Consumer
        void collect(Integer item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class ProducesNull extends Collecting<Integer> {

        @Producer
        void generate(Output<Integer> output) {
            output.emit(null);
        }

        @Consumer
        void collect(Integer item) {
            this.collected.add(item);
        }

    }

}

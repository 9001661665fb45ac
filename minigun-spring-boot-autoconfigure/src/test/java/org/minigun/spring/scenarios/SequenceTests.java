package org.minigun.spring.scenarios;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.spring.scenarios.TaskScenario.completed;
import static org.minigun.spring.scenarios.TaskScenario.edges;
import static org.minigun.spring.scenarios.TaskScenario.numbers;
import static org.minigun.spring.scenarios.TaskScenario.run;

class SequenceTests {

    @Test
    void s029_stagesFollowEachOtherInOrder() {
        assertThat(edges(InOrder.class)).containsExactly("generate -> a", "a -> b", "b -> collect");
        run(InOrder.class, (task, result) -> assertThat(task.collected).containsExactly(12, 13, 14));
    }

    @Test
    void s030_consumersInARowAllGetEveryItem() {
        assertThat(edges(ThreeConsumers.class)).containsExactly("generate -> a", "generate -> b", "generate -> d");
        run(ThreeConsumers.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactlyElementsOf(numbers(1, 5));
            assertThat(task.second).containsExactlyElementsOf(numbers(1, 5));
            assertThat(task.third).containsExactlyElementsOf(numbers(1, 5));
        });
    }

    @Test
    void s031_consumersBehindAProcessorAllGetEveryResult() {
        run(TwoBehindOne.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactly(2, 4, 6, 8, 10);
            assertThat(task.second).containsExactly(2, 4, 6, 8, 10);
        });
    }

    @Test
    void s032_fromNamesTheSource() {
        run(FromSource.class, (task, result) -> assertThat(task.collected).containsExactly(10, 20));
    }

    @Test
    void s035_toSwitchesTheDefaultEdgeOff() {
        assertThat(edges(TwoPaths.class)).containsExactlyInAnyOrder("generate -> path_a", "generate -> path_b",
                "path_a -> collect", "path_b -> transform", "transform -> collect");
        run(TwoPaths.class,
                (task, result) -> assertThat(task.collected).containsExactlyInAnyOrder(0, 1, 10, 20, 101, 201));
    }

    @Test
    void s038_toAndFromMayLookForward() {
        run(ToLater.class, (task, result) -> assertThat(task.collected).containsExactly(1, 2, 3));
        run(FromLater.class, (task, result) -> assertThat(task.collected).containsExactly(1, 2, 3));
    }

    @Test
    void s448_consumerDoesNotStandInTheWay() {
        run(LogBetween.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactlyElementsOf(numbers(1, 5));
            assertThat(task.second).containsExactly(2, 4, 6, 8, 10);
        });
    }

    @Test
    void s450_stageWithFromIsSkippedByTheDefaultEdge() {
        assertThat(edges(TwoSources.class)).containsExactlyInAnyOrder("x -> a", "y -> b", "a -> d", "b -> d");
        run(TwoSources.class, (task, result) -> assertThat(task.collected).containsExactlyInAnyOrder(2, 3, 50, 60));
    }

    @Test
    void s451_producerBetweenStagesFeedsItsNextOne() {
        assertThat(edges(ProducerBetween.class)).containsExactlyInAnyOrder("a -> pa", "pa -> collect", "b -> collect");
        run(ProducerBetween.class, (task, result) -> assertThat(task.collected).containsExactlyInAnyOrder(2, 4, 10));
    }

    abstract static class Lists extends Collecting<Integer> {

        final List<Integer> second = Collections.synchronizedList(new ArrayList<>());

        final List<Integer> third = Collections.synchronizedList(new ArrayList<>());

    }

    abstract static class Five extends Lists {

        @Producer
        List<Integer> generate() {
            return numbers(1, 5);
        }

    }

    @MinigunTask
    static class InOrder extends Collecting<Integer> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 3);
        }

        @Processor
        int a(int item) {
            return item + 1;
        }

        @Processor
        int b(int item) {
            return item + 10;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class ThreeConsumers extends Five {

        @Consumer
        void a(int item) {
            this.collected.add(item);
        }

        @Consumer
        void b(int item) {
            this.second.add(item);
        }

        @Consumer
        void d(int item) {
            this.third.add(item);
        }

    }

    @MinigunTask
    static class TwoBehindOne extends Five {

        @Processor
        int x(int item) {
            return 2 * item;
        }

        @Consumer
        void a(int item) {
            this.collected.add(item);
        }

        @Consumer
        void b(int item) {
            this.second.add(item);
        }

    }

    @MinigunTask
    static class FromSource extends Collecting<Integer> {

        @Producer
        List<Integer> gen() {
            return List.of(10, 20);
        }

        @Consumer(from = "gen")
        void save(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class TwoPaths extends Collecting<Integer> {

        @Producer(to = { "path_a", "path_b" })
        List<Integer> generate() {
            return numbers(0, 2);
        }

        @Processor(name = "path_a", to = "collect")
        int pathA(int item) {
            return 10 * item;
        }

        @Processor("path_b")
        int pathB(int item) {
            return 100 * item;
        }

        @Processor
        int transform(int item) {
            return item + 1;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class ToLater extends Collecting<Integer> {

        @Producer(to = "later")
        List<Integer> early() {
            return numbers(1, 3);
        }

        @Consumer
        void later(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class FromLater extends Collecting<Integer> {

        @Consumer(from = "later")
        void early(int item) {
            this.collected.add(item);
        }

        @Producer
        List<Integer> later() {
            return numbers(1, 3);
        }

    }

    @MinigunTask
    static class LogBetween extends Five {

        @Consumer
        void log(int item) {
            this.collected.add(item);
        }

        @Processor
        int x(int item) {
            return 2 * item;
        }

        @Consumer
        void save(int item) {
            this.second.add(item);
        }

    }

    @MinigunTask
    static class TwoSources extends Collecting<Integer> {

        @Producer
        List<Integer> x() {
            return List.of(1, 2);
        }

        @Producer
        List<Integer> y() {
            return List.of(5, 6);
        }

        @Processor(from = "x")
        int a(int item) {
            return item + 1;
        }

        @Processor(from = "y")
        int b(int item) {
            return 10 * item;
        }

        @Consumer
        void d(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class ProducerBetween extends Collecting<Integer> {

        @Producer
        List<Integer> a() {
            return List.of(1, 2);
        }

        @Processor
        int pa(int item) {
            return 2 * item;
        }

        @Producer
        List<Integer> b() {
            return List.of(10);
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

}

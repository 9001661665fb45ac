package org.minigun.spring.scenarios;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.NestedPipeline;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.graph.Routing;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.spring.scenarios.TaskScenario.completed;
import static org.minigun.spring.scenarios.TaskScenario.edges;
import static org.minigun.spring.scenarios.TaskScenario.numbers;
import static org.minigun.spring.scenarios.TaskScenario.run;

class NestedTests {

    @Test
    void s095_nestedPipelinesFollowEachOther() {
        run(ThreePipelines.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactlyInAnyOrder(2, 4, 6, 8, 10);
        });
    }

    @Test
    void s099_nestedPipelineTakesPartInTheOrderOfDeclaration() {
        assertThat(edges(Sub.class)).contains("start -> sub", "sub -> collect");
        run(Sub.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactlyInAnyOrder(12, 14, 16, 18, 20);
        });
    }

    @Test
    void s121_innerStagesAreAddressedByPath() {
        assertThat(edges(ByPath.class)).containsExactlyInAnyOrder("source -> one/job", "source -> two/job");
        run(ByPath.class, (task, result) -> {
            completed(result);
            assertThat(task.one.collected).containsExactly(1);
            assertThat(task.two.collected).containsExactly(2);
        });
    }

    @Test
    void s456_consumerBesideTheEntranceIsFedToo() {
        run(TwoEntrances.class, (task, result) -> {
            completed(result);
            assertThat(task.inner.collected).containsExactlyInAnyOrder(1, 2, 3, 101, 102, 103);
        });
    }

    static class Generator {

        @Producer
        List<Integer> generate() {
            return numbers(1, 5);
        }

    }

    static class Doubling {

        @Processor("double")
        int twice(int item) {
            return 2 * item;
        }

    }

    @MinigunTask
    static class ThreePipelines extends Collecting<Integer> {

        @NestedPipeline(to = "processor")
        Generator generator() {
            return new Generator();
        }

        @NestedPipeline(to = "collector")
        Doubling processor() {
            return new Doubling();
        }

        @NestedPipeline
        Pipeline collector() {
            return Pipeline.nested("collector", Integer.class).consumer("collect", this.collected::add).build();
        }

    }

    static class Steps extends Doubling {

        @Processor("add_ten")
        int addTen(int item) {
            return item + 10;
        }

    }

    @MinigunTask
    static class Sub extends Collecting<Integer> {

        @Producer
        List<Integer> start() {
            return numbers(1, 5);
        }

        @NestedPipeline
        Steps sub() {
            return new Steps();
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    static class Job extends Collecting<Integer> {

        @Consumer
        void job(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class ByPath extends Collecting<Integer> {

        private final Job one = new Job();

        private final Job two = new Job();

        @Producer(to = { "one/job", "two/job" }, routing = Routing.DYNAMIC)
        void source(Output<Integer> output) {
            output.to("one/job").emit(1);
            output.to("two/job").emit(2);
        }

        @NestedPipeline
        Job one() {
            return this.one;
        }

        @NestedPipeline
        Job two() {
            return this.two;
        }

    }

    static class TwoConsumers extends Collecting<Integer> {

        @Consumer
        void a(int item) {
            this.collected.add(item);
        }

        @Consumer
        void b(int item) {
            this.collected.add(100 + item);
        }

    }

    @MinigunTask
    static class TwoEntrances extends Collecting<Integer> {

        private final TwoConsumers inner = new TwoConsumers();

        @Producer
        List<Integer> generate() {
            return numbers(1, 3);
        }

        @NestedPipeline
        TwoConsumers n() {
            return this.inner;
        }

    }

}

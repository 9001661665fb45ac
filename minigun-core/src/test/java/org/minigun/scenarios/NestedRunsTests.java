package org.minigun.scenarios;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Nested pipelines" on what a run tells of them: statistics, errors, hooks,
 * ends.
 */
class NestedRunsTests {

    private final List<Integer> collected = Scenario.collected();

    @Test
    void s124_aPipelineInAPipelineInAPipeline() {
        Pipeline inner = Pipeline.nested("inner", Integer.class)
            .processor("b", (n) -> n + 1)
            .processor("c", (n) -> n + 1)
            .build();
        RunResult result = Topology.completed(Pipeline.named("s124")
            .producer("P", Scenario.numbers(1, 5))
            .pipeline(Pipeline.nested("outer", Integer.class)
                .processor("a", (n) -> n + 1)
                .pipeline(inner, Integer.class)
                .processor("d", (n) -> n + 1)
                .build(), Integer.class)
            .consumer("c", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(5, 6, 7, 8, 9);
        assertThat(result.statistics().stage("outer/inner/c").done()).isEqualTo(5);
    }

    @Test
    void s124_fourDeep() {
        Pipeline four = Pipeline.nested("four", Integer.class).processor("p", (n) -> n + 1).build();
        Pipeline three = around("three", four);
        Pipeline two = around("two", three);
        RunResult result = Topology.completed(Pipeline.named("s124")
            .producer("P", Scenario.numbers(1, 5))
            .pipeline(around("one", two), Integer.class)
            .consumer("c", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(5, 6, 7, 8, 9);
        assertThat(result.statistics().stage("one/two/three/four/p").done()).isEqualTo(5);
    }

    @Test
    void s127_ownItemsAndSourcesOutside() {
        Topology.completed(Pipeline.named("s127")
            .producer("x", Scenario.numbers(1, 3), (o) -> o.to("b"))
            .pipeline(Pipeline.nested("b").producer("y", List.of(10, 11)).consumer("sink", this.collected::add).build())
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 3, 10, 11);
    }

    @Test
    void s127_itEndsWhenItsOwnAndTheOutsideSourcesHaveEnded() throws Exception {
        for (boolean outsideWaits : List.of(true, false)) {
            this.collected.clear();
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch arrived = new CountDownLatch(1);
            Function<Boolean, CountDownLatch> gate = (waits) -> waits ? go : new CountDownLatch(0);
            Pipeline pipeline = Pipeline.named("s127").producer("x", Integer.class, (output) -> {
                gate.apply(outsideWaits).await();
                Scenario.numbers(1, 3).forEach(output::emit);
            }, (o) -> o.to("b")).pipeline(Pipeline.nested("b").producer("y", Integer.class, (output) -> {
                gate.apply(!outsideWaits).await();
                output.emit(10);
                output.emit(11);
            }).consumer("sink", (n) -> {
                this.collected.add(n);
                arrived.countDown();
            }).build()).build();
            try (Engine engine = Engine.create()) {
                Run run = engine.start(pipeline);
                arrived.await();
                assertThat(run.isRunning()).isTrue();
                go.countDown();
                Scenario.end(run);
            }
            assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 3, 10, 11);
        }
    }

    @Test
    void s130_statisticsOfANestedPipeline() {
        RunResult result = Topology.completed(Pipeline.named("s130")
            .producer("P", Scenario.numbers(1, 5))
            .pipeline(Pipeline.nested("n", Integer.class).processor("a", (n) -> n).processor("b", (n) -> n).build(),
                    Integer.class)
            .consumer("c", this.collected::add)
            .build());
        assertThat(this.collected).hasSize(5);
        for (String stage : List.of("n", "n/a", "n/b")) {
            assertThat(result.statistics().stage(stage).received()).as(stage).isEqualTo(5);
            assertThat(result.statistics().stage(stage).done()).as(stage).isEqualTo(5);
            assertThat(result.ledger().stage(stage).received()).as(stage).isEqualTo(5);
            assertThat(result.ledger().stage(stage).done()).as(stage).isEqualTo(5);
        }
    }

    @Test
    void s131_anInnerStageSkipsAnItem() {
        List<Throwable> surfaced = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s131")
            .producer("P", Scenario.numbers(1, 5))
            .processor("before", Integer.class, (n, output) -> {
                try {
                    output.emit(n);
                }
                catch (RuntimeException ex) {
                    surfaced.add(ex);
                    throw ex;
                }
            })
            .pipeline(throwingOnTwo(OnError.SKIP), Integer.class)
            .consumer("c", this.collected::add)
            .build());
        assertThat(this.collected).containsExactly(1, 3, 4, 5);
        assertThat(result.ledger().stage("n/bad").skipped()).isEqualTo(1);
        assertThat(result.ledger().stage("n/bad").done()).isEqualTo(4);
        assertThat(result.ledger().stage("before").done()).isEqualTo(5);
        assertThat(surfaced).isEmpty();
    }

    @Test
    void s132_anInnerStageFailsTheRun() {
        RunResult result = Topology.failed(Pipeline.named("s132")
            .producer("P", Scenario.numbers(1, 5))
            .pipeline(throwingOnTwo(OnError.FAIL), Integer.class)
            .consumer("c", this.collected::add)
            .build());
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().where()).isEqualTo("n/bad");
        assertThat(result.failure().item()).isEqualTo(2);
        assertThat(result.cause()).isInstanceOf(IllegalStateException.class).hasMessage("Not two");
        assertThat(result.ledger().stage("n/bad").failed()).isEqualTo(1);
        assertThat(this.collected).isSubsetOf(1, 3, 4, 5);
    }

    @Test
    void s133_hooksOfARunWithANestedPipeline() {
        List<String> events = Scenario.collected();
        Pipeline nested = Pipeline.nested("n", Integer.class).processor("p", (n) -> {
            events.add("p");
            return n;
        }, (o) -> o.before((run) -> events.add("before p")).after((run) -> events.add("after p"))).build();
        Topology.completed(Pipeline.named("s133")
            .producer("P", Scenario.numbers(1, 3))
            .pipeline(nested, Integer.class)
            .consumer("c", this.collected::add)
            .beforeRun((run) -> events.add("before run"))
            .beforeStage("n/p", (run) -> events.add("before n/p"))
            .afterStage("n/p", (run) -> events.add("after n/p"))
            .afterRun((run) -> events.add("after run"))
            .build());
        assertThat(events).startsWith("before run").endsWith("after run");
        assertThat(events.subList(1, 3)).containsExactlyInAnyOrder("before p", "before n/p");
        assertThat(events.subList(3, 6)).containsExactly("p", "p", "p");
        assertThat(events.subList(6, 8)).containsExactlyInAnyOrder("after p", "after n/p");
        assertThat(events).hasSize(9);
    }

    private static Pipeline around(String name, Pipeline inner) {
        return Pipeline.nested(name, Integer.class).processor("p", (n) -> n + 1).pipeline(inner, Integer.class).build();
    }

    private static Pipeline throwingOnTwo(OnError onError) {
        return Pipeline.nested("n", Integer.class).processor("good", (n) -> n).processor("bad", (n) -> {
            if (n == 2) {
                throw new IllegalStateException("Not two");
            }
            return n;
        }, (o) -> o.onError(onError)).build();
    }

}

package org.minigun.scenarios;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;
import org.minigun.graph.Node;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Basics" on names, on the order of declaration, and on several runs of one
 * task.
 */
class BasicsRunsTests {

    @Test
    void s022_outputIsAnOrdinaryName() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s022")
            .producer("P", Scenario.numbers(1, 5), (o) -> o.to("output"))
            .processor("output", (n) -> n * 2)
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactly(2, 4, 6, 8, 10);
        assertThat(Topology.edges(result)).containsExactly("P -> output", "output -> collect");
    }

    /** The order of methods in a class is a matter of annotated tasks. */
    @Test
    void s023_theGraphIsInTheOrderOfDeclaration() {
        for (int start = 0; start < 3; start++) {
            List<Integer> collected = Scenario.collected();
            Pipeline pipeline = Pipeline.named("s023")
                .producer("zulu", Scenario.numbers(1, 5))
                .processor("mike", (n) -> n + 1)
                .processor("alpha", (n) -> n * 2)
                .processor("Alpha", (n) -> n - 1)
                .consumer("bravo", collected::add)
                .build();
            assertThat(pipeline.graph().nodes()).extracting(Node::name)
                .containsExactly("zulu", "mike", "alpha", "Alpha", "bravo");
            RunResult result = Topology.completed(pipeline);
            assertThat(Topology.stages(result)).containsExactly("zulu", "mike", "alpha", "Alpha", "bravo");
            assertThat(collected).containsExactly(3, 5, 7, 9, 11);
        }
    }

    @Test
    void s024_aTaskInARowRunsTwice() {
        List<Integer> collected = Scenario.collected();
        Pipeline pipeline = Pipeline.named("s024")
            .producer("P", Scenario.numbers(1, 5))
            .processor("p", (n) -> n * 2)
            .consumer("c", collected::add)
            .build();
        runTwice(pipeline, "c");
        assertThat(collected).containsExactly(2, 4, 6, 8, 10, 2, 4, 6, 8, 10);
    }

    @Test
    void s024_aTaskWithAFanOutRunsTwice() {
        List<Integer> a = Scenario.collected();
        List<Integer> b = Scenario.collected();
        List<Integer> c = Scenario.collected();
        Pipeline pipeline = Pipeline.named("s024")
            .producer("P", Scenario.numbers(1, 5), (o) -> o.to("a", "b", "c"))
            .consumer("a", a::add)
            .consumer("b", b::add)
            .consumer("c", c::add)
            .build();
        runTwice(pipeline, "a", "b", "c");
        assertThat(List.of(a, b, c))
            .allSatisfy((sink) -> assertThat(sink).containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5));
    }

    @Test
    void s026_aTaskRunsTwiceAtOnce() {
        List<Integer> collected = Scenario.collected();
        CyclicBarrier bothRun = new CyclicBarrier(2);
        Pipeline pipeline = Pipeline.named("s026").producer("P", Scenario.numbers(1, 50)).processor("p", (n) -> {
            if (n == 25) {
                bothRun.await(Scenario.LONG.toSeconds(), TimeUnit.SECONDS);
            }
            return n * 2;
        }).consumer("c", collected::add).build();
        try (Engine engine = Engine.create()) {
            Run first = engine.start(pipeline);
            Run second = engine.start(pipeline);
            assertThat(first.id()).isNotEqualTo(second.id());
            awaitEnd(first);
            awaitEnd(second);
            for (RunResult result : List.of(Scenario.end(first), Scenario.end(second))) {
                assertFifty(result);
            }
        }
        List<Integer> once = Scenario.numbers(1, 50).stream().map((n) -> n * 2).toList();
        assertThat(collected).hasSize(100);
        assertThat(collected.stream().sorted().toList())
            .isEqualTo(once.stream().flatMap((n) -> List.of(n, n).stream()).toList());
    }

    private static void assertFifty(RunResult result) {
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.statistics().emitted()).isEqualTo(50);
        assertThat(result.statistics().stage("p").done()).isEqualTo(50);
        assertThat(result.ledger().stage("c").done()).isEqualTo(50);
    }

    /** {@link Scenario#end} asserts that no thread of the task is left. */
    private static void awaitEnd(Run run) {
        try {
            assertThat(run.await(Scenario.LONG)).isPresent();
        }
        catch (InterruptedException ex) {
            throw new AssertionError("Interrupted while a run was awaited", ex);
        }
    }

    private static void runTwice(Pipeline pipeline, String... sinks) {
        RunResult first = Topology.completed(pipeline);
        RunResult second = Topology.completed(pipeline);
        assertThat(first.runId()).isNotEqualTo(second.runId());
        assertThat(first.statistics()).isNotSameAs(second.statistics());
        for (RunResult result : List.of(first, second)) {
            assertThat(result.statistics().emitted()).isEqualTo(5);
            for (String sink : sinks) {
                assertThat(result.ledger().stage(sink).done()).isEqualTo(5);
            }
        }
    }

}

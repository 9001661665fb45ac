package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.StageOptions;
import org.minigun.graph.Routing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Routing: round robin, partition": every item to one target.
 */
class SharedOutTests {

    @Test
    void s051_roundRobinIsAStrictRotation() {
        List<List<Integer>> workers = List.of(Scenario.collected(), Scenario.collected(), Scenario.collected());
        RunResult result = Topology.completed(Pipeline.named("s051")
            .producer("P", Scenario.numbers(0, 9),
                    (o) -> o.to("worker1", "worker2", "worker3").routing(Routing.ROUND_ROBIN))
            .consumer("worker1", workers.get(0)::add)
            .consumer("worker2", workers.get(1)::add)
            .consumer("worker3", workers.get(2)::add)
            .build());
        assertThat(workers).containsExactly(List.of(0, 3, 6, 9), List.of(1, 4, 7), List.of(2, 5, 8));
        assertThat(result.statistics().emitted()).isEqualTo(10);
    }

    @Test
    void s051_theRotationIsInTheOrderOfTheTargetsNotOfTheStages() {
        List<List<Integer>> workers = List.of(Scenario.collected(), Scenario.collected(), Scenario.collected());
        Topology.completed(Pipeline.named("s051")
            .producer("P", Scenario.numbers(0, 9),
                    (o) -> o.to("worker3", "worker1", "worker2").routing(Routing.ROUND_ROBIN))
            .consumer("worker1", workers.get(0)::add)
            .consumer("worker2", workers.get(1)::add)
            .consumer("worker3", workers.get(2)::add)
            .build());
        assertThat(workers).containsExactly(List.of(1, 4, 7), List.of(2, 5, 8), List.of(0, 3, 6, 9));
    }

    @Test
    void s052_aProcessorTakesTurns() {
        List<Integer> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s052")
            .producer("P", Scenario.numbers(1, 3))
            .processor("fanout", (n) -> n, (o) -> o.to("a", "b").routing(Routing.ROUND_ROBIN))
            .processor("a", (n) -> n * 10, (o) -> o.to("c"))
            .processor("b", (n) -> n * 20, (o) -> o.to("c"))
            .consumer("c", collected::add)
            .build());
        assertThat(collected).containsExactlyInAnyOrder(10, 30, 40);
    }

    @Test
    void s053_aPartitionMeetsOneTarget() {
        List<Integer> ids = new ArrayList<>(Scenario.numbers(1, 12));
        ids.addAll(Scenario.numbers(1, 12));
        List<List<Integer>> workers = List.of(Scenario.collected(), Scenario.collected(), Scenario.collected());
        Topology.completed(Pipeline.named("s053")
            .producer("P", ids, (o) -> o.to("w0", "w1", "w2").partition((id) -> id % 3))
            .consumer("w0", workers.get(0)::add)
            .consumer("w1", workers.get(1)::add)
            .consumer("w2", workers.get(2)::add)
            .build());
        assertThat(workers.stream().mapToInt(List::size).sum()).isEqualTo(24);
        for (int key = 0; key < 3; key++) {
            int remainder = key;
            List<List<Integer>> meeting = workers.stream()
                .filter((worker) -> worker.stream().anyMatch((id) -> id % 3 == remainder))
                .toList();
            assertThat(meeting).hasSize(1);
            assertThat(meeting.get(0).stream().filter((id) -> id % 3 == remainder))
                .isEqualTo(ids.stream().filter((id) -> id % 3 == remainder).toList());
        }
        assertThat(workers).allSatisfy(
                (worker) -> assertThat(worker).isEqualTo(ids.stream().filter((id) -> worker.contains(id)).toList()));
    }

    /**
     * An unknown word is a matter of the configuration of applications: here a routing
     * has a type.
     */
    @Test
    void s054_aPartitionWithoutAKey() {
        Topology.assertRefused(() -> Pipeline.named("s054")
            .producer("P", List.of(1), (o) -> o.to("a", "b").routing(Routing.PARTITION))
            .consumer("a", (n) -> {
            })
            .consumer("b", (n) -> {
            })
            .build()).withMessageContainingAll("'P'", "PARTITION without a key", "BROADCAST", "ROUND_ROBIN");
    }

    @Test
    void s455_aTargetMayBeNamedBetweenTurns() {
        List<List<Integer>> workers = List.of(Scenario.collected(), Scenario.collected(), Scenario.collected());
        Topology.completed(namingB((o) -> o.routing(Routing.ROUND_ROBIN), workers));
        assertThat(workers).containsExactly(List.of(1, 4), List.of(2, 5, 100), List.of(3, 6));
    }

    @Test
    void s455_aTargetMayBeNamedWhateverTheKey() {
        List<List<Integer>> workers = List.of(Scenario.collected(), Scenario.collected(), Scenario.collected());
        RunResult result = Topology.completed(namingB((o) -> o.partition((n) -> n % 3), workers));
        assertThat(workers.get(1)).endsWith(100);
        assertThat(workers.stream().flatMap(List::stream)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 100);
        for (int key = 0; key < 3; key++) {
            List<Integer> both = List.of(1 + key, 4 + key);
            assertThat(workers).filteredOn((worker) -> worker.stream().anyMatch(both::contains))
                .singleElement()
                .satisfies((worker) -> assertThat(worker).containsSubsequence(both));
        }
        assertThat(result.statistics().stage("p").emitted()).isEqualTo(7);
    }

    private static Pipeline namingB(Consumer<StageOptions<Integer, Integer>> routing, List<List<Integer>> workers) {
        return Pipeline.named("s455")
            .producer("P", List.of(1, 2, 3, 4, 5, 6, 100))
            .processor("p", Integer.class, (n, output) -> {
                if (n == 100) {
                    output.to("b").emit(n);
                }
                else {
                    output.emit(n);
                }
            }, (o) -> routing.accept(o.to("a", "b", "d")))
            .consumer("a", workers.get(0)::add)
            .consumer("b", workers.get(1)::add)
            .consumer("d", workers.get(2)::add)
            .build();
    }

}

package org.minigun.scenarios;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.graph.Routing;
import org.minigun.graph.StageGraph;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Nested pipelines": what enters and what leaves.
 */
class NestedFlowTests {

    private final List<Integer> collected = Scenario.collected();

    private final List<Integer> other = Scenario.collected();

    @Test
    void s095_nestedPipelinesInARow() {
        Topology.completed(Pipeline.named("s095")
            .pipeline(Pipeline.nested("generator").producer("generate", Scenario.numbers(1, 5)).build(), Integer.class,
                    (o) -> o.to("processor"))
            .pipeline(Pipeline.nested("processor", Integer.class).processor("double", (n) -> n * 2).build(),
                    Integer.class, (o) -> o.to("collector"))
            .pipeline(Pipeline.nested("collector", Integer.class).consumer("collect", this.collected::add).build())
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(2, 4, 6, 8, 10);
    }

    @Test
    void s096_anInnerNameMayOccurTwice() {
        RunResult result = Topology.completed(Pipeline.named("s096")
            .pipeline(Pipeline.nested("generator")
                .producer("generate", Scenario.numbers(1, 5))
                .processor("output", (n) -> n)
                .build(), Integer.class, (o) -> o.to("processor"))
            .pipeline(Pipeline.nested("processor", Integer.class)
                .processor("double", (n) -> n * 2)
                .processor("output", (n) -> n)
                .build(), Integer.class, (o) -> o.to("collector"))
            .pipeline(Pipeline.nested("collector", Integer.class).consumer("collect", this.collected::add).build())
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(2, 4, 6, 8, 10);
        assertThat(result.ledger().stage("generator/output").done()).isEqualTo(5);
        assertThat(result.ledger().stage("processor/output").done()).isEqualTo(5);
    }

    @Test
    void s097_extractTransformAndTwoLoads() {
        List<Row> db = Scenario.collected();
        List<Row> cache = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s097")
            .pipeline(Pipeline.nested("extract")
                .producer("read", Scenario.numbers(0, 4))
                .processor("row", (id) -> new Row(id, id * 10, false, null))
                .build(), Row.class, (o) -> o.to("transform"))
            .pipeline(Pipeline.nested("transform", Row.class)
                .processor("clean", (row) -> new Row(row.id(), row.value(), true, null))
                .processor("enrich", (row) -> new Row(row.id(), row.value(), row.cleaned(), Instant.now()))
                .build(), Row.class, (o) -> o.to("load_db", "load_cache"))
            .pipeline(Pipeline.nested("load_db", Row.class).consumer("load", db::add).build())
            .pipeline(Pipeline.nested("load_cache", Row.class).consumer("load", cache::add).build())
            .build());
        assertThat(result.statistics().stage("extract/row").done()).isEqualTo(5);
        assertThat(result.statistics().stage("transform/enrich").done()).isEqualTo(5);
        assertThat(db).hasSize(5).allSatisfy((row) -> {
            assertThat(row.value()).isEqualTo(row.id() * 10);
            assertThat(row.cleaned()).isTrue();
            assertThat(row.time()).isNotNull();
        });
        assertThat(db).extracting(Row::id).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(cache).containsExactlyInAnyOrderElementsOf(db);
    }

    @Test
    void s098_anInnerStageNamesTargetsOutside() {
        RunResult result = Topology.completed(Pipeline.named("s098")
            .pipeline(Pipeline.nested("ingest")
                .producer("read", Scenario.numbers(0, 9))
                .processor("track", (id) -> id)
                .build(), Integer.class, (o) -> o.to("validate"))
            .pipeline(Pipeline.nested("validate", Integer.class).processor("check", Integer.class, (id, output) -> {
                if (id % 4 != 0) {
                    output.emit(id);
                }
            })
                .processor("prioritize", (id) -> new Prioritized(id, id % 3 == 0))
                .processor("pick", Integer.class,
                        (item, output) -> output.to(item.high() ? "fast" : "slow").emit(item.id()),
                        (o) -> o.to("fast", "slow").routing(Routing.DYNAMIC))
                .build())
            .pipeline(Pipeline.nested("fast", Integer.class)
                .processor("work", (id) -> id)
                .consumer("done", this.collected::add)
                .build())
            .pipeline(Pipeline.nested("slow", Integer.class).processor("work", (id) -> {
                Thread.sleep(10);
                return id;
            }).consumer("done", this.other::add).build())
            .build());
        assertThat(result.statistics().stage("ingest/track").done()).isEqualTo(10);
        assertThat(result.statistics().stage("validate/check").received()).isEqualTo(10);
        assertThat(result.statistics().stage("validate/check").emitted()).isEqualTo(7);
        assertThat(this.collected).containsExactlyInAnyOrder(3, 6, 9);
        assertThat(this.other).containsExactlyInAnyOrder(1, 2, 5, 7);
    }

    @Test
    void s099_aNestedPipelineTakesPartInTheOrderOfDeclaration() {
        RunResult result = Topology.completed(Pipeline.named("s099")
            .producer("start", Scenario.numbers(1, 5))
            .pipeline(Pipeline.nested("sub", Integer.class)
                .processor("double", (n) -> n * 2)
                .processor("add_ten", (n) -> n + 10)
                .build(), Integer.class)
            .consumer("c", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(12, 14, 16, 18, 20);
        assertThat(Topology.edges(result)).contains("sub/double -> sub/add_ten");
    }

    @Test
    void s100_whatStagesWithoutTargetsEmitLeavesByTheOneExit() {
        Topology.completed(Pipeline.named("s100")
            .pipeline(Pipeline.nested("processor")
                .producer("generate", Scenario.numbers(1, 5), (o) -> o.to("even", "odd", "all"))
                .processor("even", Integer.class, (n, output) -> {
                    if (n % 2 == 0) {
                        output.emit(n);
                    }
                })
                .processor("odd", Integer.class, (n, output) -> {
                    if (n % 2 != 0) {
                        output.emit(n);
                    }
                })
                .processor("all", (n) -> n)
                .build(), Integer.class, (o) -> o.to("collector"))
            .pipeline(Pipeline.nested("collector", Integer.class).consumer("c", this.collected::add).build())
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(2, 4, 1, 3, 5, 1, 2, 3, 4, 5);
    }

    @Test
    void s101_twoStagesAtTheEntrance() {
        RunResult result = Topology.completed(Pipeline.named("s101")
            .producer("P", List.of(0, 1))
            .pipeline(Pipeline.nested("sub", Integer.class)
                .processor("a", (n) -> n + 100, (o) -> o.from(StageGraph.ENTRANCE))
                .processor("b", (n) -> n + 200, (o) -> o.from(StageGraph.ENTRANCE))
                .build(), Integer.class)
            .consumer("c", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(100, 101, 200, 201);
        assertThat(Topology.edges(result)).doesNotContain("sub/a -> sub/b");
    }

    @Test
    void s102_routingOfANestedPipelineGovernsItsExit() {
        Topology.completed(Pipeline.named("s102")
            .producer("P", Scenario.numbers(0, 3))
            .pipeline(Pipeline.nested("sub", Integer.class).processor("p", (n) -> n + 100).build(), Integer.class,
                    (o) -> o.to("a", "b").routing(Routing.ROUND_ROBIN))
            .consumer("a", this.collected::add)
            .consumer("b", this.other::add)
            .build());
        assertThat(this.collected).containsExactly(100, 102);
        assertThat(this.other).containsExactly(101, 103);
    }

    @Test
    void s103_aNestedPipelineAtTheEntrance() {
        Topology.completed(Pipeline.named("s103")
            .producer("P", Scenario.numbers(0, 2))
            .pipeline(Pipeline.nested("sub", Integer.class)
                .processor("a", (n) -> n + 100, (o) -> o.from(StageGraph.ENTRANCE))
                .processor("b", (n) -> n + 200, (o) -> o.from(StageGraph.ENTRANCE))
                .pipeline(Pipeline.nested("x", Integer.class).processor("p", (n) -> n + 300).build(), Integer.class,
                        (o) -> o.from(StageGraph.ENTRANCE))
                .build(), Integer.class)
            .consumer("c", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(100, 101, 102, 200, 201, 202, 300, 301, 302);
    }

    @Test
    void s116_aDiamondOfNestedPipelines() {
        Topology.completed(Pipeline.named("s116")
            .pipeline(Pipeline.nested("source").producer("P", List.of(1)).build(), Integer.class,
                    (o) -> o.to("left", "right"))
            .pipeline(arm("left", 10), Integer.class, (o) -> o.to("merge"))
            .pipeline(arm("right", 20), Integer.class, (o) -> o.to("merge"))
            .pipeline(Pipeline.nested("merge", Integer.class).consumer("c", this.collected::add).build())
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(11, 21);
    }

    @Test
    void s456_theConsumerBesideTheEntranceIsOneToo() {
        Topology.completed(Pipeline.named("s456")
            .producer("P", Scenario.numbers(1, 3))
            .pipeline(Pipeline.nested("n", Integer.class)
                .consumer("a", this.collected::add)
                .consumer("b", this.other::add)
                .build())
            .build());
        assertThat(this.collected).containsExactly(1, 2, 3);
        assertThat(this.other).containsExactly(1, 2, 3);
    }

    @Test
    void s457_ownItemsAndThoseFromOutside() {
        Topology.completed(Pipeline.named("s457")
            .producer("x", Scenario.numbers(1, 3))
            .pipeline(Pipeline.nested("n")
                .producer("own", List.of(10, 11))
                .processor("a", (n) -> n * 10)
                .processor("b", (n) -> n + 1, (o) -> o.from(StageGraph.ENTRANCE))
                .consumer("sink", this.collected::add)
                .build())
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(2, 3, 4, 100, 110);
    }

    @Test
    void s458_anInnerStageThatNothingFeeds() {
        Topology
            .assertRefused(() -> Pipeline.named("s458")
                .producer("P", Scenario.numbers(1, 3))
                .pipeline(Pipeline.nested("n", Integer.class)
                    .processor("a", (n) -> n)
                    .processor("b", (n) -> n, (o) -> o.from(StageGraph.ENTRANCE))
                    .consumer("c", this.collected::add)
                    .build())
                .build())
            .withMessageContainingAll("Nothing feeds", "'n/a'");
    }

    private static Pipeline arm(String name, int more) {
        return Pipeline.nested(name, Integer.class)
            .processor("transform", (n) -> n + more)
            .processor("fwd", (n) -> n)
            .build();
    }

    private record Row(int id, int value, boolean cleaned, @Nullable Instant time) {
    }

    private record Prioritized(int id, boolean high) {
    }

}

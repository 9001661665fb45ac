package org.minigun.graph;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.graph.Declare.consumer;
import static org.minigun.graph.Declare.edges;
import static org.minigun.graph.Declare.from;
import static org.minigun.graph.Declare.graph;
import static org.minigun.graph.Declare.leafEdges;
import static org.minigun.graph.Declare.nested;
import static org.minigun.graph.Declare.part;
import static org.minigun.graph.Declare.paths;
import static org.minigun.graph.Declare.processor;
import static org.minigun.graph.Declare.producer;
import static org.minigun.graph.Declare.targets;
import static org.minigun.graph.Declare.to;

/**
 * How items enter and leave nested pipelines.
 */
class NestedPipelineTests {

    @Test
    void s095_aChainOfPipelines() {
        StageGraph graph = graph(to(nested("generator", producer("generate")), "processor"),
                to(nested("processor", processor("double")), "collector"), nested("collector", consumer("collect")));
        assertThat(edges(graph)).containsExactly("generator -> processor", "processor -> collector");
        assertThat(graph.leafEdges()).extracting(Edge::toString)
            .containsExactly("generator/generate -> processor/double", "processor/double -> collector/collect");
        assertThat(paths(graph.nodes())).containsExactly("generator", "generator/generate", "processor",
                "processor/double", "collector", "collector/collect");
        assertThat(paths(graph.leaves())).containsExactly("generator/generate", "processor/double",
                "collector/collect");
    }

    @Test
    void s096_anInnerNameMayOccurTwice() {
        assertThat(leafEdges(to(nested("generator", producer("P"), processor("output")), "processor"),
                to(nested("processor", processor("double"), processor("output")), "collector"),
                nested("collector", consumer("collect"))))
            .containsExactly("generator/P -> generator/output", "generator/output -> processor/double",
                    "processor/double -> processor/output", "processor/output -> collector/collect");
    }

    @Test
    void s097_aPipelineThatFeedsTwo() {
        assertThat(leafEdges(to(nested("extract", producer("P"), processor("p")), "transform"),
                to(nested("transform", processor("clean"), processor("enrich")), "load_db", "load_cache"),
                nested("load_db", consumer("c")), nested("load_cache", consumer("c"))))
            .containsExactly("extract/P -> extract/p", "extract/p -> transform/clean",
                    "transform/clean -> transform/enrich", "transform/enrich -> load_db/c",
                    "transform/enrich -> load_cache/c");
    }

    @Test
    void s098_anInnerStageFindsItsTargetsOutwards() {
        StageGraph graph = graph(to(nested("ingest", producer("P"), processor("track")), "validate"),
                nested("validate", processor("check"), processor("prioritize"),
                        to(processor("pick"), "fast", "slow").withRouting(Routing.DYNAMIC, false)),
                nested("fast", processor("p"), consumer("c")), nested("slow", processor("p"), consumer("c")));
        assertThat(edges(graph)).contains("ingest -> validate", "validate/pick -> fast", "validate/pick -> slow");
        assertThat(graph.leafEdges()).extracting(Edge::toString)
            .contains("ingest/track -> validate/check", "validate/pick -> fast/p", "validate/pick -> slow/p");
        assertThat(targets(graph, "validate")).isEmpty();
    }

    @Test
    void s099_aNestedPipelineStandsInTheOrderOfDeclaration() {
        StageGraph graph = graph(producer("start"), nested("sub", processor("double"), processor("add_ten")),
                consumer("c"));
        assertThat(edges(graph)).containsExactly("start -> sub", "sub -> c", "sub/double -> sub/add_ten");
        assertThat(targets(graph, "start")).containsExactly("sub");
        assertThat(targets(graph, "sub/add_ten")).containsExactly("sub/EXIT");
        assertThat(targets(graph, "sub")).containsExactly("c");
        assertThat(paths(graph.entranceLeaves(graph.node("sub")))).containsExactly("sub/double");
    }

    @Test
    void s100_allStagesWithoutTargetLeaveByTheOneExit() {
        StageGraph graph = graph(to(nested("processor", to(producer("generate"), "even", "odd", "all"),
                processor("even"), processor("odd"), processor("all")), "collector"),
                nested("collector", consumer("c")));
        assertThat(graph.leafEdges()).extracting(Edge::toString)
            .containsExactly("processor/generate -> processor/even", "processor/generate -> processor/odd",
                    "processor/generate -> processor/all", "processor/even -> collector/c",
                    "processor/odd -> collector/c", "processor/all -> collector/c");
    }

    @Test
    void s101_stagesThatSayEntranceAreNotFedByEachOther() {
        StageGraph graph = graph(producer("P"),
                nested("sub", from(processor("a"), StageGraph.ENTRANCE), from(processor("b"), StageGraph.ENTRANCE)),
                consumer("c"));
        assertThat(graph.leafEdges()).extracting(Edge::toString)
            .containsExactly("P -> sub/a", "P -> sub/b", "sub/a -> c", "sub/b -> c");
        assertThat(edges(graph)).containsExactly("P -> sub", "sub -> c");
    }

    @Test
    void s102_theRoutingOfAPipelineGovernsItsExit() {
        StageGraph graph = graph(producer("P"),
                to(nested("sub", processor("p")), "a", "b").withRouting(Routing.ROUND_ROBIN, false), consumer("a"),
                consumer("b"));
        assertThat(targets(graph, "sub/p")).containsExactly("sub/EXIT");
        assertThat(targets(graph, "sub")).containsExactly("a", "b");
        assertThat(graph.node("sub").spec().routing()).isEqualTo(Routing.ROUND_ROBIN);
    }

    @Test
    void s103_aPipelineInAPipelineSaysEntrance() {
        StageGraph graph = graph(producer("P"), nested("sub", from(processor("a"), StageGraph.ENTRANCE),
                from(processor("b"), StageGraph.ENTRANCE), from(nested("x", processor("p")), StageGraph.ENTRANCE)),
                consumer("c"));
        assertThat(paths(graph.entranceLeaves(graph.node("sub")))).containsExactly("sub/a", "sub/b", "sub/x/p");
        assertThat(graph.leafEdges()).extracting(Edge::toString)
            .containsExactly("P -> sub/a", "P -> sub/b", "P -> sub/x/p", "sub/a -> c", "sub/b -> c", "sub/x/p -> c");
    }

    @Test
    void s104_pipelinesFeedStages() {
        assertThat(leafEdges(producer("P"), nested("src", processor("x10")), processor("p"), consumer("c")))
            .containsExactly("P -> src/x10", "src/x10 -> p", "p -> c");
        assertThat(leafEdges(producer("P"), to(nested("src", processor("x10")), "a", "b"), to(processor("a"), "ca"),
                to(processor("b"), "cb"), consumer("ca"), consumer("cb")))
            .containsExactly("P -> src/x10", "src/x10 -> a", "src/x10 -> b", "a -> ca", "b -> cb");
        assertThat(leafEdges(to(nested("A", producer("P")), "p"), to(nested("B", producer("P")), "p"), processor("p"),
                consumer("c")))
            .containsExactly("A/P -> p", "B/P -> p", "p -> c");
        assertThat(leafEdges(to(nested("A", producer("P")), "x", "y"), to(nested("B", producer("P")), "x", "y"),
                to(processor("x"), "cx"), to(processor("y"), "cy"), consumer("cx"), consumer("cy")))
            .containsExactly("A/P -> x", "A/P -> y", "B/P -> x", "B/P -> y", "x -> cx", "y -> cy");
    }

    @Test
    void s108_stagesFeedPipelines() {
        assertThat(leafEdges(producer("P"), processor("p"), nested("r", processor("q"), consumer("c"))))
            .containsExactly("P -> p", "p -> r/q", "r/q -> r/c");
        assertThat(leafEdges(producer("P"), to(processor("p"), "a", "b"), nested("a", processor("q"), consumer("c")),
                nested("b", processor("q"), consumer("c"))))
            .containsExactly("P -> p", "p -> a/q", "p -> b/q", "a/q -> a/c", "b/q -> b/c");
        assertThat(leafEdges(to(producer("P"), "x", "y"), to(processor("x"), "r"), to(processor("y"), "r"),
                nested("r", processor("q"), consumer("c"))))
            .containsExactly("P -> x", "P -> y", "x -> r/q", "y -> r/q", "r/q -> r/c");
        assertThat(leafEdges(to(producer("P"), "p", "q"), to(processor("p"), "x", "y"), to(processor("q"), "x", "y"),
                nested("x", processor("s"), consumer("c")), nested("y", processor("s"), consumer("c"))))
            .containsExactly("P -> p", "P -> q", "p -> x/s", "p -> y/s", "q -> x/s", "q -> y/s", "x/s -> x/c",
                    "y/s -> y/c");
    }

    @Test
    void s112_theSameWithFromAlsoDeclaredBeforeItsPipelines() {
        assertThat(leafEdges(producer("P"), from(consumer("c"), "p"), from(processor("p"), "src"),
                from(nested("src", processor("x10")), "P")))
            .containsExactly("P -> src/x10", "p -> c", "src/x10 -> p");
        assertThat(leafEdges(from(processor("a"), "src"), from(processor("b"), "src"), from(consumer("ca"), "a"),
                from(consumer("cb"), "b"), nested("src", producer("P"))))
            .containsExactly("a -> ca", "b -> cb", "src/P -> a", "src/P -> b");
        assertThat(leafEdges(from(processor("p"), "A", "B"), from(consumer("c"), "p"), nested("A", producer("P")),
                nested("B", producer("P"))))
            .containsExactly("p -> c", "A/P -> p", "B/P -> p");
        assertThat(leafEdges(producer("P"), from(nested("x", processor("s"), consumer("c")), "p", "q"),
                from(nested("y", processor("s"), consumer("c")), "p", "q"), from(processor("p"), "P"),
                from(processor("q"), "P")))
            .containsExactlyInAnyOrder("P -> p", "P -> q", "p -> x/s", "p -> y/s", "q -> x/s", "q -> y/s", "x/s -> x/c",
                    "y/s -> y/c");
    }

    @Test
    void s116_aDiamondOfPipelines() {
        assertThat(leafEdges(to(nested("source", producer("P")), "left", "right"),
                nested("left", processor("transform"), processor("fwd")),
                nested("right", processor("transform"), processor("fwd")), nested("merge", consumer("c"))))
            .containsExactly("source/P -> left/transform", "source/P -> right/transform", "left/transform -> left/fwd",
                    "left/fwd -> merge/c", "right/transform -> right/fwd", "right/fwd -> merge/c");
    }

    @Test
    void s118_pipelinesThatEmitNothingStandBesideEachOther() {
        StageSpec[] inner = { producer("P"), consumer("process") };
        assertThat(leafEdges(nested("one", inner))).containsExactly("one/P -> one/process");
        assertThat(leafEdges(nested("one", inner), nested("two", inner), nested("three", inner)))
            .containsExactly("one/P -> one/process", "two/P -> two/process", "three/P -> three/process");
        assertThat(edges(nested("one", inner), nested("two", inner))).containsExactly("one/P -> one/process",
                "two/P -> two/process");
    }

    @Test
    void s124_pipelinesInPipelines() {
        assertThat(leafEdges(producer("P"),
                nested("outer", processor("a"), nested("inner", processor("b"), processor("c")), processor("d")),
                consumer("c")))
            .containsExactly("P -> outer/a", "outer/a -> outer/inner/b", "outer/inner/b -> outer/inner/c",
                    "outer/inner/c -> outer/d", "outer/d -> c");
        StageGraph deep = graph(producer("P"), nested("n1", nested("n2", nested("n3", nested("n4", processor("p"))))),
                consumer("c"));
        assertThat(deep.leafEdges()).extracting(Edge::toString)
            .containsExactly("P -> n1/n2/n3/n4/p", "n1/n2/n3/n4/p -> c");
        assertThat(targets(deep, "n1/n2/n3")).containsExactly("n1/n2/EXIT");
        assertThat(deep.node("n1/n2/n3/n4/p").isWithin(deep.node("n1"))).isTrue();
    }

    @Test
    void s126_aFromOnAPipelineInAPipeline() {
        assertThat(leafEdges(producer("P"), nested("outer", processor("a"), from(nested("inner", processor("b")), "a")),
                consumer("c")))
            .containsExactly("P -> outer/a", "outer/a -> outer/inner/b", "outer/inner/b -> c");
    }

    @Test
    void s127_theEntranceMayHaveAProducerOfItsOwn() {
        assertThat(leafEdges(to(producer("x"), "b"), nested("b", producer("y"), consumer("sink"))))
            .containsExactly("x -> b/sink", "b/y -> b/sink");
    }

    @Test
    void s129_aPipelineWhoseLastStageIsAConsumerEmitsNothing() {
        StageGraph graph = graph(producer("P"), nested("n", processor("p"), consumer("c")));
        assertThat(edges(graph)).containsExactly("P -> n", "n/p -> n/c");
        assertThat(targets(graph, "n")).isEmpty();
    }

    @Test
    void s456_aConsumerBesideTheEntranceIsOneToo() {
        StageGraph graph = graph(producer("P"), nested("n", consumer("a"), consumer("b")));
        assertThat(graph.leafEdges()).extracting(Edge::toString).containsExactly("P -> n/a", "P -> n/b");
        assertThat(graph.isEntrance(graph.node("n/b"))).isTrue();
    }

    @Test
    void s457_itemsFromOutsideEnterWhereTheEntranceIsNamed() {
        assertThat(leafEdges(producer("x"),
                nested("n", producer("own"), processor("a"), from(processor("b"), StageGraph.ENTRANCE),
                        consumer("sink"))))
            .containsExactly("x -> n/b", "n/own -> n/a", "n/a -> n/sink", "n/b -> n/sink");
    }

    @Test
    void aStageWithASourceOfItsOwnIsNoEntranceByOrder() {
        assertThat(leafEdges(producer("x"),
                nested("n", producer("own"), from(processor("a"), "own"), processor("b"), consumer("sink"))))
            .containsExactly("x -> n/b", "n/own -> n/a", "n/a -> n/b", "n/b -> n/sink");
    }

    @Test
    void aStageMaySayExitBesideOtherTargets() {
        StageGraph graph = graph(producer("P"),
                nested("n", to(processor("a"), StageGraph.EXIT, "log"), consumer("log")), consumer("c"));
        assertThat(targets(graph, "n/a")).containsExactly("n/EXIT", "n/log");
        assertThat(graph.leafEdges()).extracting(Edge::toString)
            .containsExactly("P -> n/a", "n/a -> n/log", "n/a -> c");
    }

    @Test
    void anEdgeThroughAnExitHasTheOriginOfTheEdgeThatCrosses() {
        StageGraph graph = graph(to(producer("P"), "n"), nested("n", processor("a"), processor("b")), consumer("c"),
                consumer("d"));
        assertThat(graph.leafEdges()).extracting(Edge::origin)
            .containsExactly(EdgeOrigin.TO, EdgeOrigin.DEFAULT, EdgeOrigin.DEFAULT, EdgeOrigin.BESIDE_CONSUMER);
    }

    @Test
    void whatAnOuterStageFeedsByPathIsFedBesideItToo() {
        assertThat(leafEdges(to(producer("P"), "n/a"), nested("n", consumer("a"), consumer("b"))))
            .containsExactly("P -> n/a", "P -> n/b");
    }

    @Test
    void anInnerStageNamesASourceOutside() {
        assertThat(leafEdges(producer("P"), nested("n", from(processor("a"), "P")), consumer("c")))
            .containsExactly("P -> n/a", "n/a -> c");
    }

    @Test
    void aPipelineThatIsOnlyNestedHasEntrancesAndExits() {
        StageGraph graph = part(processor("a"), processor("b"));
        assertThat(paths(graph.entranceLeaves())).containsExactly("a");
        assertThat(graph.node("b").targets()).containsExactly(new ExitTarget(null));
        assertThat(edges(graph)).containsExactly("a -> b");
        StageGraph named = part(from(processor("a"), StageGraph.ENTRANCE),
                to(from(processor("b"), StageGraph.ENTRANCE), StageGraph.EXIT), nested("n", processor("c")));
        assertThat(paths(named.entranceLeaves())).containsExactly("a", "b");
        assertThat(targets(named, "b")).containsExactly("EXIT");
        assertThat(targets(named, "n")).containsExactly("EXIT");
        assertThat(named.leafEdges()).extracting(Edge::toString).containsExactly("a -> n/c");
    }

    @Test
    void aPipelineOfProducersMayBeNestedOnly() {
        StageGraph graph = part(producer("P"));
        assertThat(graph.entranceLeaves()).isEmpty();
        assertThat(targets(graph, "P")).containsExactly("EXIT");
    }

    @Test
    void aPipelineThatRunsByItselfHasNoEntrance() {
        assertThat(graph(producer("P"), consumer("c")).entranceLeaves()).isEmpty();
    }

}

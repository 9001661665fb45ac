package org.minigun.graph;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.graph.Declare.consumer;
import static org.minigun.graph.Declare.edges;
import static org.minigun.graph.Declare.from;
import static org.minigun.graph.Declare.graph;
import static org.minigun.graph.Declare.leafEdges;
import static org.minigun.graph.Declare.nested;
import static org.minigun.graph.Declare.paths;
import static org.minigun.graph.Declare.processor;
import static org.minigun.graph.Declare.producer;
import static org.minigun.graph.Declare.targets;
import static org.minigun.graph.Declare.to;

/**
 * Edges that {@code to} and {@code from} name, and the targets of a stage.
 */
class NamedEdgesTests {

    @Test
    void s032_aConsumerNamesItsSource() {
        StageGraph graph = graph(producer("gen"), from(consumer("save"), "gen"));
        assertThat(edges(graph)).containsExactly("gen -> save");
        assertThat(graph.edges().get(0).origin()).isEqualTo(EdgeOrigin.FROM);
    }

    @Test
    void s033_aSourceFeedsAllThatNameIt() {
        assertThat(edges(producer("source"), from(processor("double"), "source"),
                from(consumer("collect"), "source", "double")))
            .containsExactly("source -> double", "source -> collect", "double -> collect");
    }

    @Test
    void s034_aConsumerNamesTwoSources() {
        assertThat(edges(to(producer("a"), "b"), processor("b"), producer("c"), from(consumer("d"), "b", "c")))
            .containsExactly("a -> b", "b -> d", "c -> d");
    }

    @Test
    void s036_anEdgeThatBothEndsNameIsOne() {
        StageGraph graph = graph(to(producer("a"), "b"), from(consumer("b"), "a"));
        assertThat(edges(graph)).containsExactly("a -> b");
        assertThat(graph.edges().get(0).origin()).isEqualTo(EdgeOrigin.TO);
        assertThat(targets(graph, "a")).containsExactly("b");
        assertThat(leafEdges(to(nested("n", producer("P")), "m"), from(nested("m", consumer("c")), "n")))
            .containsExactly("n/P -> m/c");
    }

    @Test
    void aNameThatIsWrittenTwiceIsOneEdge() {
        StageGraph graph = graph(to(producer("a"), "b", "b"), from(consumer("b"), "a", "a"));
        assertThat(edges(graph)).containsExactly("a -> b");
        assertThat(targets(graph, "a")).containsExactly("b");
    }

    @Test
    void s037_aTreeOfTargets() {
        assertThat(edges(to(producer("fetch"), "validate", "log"), to(processor("validate"), "transform", "archive"),
                to(processor("transform"), "store"), consumer("log"), consumer("archive"), consumer("store")))
            .containsExactly("fetch -> validate", "fetch -> log", "validate -> transform", "validate -> archive",
                    "transform -> store");
    }

    @Test
    void s038_aNameMayLookForward() {
        assertThat(
                edges(to(producer("early"), "later"), consumer("other"), consumer("later"), to(producer("x"), "other")))
            .containsExactly("early -> later", "x -> other");
        assertThat(edges(from(consumer("early"), "later"), producer("later"))).containsExactly("later -> early");
    }

    @Test
    void s041_aGraphWithTwoWaysToOneEndHasNoCycle() {
        StageGraph graph = graph(producer("start"), from(processor("a"), "start"), from(processor("b"), "start"),
                from(processor("c"), "a", "b"), from(processor("d"), "a"), from(consumer("end"), "c", "d"));
        assertThat(edges(graph)).containsExactly("start -> a", "start -> b", "a -> c", "a -> d", "b -> c", "c -> end",
                "d -> end");
        assertThat(paths(graph.topological())).containsExactly("start", "a", "b", "c", "d", "end");
    }

    @Test
    void s042_firstLastOrderAndLayers() {
        StageGraph chain = graph(to(producer("a"), "b", "c", "c"), to(processor("b"), "c"), consumer("c"));
        assertThat(edges(chain)).containsExactly("a -> b", "a -> c", "b -> c");
        assertThat(paths(chain.first())).containsExactly("a");
        assertThat(paths(chain.last())).containsExactly("c");
        assertThat(paths(chain.topological())).containsExactly("a", "b", "c");
        StageGraph diamond = graph(to(producer("a"), "b", "c"), processor("b"), processor("c"), consumer("d"));
        assertThat(diamond.layers()).extracting(Declare::paths)
            .containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
    }

    @Test
    void theOrderOfTheGraphIsNotThatOfDeclarationWhereEdgesLeadBack() {
        StageGraph graph = graph(consumer("c"), to(processor("b"), "c"), to(producer("P"), "b"));
        assertThat(paths(graph.nodes())).containsExactly("c", "b", "P");
        assertThat(paths(graph.topological())).containsExactly("P", "b", "c");
        assertThat(graph.layers()).extracting(Declare::paths).containsExactly(List.of("P"), List.of("b"), List.of("c"));
    }

    @Test
    void s046_aDiamondWithEveryEdgeNamed() {
        assertThat(edges(to(producer("source"), "path_a", "path_b"), to(processor("path_a"), "merge"),
                to(processor("path_b"), "merge"), consumer("merge")))
            .containsExactly("source -> path_a", "source -> path_b", "path_a -> merge", "path_b -> merge");
    }

    @Test
    void s048_oneSourceAndThreeConsumers() {
        assertThat(
                edges(to(producer("P"), "email", "sms", "push"), consumer("email"), consumer("sms"), consumer("push")))
            .containsExactly("P -> email", "P -> sms", "P -> push");
    }

    @Test
    void s051_targetsStandInTheOrderInWhichTheyAreNamed() {
        StageGraph graph = graph(to(producer("P"), "w3", "w1", "w2").withRouting(Routing.ROUND_ROBIN, false),
                consumer("w1"), consumer("w2"), consumer("w3"));
        assertThat(targets(graph, "P")).containsExactly("w3", "w1", "w2");
    }

    @Test
    void targetsThatOthersNameFollowInTheOrderOfDeclaration() {
        StageGraph graph = graph(to(producer("P"), "d"), from(consumer("a"), "P"), from(consumer("b"), "P"),
                consumer("d"));
        assertThat(targets(graph, "P")).containsExactly("d", "a", "b");
    }

    @Test
    void s052_armsOfARotationMeetInTheStageAfterThem() {
        assertThat(edges(producer("P"), to(processor("fanout"), "a", "b").withRouting(Routing.ROUND_ROBIN, false),
                processor("a"), processor("b"), consumer("c")))
            .containsExactly("P -> fanout", "fanout -> a", "fanout -> b", "a -> c", "b -> c");
    }

    @Test
    void s062_aStaticAndADynamicSource() {
        assertThat(edges(to(producer("static"), "sink"),
                to(producer("dynamic"), "sink").withRouting(Routing.DYNAMIC, false), consumer("sink")))
            .containsExactly("static -> sink", "dynamic -> sink");
    }

    @Test
    void s063_aDynamicTargetBehindAnotherDoesNotGetItsItems() {
        assertThat(edges(to(producer("P"), "normal", "special").withRouting(Routing.DYNAMIC, false),
                processor("normal"), processor("special"), consumer("collect")))
            .containsExactly("P -> normal", "P -> special", "normal -> collect", "special -> collect");
    }

    @Test
    void s070_dynamicTargetsHaveNoEdgeBetweenThem() {
        assertThat(edges(producer("P"), to(processor("router"), "t_a", "t_b").withRouting(Routing.DYNAMIC, false),
                to(processor("t_b"), "collect"), to(processor("t_a"), "collect"), consumer("collect")))
            .containsExactly("P -> router", "router -> t_b", "router -> t_a", "t_b -> collect", "t_a -> collect");
    }

    @Test
    void s072_aDynamicTargetThatRoutesOn() {
        assertThat(edges(to(producer("router"), "stage_a").withRouting(Routing.DYNAMIC, false),
                to(processor("stage_a"), "stage_b").withRouting(Routing.DYNAMIC, false), processor("stage_b"),
                consumer("collect")))
            .containsExactly("router -> stage_a", "stage_a -> stage_b", "stage_b -> collect");
    }

    @Test
    void s406_aStageBetweenASourceAndTheLastConsumerThatBothNameIt() {
        assertThat(edges(to(producer("P"), "c", "x"), consumer("c"), to(processor("x"), "c"))).containsExactly("P -> c",
                "P -> x", "x -> c");
    }

    @Test
    void anEdgeToAStageAndOneToItsPipelineAreTwo() {
        assertThat(edges(to(producer("P"), "n", "n/a"), nested("n", processor("a"), processor("b")), consumer("c")))
            .containsExactly("P -> n", "P -> n/a", "n -> c", "n/a -> n/b");
    }

}

package org.minigun.graph;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.graph.Declare.accumulator;
import static org.minigun.graph.Declare.consumer;
import static org.minigun.graph.Declare.edges;
import static org.minigun.graph.Declare.from;
import static org.minigun.graph.Declare.graph;
import static org.minigun.graph.Declare.nested;
import static org.minigun.graph.Declare.processor;
import static org.minigun.graph.Declare.producer;
import static org.minigun.graph.Declare.to;

/**
 * Edges that nobody names, alone and beside edges that are named.
 */
class OrderOfDeclarationTests {

    @Test
    void s022_aStageCalledOutputIsLikeAnyOther() {
        assertThat(edges(to(producer("P"), "output"), processor("output"), consumer("collect")))
            .containsExactly("P -> output", "output -> collect");
    }

    @Test
    void s029_eachStageFeedsTheNext() {
        StageGraph graph = graph(producer("P"), processor("a"), processor("b"), consumer("c"));
        assertThat(edges(graph)).containsExactly("P -> a", "a -> b", "b -> c");
        assertThat(graph.edges()).extracting(Edge::origin).containsOnly(EdgeOrigin.DEFAULT);
    }

    @Test
    void anAccumulatorStandsInTheOrderLikeAProcessor() {
        assertThat(edges(producer("P"), accumulator("batch"), consumer("c"))).containsExactly("P -> batch",
                "batch -> c");
    }

    @Test
    void s030_aConsumerDoesNotStandInTheWayOfOthers() {
        StageGraph graph = graph(producer("P"), consumer("a"), consumer("b"), consumer("d"));
        assertThat(edges(graph)).containsExactly("P -> a", "P -> b", "P -> d");
        assertThat(graph.edges()).extracting(Edge::origin)
            .containsExactly(EdgeOrigin.DEFAULT, EdgeOrigin.BESIDE_CONSUMER, EdgeOrigin.BESIDE_CONSUMER);
    }

    @Test
    void s031_aConsumerAfterAConsumerIsFedByTheProcessorBeforeBoth() {
        assertThat(edges(producer("P"), processor("x"), consumer("a"), consumer("b"))).containsExactly("P -> x",
                "x -> a", "x -> b");
    }

    @Test
    void s448_aProcessorAfterAConsumerIsFedByWhatFeedsTheConsumer() {
        assertThat(edges(producer("P"), consumer("log"), processor("x"), consumer("save"))).containsExactly("P -> log",
                "P -> x", "x -> save");
    }

    @Test
    void whatFeedsAConsumerByNameFeedsTheStageBesideItToo() {
        assertThat(edges(to(producer("P"), "a"), to(producer("Q"), "a"), consumer("a"), consumer("b")))
            .containsExactly("P -> a", "P -> b", "Q -> a", "Q -> b");
        assertThat(edges(producer("P"), from(consumer("a"), "P"), consumer("b"))).containsExactly("P -> a", "P -> b");
    }

    @Test
    void aStageBesideAConsumerIsNotFedByWhatItFeedsItself() {
        assertThat(edges(producer("P"), consumer("errors"), to(processor("x"), "errors", "save"), consumer("save")))
            .containsExactly("P -> errors", "P -> x", "x -> errors", "x -> save");
        assertThat(edges(producer("P"), consumer("errors"), processor("x"), to(processor("y"), "errors", "save"),
                consumer("save")))
            .containsExactly("P -> errors", "P -> x", "x -> y", "y -> errors", "y -> save");
    }

    @Test
    void s449_aStageBesideAConsumerThatAToNamesGetsOnlyThat() {
        assertThat(edges(to(producer("b"), "cb"), producer("a"), consumer("ca"), consumer("cb")))
            .containsExactly("b -> cb", "a -> ca");
    }

    @Test
    void s088_aProducerStandsBetweenAStageAndAConsumer() {
        assertThat(
                edges(producer("a"), processor("pa"), consumer("ca"), producer("b"), processor("pb"), consumer("cb")))
            .containsExactly("a -> pa", "pa -> ca", "b -> pb", "pb -> cb");
    }

    @Test
    void s450_theOrderSkipsAStageWithAFrom() {
        assertThat(edges(producer("x"), producer("y"), from(processor("a"), "x"), from(processor("b"), "y"),
                consumer("d")))
            .containsExactly("x -> a", "y -> b", "a -> d", "b -> d");
    }

    @Test
    void s451_theOrderSkipsAProducer() {
        assertThat(edges(producer("a"), processor("pa"), producer("b"), consumer("c"))).containsExactly("a -> pa",
                "pa -> c", "b -> c");
    }

    @Test
    void s085_producersInARowAllFeedTheStageAfterThem() {
        assertThat(edges(producer("api"), producer("db"), producer("file"), processor("enrich"), consumer("c")))
            .containsExactly("api -> enrich", "db -> enrich", "file -> enrich", "enrich -> c");
    }

    @Test
    void s087_twoChainsStayApartWhenTheirFirstStagesAreNamed() {
        assertThat(edges(to(producer("x"), "x10"), to(processor("x10"), "cx"), consumer("cx"), to(producer("y"), "x2"),
                to(processor("x2"), "cy"), consumer("cy")))
            .containsExactly("x -> x10", "x10 -> cx", "y -> x2", "x2 -> cy");
    }

    @Test
    void s035_twoArmsOneWithAnExplicitTarget() {
        assertThat(edges(to(producer("generate"), "path_a", "path_b"), to(processor("path_a"), "collect"),
                processor("path_b"), processor("transform"), consumer("collect")))
            .containsExactly("generate -> path_a", "generate -> path_b", "path_a -> collect", "path_b -> transform",
                    "transform -> collect");
    }

    @Test
    void s047_twoArmsMeetInTheStageAfterThem() {
        assertThat(edges(to(producer("source"), "left", "right"), processor("left"), processor("right"),
                consumer("merge")))
            .containsExactly("source -> left", "source -> right", "left -> merge", "right -> merge");
    }

    @Test
    void siblingsByFromMeetInTheStageAfterThemToo() {
        assertThat(edges(producer("source"), from(processor("left"), "source"), from(processor("right"), "source"),
                consumer("merge")))
            .containsExactly("source -> left", "source -> right", "left -> merge", "right -> merge");
    }

    @Test
    void s050_anArmThatAToNamesIsNotFedByTheOtherArm() {
        assertThat(edges(to(producer("P"), "a", "b"), processor("a"), consumer("ca"), processor("b"), consumer("cb")))
            .containsExactly("P -> a", "P -> b", "a -> ca", "b -> cb");
    }

    @Test
    void s452_aStageThatAToNamesIsFedByOrderFromOneThatIsNoSibling() {
        assertThat(edges(to(producer("P"), "a", "b"), processor("a"), processor("a2"), processor("b"), consumer("end")))
            .containsExactly("P -> a", "P -> b", "a -> a2", "a2 -> b", "b -> end");
        assertThat(edges(to(producer("P"), "a", "b"), processor("a"), to(processor("a2"), "end"), processor("b"),
                consumer("end")))
            .containsExactly("P -> a", "P -> b", "a -> a2", "a2 -> end", "b -> end");
    }

    @Test
    void aNestedPipelineTakesPartInTheOrder() {
        assertThat(edges(producer("P"), consumer("log"), nested("n", processor("a")), consumer("c")))
            .containsExactly("P -> log", "P -> n", "n -> c");
    }

    @Test
    void aNestedPipelineOfProducersBesideAConsumerIsNotFed() {
        assertThat(edges(producer("a"), processor("pa"), consumer("ca"), nested("more", producer("b")), processor("pb"),
                consumer("cb")))
            .containsExactly("a -> pa", "pa -> ca", "more -> pb", "pb -> cb");
    }

    @Test
    void aLongPipelineIsResolved() {
        StageSpec[] stages = new StageSpec[3000];
        stages[0] = producer("P");
        for (int place = 1; place < stages.length; place++) {
            stages[place] = processor("p" + place);
        }
        stages[stages.length - 1] = consumer("c");
        assertThat(edges(stages)).hasSize(stages.length - 1);
    }

}

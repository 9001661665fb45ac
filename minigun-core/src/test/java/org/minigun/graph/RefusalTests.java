package org.minigun.graph;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.minigun.graph.Declare.assertRefused;
import static org.minigun.graph.Declare.consumer;
import static org.minigun.graph.Declare.from;
import static org.minigun.graph.Declare.nested;
import static org.minigun.graph.Declare.part;
import static org.minigun.graph.Declare.processor;
import static org.minigun.graph.Declare.producer;
import static org.minigun.graph.Declare.to;

/**
 * Graphs that are refused, and what the refusal says.
 */
class RefusalTests {

    @Test
    void s040_aCycleIsShownAsTheWayRound() {
        assertRefused(producer("P"), to(processor("a"), "a")).withMessageContaining(": a -> a.");
        assertRefused(producer("P"), to(processor("a"), "b"), to(processor("b"), "a"))
            .withMessageContaining(": a -> b -> a.");
        assertRefused(to(producer("a"), "b"), to(processor("b"), "a")).withMessageContaining(": a -> b -> a.");
        assertRefused(producer("P"), to(processor("a"), "b"), to(processor("b"), "c"), to(processor("c"), "a"))
            .withMessageContaining(": a -> b -> c -> a.");
        assertRefused(to(producer("a"), "b"), from(to(processor("b"), "c"), "c"), consumer("c"))
            .withMessageContaining(": b -> c -> b.");
    }

    @Test
    void anEdgeOfACycleThatNobodyNamesIsExplained() {
        assertRefused(producer("P"), processor("a"), to(processor("b"), "a")).withMessageContainingAll(": a -> b -> a.",
                "No stage names a -> b: that edge follows from the order of declaration.");
    }

    @Test
    void s402_aCycleIsFoundAmongOtherStages() {
        assertRefused(to(producer("P"), "x"), to(processor("z"), "x", "c"), consumer("c"), to(processor("x"), "y", "c"),
                to(processor("y"), "z"))
            .withMessageContaining(": z -> x -> y -> z.");
    }

    @Test
    void s117_aCycleBetweenPipelinesIsRefused() {
        assertRefused(producer("P"), to(nested("a", processor("p")), "a")).withMessageContaining(": a -> a.");
        assertRefused(to(nested("a", producer("P"), processor("p")), "b"), to(nested("b", processor("p")), "a"))
            .withMessageContaining(": a -> b -> a.");
        assertRefused(to(nested("a", producer("P")), "b"), from(to(nested("b", processor("p")), "c"), "c"),
                nested("c", processor("p")))
            .withMessageContaining(": b -> c -> b.");
        assertRefused(to(nested("a", producer("P"), consumer("c")), "a")).withMessageContaining(": a -> a.");
    }

    @Test
    void s117_aCycleThroughInnerStagesIsRefused() {
        assertRefused(producer("P"), nested("n", processor("in"), to(processor("x"), "back")),
                to(processor("back"), "n"))
            .withMessageContaining(": n/in -> n/x -> back -> n/in.");
    }

    @Test
    void s043_noProducer() {
        assertRefused(processor("a"), consumer("c")).withMessageContaining("Pipeline 'work' has no producer.");
        assertRefused().withMessageContaining("Pipeline 'work' has no producer.");
    }

    @Test
    void s043_aProducerWithASource() {
        assertRefused(to(producer("P"), "Q"), producer("Q"), consumer("c"))
            .withMessageContaining("Producer 'Q' of pipeline 'work' has a source: 'P'.");
        assertRefused(producer("P"), from(producer("Q"), "P"), consumer("c"))
            .withMessageContaining("Producer 'Q' of pipeline 'work' has a source: 'P'.");
        assertRefused(producer("P"), nested("n", from(producer("Q"), StageGraph.ENTRANCE)), consumer("c"))
            .withMessageContaining("Producer 'n/Q' of pipeline 'work' has a source: 'ENTRANCE'.");
    }

    @Test
    void s043_aConsumerWithATarget() {
        assertRefused(producer("P"), to(consumer("c"), "d"), consumer("d"))
            .withMessageContaining("Consumer 'c' of pipeline 'work' has a target: 'd'.");
        assertRefused(producer("P"), consumer("c"), from(consumer("d"), "c"))
            .withMessageContaining("Consumer 'c' of pipeline 'work' has a target: 'd'.");
        assertRefused(producer("P"), nested("n", to(consumer("c"), StageGraph.EXIT)), consumer("d"))
            .withMessageContaining("Consumer 'n/c' of pipeline 'work' has a target: 'n/EXIT'.");
    }

    @Test
    void s043_aStageThatNothingFeeds() {
        assertRefused(processor("x"), producer("P"), consumer("c"))
            .withMessageContaining("Nothing feeds processor 'x' of pipeline 'work'.");
        assertRefused(producer("P"), processor("a"), from(consumer("c"), "P"))
            .withMessageContaining("Nothing feeds processor 'a' of pipeline 'work'.");
    }

    @Test
    void aStageBehindAPipelineThatEmitsNothingIsToldWhyNothingFeedsIt() {
        assertRefused(producer("P"), nested("n", processor("p"), consumer("c")), consumer("d")).withMessageContaining(
                "Nothing feeds consumer 'd' of pipeline 'work': nested pipeline 'n' before it emits nothing,");
        assertRefused(producer("P"), nested("n", nested("m", consumer("c")), processor("q"), consumer("e")))
            .withMessageContaining("Nothing feeds processor 'n/q' of pipeline 'work': nested pipeline 'n/m' before");
    }

    @Test
    void allStagesThatNothingFeedsAreNamed() {
        assertRefused(to(processor("x"), "c"), to(nested("n", processor("y")), "c"), producer("P"), consumer("c"))
            .withMessageContainingAll("Nothing feeds processor 'x' of pipeline 'work'.",
                    "Nothing feeds processor 'n/y' of pipeline 'work'.");
    }

    @Test
    void s458_anInnerStageThatNothingFeeds() {
        assertRefused(producer("P"),
                nested("n", processor("a"), from(processor("b"), StageGraph.ENTRANCE), consumer("c")))
            .withMessageContaining("Nothing feeds processor 'n/a' of pipeline 'work'.");
    }

    @Test
    void s027_aStageThatEmitsButFeedsNothing() {
        assertRefused(producer("P"), processor("p"))
            .withMessageContainingAll("Processor 'p' of pipeline 'work' emits but feeds nothing.", "`to`", "consumer");
        assertRefused(producer("P"), consumer("c"), producer("late"))
            .withMessageContaining("Producer 'late' of pipeline 'work' emits but feeds nothing.");
        assertRefused(producer("P"), from(processor("a"), "P"), from(consumer("b"), "P"))
            .withMessageContaining("Processor 'a' of pipeline 'work' emits but feeds nothing.");
    }

    @Test
    void s129_aPipelineWhoseExitFeedsNothing() {
        assertRefused(nested("n", producer("P"), processor("p"))).withMessageContainingAll(
                "Nested pipeline 'n' of pipeline 'work' emits by its exit but feeds nothing.", "`to`");
    }

    @Test
    void s475_aStageLeftWithoutItsConsumer() {
        assertRefused(producer("P"), processor("double")).withMessageContaining("'double'");
    }

    @Test
    void s054_partitionWithoutAKey() {
        assertRefused(to(producer("P"), "a", "b").withRouting(Routing.PARTITION, false), consumer("a"), consumer("b"))
            .withMessageContainingAll("'P'", "PARTITION", "key");
        assertThat(Declare.edges(to(producer("P"), "a", "b").withRouting(Routing.PARTITION, true), consumer("a"),
                consumer("b")))
            .hasSize(2);
    }

    @Test
    void dynamicRoutingOfAnExit() {
        assertRefused(producer("P"), to(nested("n", processor("p")), "a", "b").withRouting(Routing.DYNAMIC, false),
                consumer("a"), consumer("b"))
            .withMessageContainingAll("'n'", "DYNAMIC");
    }

    @Test
    void feedingAPipelineOfProducers() {
        assertRefused(to(producer("P"), "n"), nested("n", producer("Q")), consumer("c"))
            .withMessageContaining("Nested pipeline 'n' of pipeline 'work' has producers only, but is fed by 'P'.");
        assertRefused(producer("P"), nested("n", producer("Q")), consumer("c")).withMessageContainingAll("'n'",
                "producers only", "'P'");
    }

    @Test
    void feedingAPipelineWithoutEntrance() {
        assertRefused(producer("P"), nested("n", producer("Q"), from(consumer("c"), "Q")))
            .withMessageContainingAll("'n'", "'P'", "from = ENTRANCE");
    }

    @Test
    void aTargetOfAPipelineThatEmitsNothing() {
        assertRefused(producer("P"), to(nested("n", processor("p"), consumer("c")), "d"), consumer("d"))
            .withMessageContainingAll("'n'", "'d'", "nothing leaves by its exit");
    }

    @Test
    void aPipelineWithoutStages() {
        assertRefused(producer("P"), nested("n"), consumer("c")).withMessageContainingAll("'n'", "no stages");
    }

    @Test
    void s028_aTypeThatDoesNotFitItsSources() {
        assertRefused(producer("P").withTypes(null, String.class), consumer("c").withTypes(Integer.class, null))
            .withMessageContainingAll("'P'", "'c'", "java.lang.String", "java.lang.Integer");
    }

    @Test
    void s028_typesAreComparedThroughNestedPipelines() {
        assertRefused(nested("n", producer("P").withTypes(null, String.class)),
                nested("m", consumer("c").withTypes(Integer.class, null)))
            .withMessageContainingAll("'n/P'", "'m/c'", "java.lang.String", "java.lang.Integer");
    }

    @Test
    void whatAPipelineThatIsOnlyNestedGetsFromOutsideIsNotMissed() {
        assertThat(part(consumer("c")).leaves()).hasSize(1);
        assertThatRefusedAsPart("Nothing feeds processor 'b'", processor("a"), to(processor("b"), StageGraph.EXIT),
                from(consumer("c"), "a"));
    }

    private static void assertThatRefusedAsPart(String message, StageSpec... stages) {
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> part(stages))
            .withMessageContaining(message);
    }

    @Test
    void onlyANestedPipelineHasStagesInIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> processor("a").withChildren(List.of(consumer("c"))))
            .withMessageContainingAll("'a'", "PROCESSOR");
    }

}

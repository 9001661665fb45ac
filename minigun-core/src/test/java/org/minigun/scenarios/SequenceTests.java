package org.minigun.scenarios;

import java.util.List;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.RunResult;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Routing: sequence, to, from": the edges that follow from the order of
 * declaration.
 */
class SequenceTests {

    private final List<Integer> collected = Scenario.collected();

    @Test
    void s029_stagesInARow() {
        RunResult result = Topology.completed(Pipeline.named("s029")
            .producer("P", Scenario.numbers(1, 3))
            .processor("a", (n) -> n * 10)
            .processor("b", (n) -> n + 1)
            .consumer("c", this.collected::add)
            .build());
        assertThat(Topology.edges(result)).containsExactly("P -> a", "a -> b", "b -> c");
        assertThat(this.collected).containsExactly(11, 21, 31);
    }

    @Test
    void s030_aConsumerDoesNotStandInTheWay() {
        List<Integer> a = Scenario.collected();
        List<Integer> b = Scenario.collected();
        List<Integer> d = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s030")
            .producer("P", Scenario.numbers(1, 5))
            .consumer("a", a::add)
            .consumer("b", b::add)
            .consumer("d", d::add)
            .build());
        assertThat(Topology.edges(result)).containsExactly("P -> a", "P -> b", "P -> d");
        assertThat(List.of(a, b, d)).allSatisfy((sink) -> assertThat(sink).containsExactly(1, 2, 3, 4, 5));
    }

    @Test
    void s031_twoConsumersAfterAProcessor() {
        List<Integer> a = Scenario.collected();
        List<Integer> b = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s031")
            .producer("P", Scenario.numbers(1, 5))
            .processor("x", (n) -> n * 2)
            .consumer("a", a::add)
            .consumer("b", b::add)
            .build());
        assertThat(Topology.edges(result)).containsExactly("P -> x", "x -> a", "x -> b");
        assertThat(List.of(a, b)).allSatisfy((sink) -> assertThat(sink).containsExactly(2, 4, 6, 8, 10));
    }

    @Test
    void s035_anArmWithoutATargetGoesOnByOrder() {
        RunResult result = Topology.completed(Pipeline.named("s035")
            .producer("generate", Scenario.numbers(0, 2), (o) -> o.to("path_a", "path_b"))
            .processor("path_a", (n) -> n * 10, (o) -> o.to("collect"))
            .processor("path_b", (n) -> n * 100)
            .processor("transform", (n) -> n + 1)
            .consumer("collect", this.collected::add)
            .build());
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("generate -> path_a", "generate -> path_b",
                "path_a -> collect", "path_b -> transform", "transform -> collect");
        assertThat(this.collected).containsExactlyInAnyOrder(0, 1, 10, 20, 101, 201);
    }

    @Test
    void s448_aProcessorAfterAConsumerIsFedByWhatFeedsTheConsumer() {
        List<Integer> log = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s448")
            .producer("P", Scenario.numbers(1, 5))
            .consumer("log", log::add)
            .processor("x", (n) -> n * 2)
            .consumer("save", this.collected::add)
            .build());
        assertThat(Topology.edges(result)).containsExactly("P -> log", "P -> x", "x -> save");
        assertThat(log).containsExactly(1, 2, 3, 4, 5);
        assertThat(this.collected).containsExactly(2, 4, 6, 8, 10);
    }

    @Test
    void s449_aConsumerThatIsNamedIsNotFedByOrder() {
        List<Integer> ca = Scenario.collected();
        List<Integer> cb = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s449")
            .producer("b", List.of(10, 11), (o) -> o.to("cb"))
            .producer("a", List.of(1, 2))
            .consumer("ca", ca::add)
            .consumer("cb", cb::add)
            .build());
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("b -> cb", "a -> ca");
        assertThat(cb).containsExactly(10, 11);
        assertThat(ca).containsExactly(1, 2);
    }

    @Test
    void s450_orderSkipsAStageThatNamesItsSource() {
        RunResult result = Topology.completed(Pipeline.named("s450")
            .producer("x", List.of(1, 2))
            .producer("y", List.of(5, 6))
            .processor("a", (n) -> n + 1, (o) -> o.from("x"))
            .processor("b", (n) -> n * 10, (o) -> o.from("y"))
            .consumer("d", this.collected::add)
            .build());
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("x -> a", "y -> b", "a -> d", "b -> d");
        assertThat(this.collected).containsExactlyInAnyOrder(2, 3, 50, 60);
    }

    @Test
    void s451_orderSkipsAProducer() {
        RunResult result = Topology.completed(Pipeline.named("s451")
            .producer("a", List.of(1, 2))
            .processor("pa", (n) -> n * 2)
            .producer("b", List.of(10))
            .consumer("c", this.collected::add)
            .build());
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("a -> pa", "pa -> c", "b -> c");
        assertThat(this.collected).containsExactlyInAnyOrder(2, 4, 10);
    }

    @Test
    void s043_aPipelineWithoutAProducer() {
        refused("s043", (builder) -> builder.consumer("c", this.collected::add)).withMessageContainingAll("'s043'",
                "no producer");
    }

    @Test
    void s043_aProducerWithASource() {
        refused("s043",
                (builder) -> builder.producer("P", List.of(1), (o) -> o.to("Q"))
                    .producer("Q", List.of(2))
                    .consumer("c", this.collected::add))
            .withMessageContainingAll("'Q'", "has a source", "'P'");
    }

    @Test
    void s043_aConsumerWithATarget() {
        refused("s043",
                (builder) -> builder.producer("P", List.of(1))
                    .consumer("c", this.collected::add, (o) -> o.to("d"))
                    .consumer("d", this.collected::add))
            .withMessageContainingAll("'c'", "has a target", "'d'");
    }

    @Test
    void s043_aProcessorBeforeTheOnlyProducer() {
        refused("s043",
                (builder) -> builder.processor("early", (n) -> n)
                    .producer("P", List.of(1))
                    .consumer("c", this.collected::add))
            .withMessageContainingAll("Nothing feeds", "'early'");
    }

    @Test
    void s043_aProcessorBehindAProducerThatAnotherStageNames() {
        refused("s043",
                (builder) -> builder.producer("P", List.of(1))
                    .processor("p", (n) -> n)
                    .consumer("c", this.collected::add, (o) -> o.from("P", "p")))
            .withMessageContainingAll("Nothing feeds", "'p'");
    }

    @Test
    void s044_twoStagesOfOneName() {
        refused("s044",
                (builder) -> builder.producer("duplicated", List.of(1)).consumer("duplicated", this.collected::add))
            .withMessageContainingAll("'duplicated'", "'s044'");
        refused("s044",
                (builder) -> builder.producer("P", List.of(1))
                    .processor("duplicated", (n) -> n)
                    .processor("duplicated", (n) -> n)
                    .consumer("c", this.collected::add))
            .withMessageContainingAll("'duplicated'", "'s044'");
    }

    private ThrowableAssertAlternative<InvalidPipelineException> refused(String name,
            Consumer<PipelineBuilder<Integer>> stages) {
        PipelineBuilder<Integer> builder = Pipeline.named(name).taking(Integer.class);
        stages.accept(builder);
        return Topology.assertRefused(builder::build);
    }

}

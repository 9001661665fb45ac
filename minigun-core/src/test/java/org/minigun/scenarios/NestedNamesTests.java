package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.RunResult;
import org.minigun.graph.Routing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Nested pipelines" on names, paths and cycles.
 */
class NestedNamesTests {

    private final List<Integer> collected = Scenario.collected();

    private final List<Integer> other = Scenario.collected();

    @Test
    void s117_cyclesBetweenNestedPipelines() {
        Topology
            .assertRefused(() -> Pipeline.named("s117")
                .producer("P", List.of(1), (o) -> o.to("a"))
                .pipeline(passing("a"), Integer.class, (o) -> o.to("a", "c"))
                .consumer("c", this.collected::add)
                .build())
            .withMessageContaining("a -> a");
        Topology
            .assertRefused(() -> Pipeline.named("s117")
                .producer("P", List.of(1), (o) -> o.to("a"))
                .pipeline(passing("a"), Integer.class, (o) -> o.to("b"))
                .pipeline(passing("b"), Integer.class, (o) -> o.to("a", "c"))
                .consumer("c", this.collected::add)
                .build())
            .withMessageContaining("a -> b -> a");
        Topology
            .assertRefused(() -> Pipeline.named("s117")
                .producer("P", List.of(1), (o) -> o.to("a"))
                .pipeline(passing("a"), Integer.class, (o) -> o.to("b"))
                .pipeline(passing("b"), Integer.class, (o) -> o.to("c").from("c"))
                .pipeline(passing("c"), Integer.class)
                .consumer("end", this.collected::add)
                .build())
            .withMessageContaining("b -> c -> b");
    }

    @Test
    void s118_nestedPipelinesWithoutAnEdgeBetween() {
        for (int count = 1; count <= 3; count++) {
            PipelineBuilder<Object> builder = Pipeline.named("s118");
            List<List<Integer>> items = new ArrayList<>();
            List<List<Integer>> sinks = new ArrayList<>();
            List<String> stages = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                List<Integer> sink = Scenario.collected();
                items.add(Scenario.numbers(1 + 10 * n, 3 + 10 * n));
                sinks.add(sink);
                String name = List.of("one", "two", "three").get(n);
                builder
                    .pipeline(Pipeline.nested(name).producer("P", items.get(n)).consumer("process", sink::add).build());
                stages.addAll(List.of(name, name + "/P", name + "/process"));
            }
            RunResult result = Topology.completed(builder.build());
            assertThat(sinks).isEqualTo(items);
            assertThat(Topology.stages(result)).containsExactlyElementsOf(stages);
        }
    }

    @Test
    void s120_aBareNameThatExistsOnlyFurtherIn() {
        Topology
            .assertRefused(() -> Pipeline.named("s120")
                .producer("P", List.of(1), (o) -> o.to("job"))
                .pipeline(job("one", this.collected))
                .pipeline(job("two", this.collected))
                .build())
            .withMessageContainingAll("'job'", "'one/job'", "'two/job'");
        Topology
            .assertRefused(() -> Pipeline.named("s120")
                .producer("P", List.of(1), (o) -> o.to("job"))
                .pipeline(job("one", this.collected))
                .pipeline(Pipeline.nested("two", Integer.class).consumer("work", this.collected::add).build())
                .build())
            .withMessageContainingAll("'job'", "'one/job'")
            .withMessageNotContaining("two/job");
    }

    @Test
    void s121_innerStagesAreAddressedByTheirPaths() {
        RunResult result = Topology.completed(Pipeline.named("s121").producer("P", Integer.class, (output) -> {
            output.to("one/job").emit(1);
            output.to("two/job").emit(2);
        }, (o) -> o.to("one/job", "two/job").routing(Routing.DYNAMIC))
            .pipeline(job("one", this.collected))
            .pipeline(job("two", this.other))
            .build());
        assertThat(this.collected).containsExactly(1);
        assertThat(this.other).containsExactly(2);
        assertThat(result.ledger().edge("P", "one/job").routed()).isEqualTo(1);
        assertThat(result.ledger().edge("P", "two/job").routed()).isEqualTo(1);
    }

    @Test
    void s122_aNameOfTheOwnPipelineIsMeant() {
        assertThat(processed(true)).containsExactly("local:1");
    }

    @Test
    void s122_withoutItTheNameOfThePipelineAround() {
        assertThat(processed(false)).containsExactly("around:1");
    }

    @Test
    void s123_anUnknownName() {
        Topology
            .assertRefused(() -> Pipeline.named("s123")
                .producer("P", List.of(1))
                .pipeline(
                        Pipeline.nested("load", Integer.class).processor("p", (n) -> n, (o) -> o.to("collcet")).build())
                .taking(Integer.class)
                .consumer("collect", this.collected::add)
                .build())
            .withMessageContainingAll("'load/p'", "'collcet'", "'collect'");
    }

    @Test
    void s126_fromOnANestedPipelineWithinAnother() {
        RunResult result = Topology.completed(Pipeline.named("s126")
            .pipeline(Pipeline.nested("outer")
                .producer("P", Scenario.numbers(1, 3))
                .pipeline(Pipeline.nested("inner", Integer.class).consumer("c", this.collected::add).build(),
                        Integer.class, (o) -> o.from("P"))
                .build())
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(Topology.edges(result)).contains("outer/P -> outer/inner/c");
    }

    @Test
    void s129_whatLeavesTheLastNestedPipelineFeedsNothing() {
        Topology
            .assertRefused(() -> Pipeline.named("s129")
                .pipeline(Pipeline.nested("n").producer("P", Scenario.numbers(1, 3)).processor("p", (n) -> n).build())
                .build())
            .withMessageContainingAll("'n'", "feeds nothing");
    }

    @Test
    void s129_aNestedPipelineThatEmitsNothingMayBeTheLast() {
        Topology.completed(Pipeline.named("s129")
            .producer("P", Scenario.numbers(1, 3))
            .pipeline(Pipeline.nested("n", Integer.class)
                .processor("p", (n) -> n)
                .consumer("c", this.collected::add)
                .build())
            .build());
        assertThat(this.collected).containsExactly(1, 2, 3);
    }

    private static Pipeline passing(String name) {
        return Pipeline.nested(name, Integer.class).processor("p", (n) -> n).build();
    }

    private static Pipeline job(String name, List<Integer> sink) {
        return Pipeline.nested(name, Integer.class).consumer("job", sink::add).build();
    }

    /** What three stages of the name `processor` make of 1, named from within `n`. */
    private static List<String> processed(boolean own) {
        List<String> collected = Scenario.collected();
        PipelineBuilder<String> inner = Pipeline.nested("n")
            .producer("P", List.of("1"), (o) -> o.to("processor"))
            .pipeline(Pipeline.nested("further_in").producer("Q", String.class, (output) -> {
            }).consumer("processor", (text) -> collected.add("inner:" + text)).build())
            .taking(String.class);
        if (own) {
            inner.consumer("processor", (text) -> collected.add("local:" + text));
        }
        Topology.completed(Pipeline.named("s122").pipeline(inner.build()).producer("R", String.class, (output) -> {
        }, (o) -> o.to("processor")).consumer("processor", (text) -> collected.add("around:" + text)).build());
        return collected;
    }

}

package org.minigun.scenarios;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.graph.Node;
import org.minigun.graph.StageGraph;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Routing: sequence, to, from": the edges that {@code to} and {@code from}
 * name, and the graph as data and text.
 */
class ToAndFromTests {

    private final List<Integer> collected = Scenario.collected();

    @Test
    void s032_aConsumerNamesItsSource() {
        RunResult result = Topology.completed(Pipeline.named("s032")
            .producer("gen", List.of(10, 20))
            .consumer("save", this.collected::add, (o) -> o.from("gen"))
            .build());
        assertThat(Topology.edges(result)).containsExactly("gen -> save");
        assertThat(this.collected).containsExactly(10, 20);
    }

    @Test
    void s033_aSourceFeedsAllThatNameIt() {
        RunResult result = Topology.completed(Pipeline.named("s033")
            .producer("source", Scenario.numbers(0, 2))
            .processor("double", (n) -> n * 2, (o) -> o.from("source"))
            .consumer("collect", this.collected::add, (o) -> o.from("source", "double"))
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(0, 0, 1, 2, 2, 4);
        assertThat(result.ledger().edge("source", "collect").routed()).isEqualTo(3);
        assertThat(result.ledger().edge("double", "collect").routed()).isEqualTo(3);
    }

    @Test
    void s034_aConsumerNamesTwoSources() {
        RunResult result = Topology.completed(Pipeline.named("s034")
            .producer("a", List.of(1), (o) -> o.to("b"))
            .processor("b", (n) -> n + 10)
            .producer("c", List.of(2))
            .consumer("d", this.collected::add, (o) -> o.from("b", "c"))
            .build());
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("a -> b", "b -> d", "c -> d");
        assertThat(this.collected).containsExactlyInAnyOrder(2, 11);
    }

    @Test
    void s036_anEdgeThatBothEndsNameIsOne() {
        RunResult result = Topology.completed(Pipeline.named("s036")
            .producer("a", List.of(0, 1), (o) -> o.to("b"))
            .consumer("b", this.collected::add, (o) -> o.from("a"))
            .build());
        assertThat(Topology.edges(result)).containsExactly("a -> b");
        assertThat(this.collected).containsExactly(0, 1);
    }

    @Test
    void s036_anEdgeThatTwoNestedPipelinesNameIsOne() {
        RunResult result = Topology.completed(Pipeline.named("s036")
            .pipeline(Pipeline.nested("a").producer("P", List.of(0, 1)).build(), Integer.class, (o) -> o.to("b"))
            .pipeline(Pipeline.nested("b", Integer.class).consumer("c", this.collected::add).build(), Integer.class,
                    (o) -> o.from("a"))
            .build());
        assertThat(Topology.edges(result)).containsOnlyOnce("a/P -> b/c");
        assertThat(this.collected).containsExactly(0, 1);
    }

    @Test
    void s037_aTreeOfTargets() {
        List<Integer> log = Scenario.collected();
        List<Integer> archive = Scenario.collected();
        List<Integer> store = Scenario.collected();
        RunResult result = Topology.completed(tree(log, archive, store));
        assertThat(log).containsExactlyElementsOf(Scenario.numbers(1, 10));
        assertThat(result.ledger().stage("validate").received()).isEqualTo(10);
        assertThat(archive).containsExactly(2, 4, 6, 8, 10);
        assertThat(store).containsExactly(20, 40, 60, 80, 100);
    }

    @Test
    void s038_aTargetMayBeDeclaredLater() {
        List<Integer> other = Scenario.collected();
        Topology.completed(Pipeline.named("s038")
            .producer("early", Scenario.numbers(1, 3), (o) -> o.to("later"))
            .producer("P", List.of(7))
            .consumer("other", other::add)
            .consumer("later", this.collected::add)
            .build());
        assertThat(this.collected).containsExactly(1, 2, 3);
        assertThat(other).containsExactly(7);
    }

    @Test
    void s038_aSourceMayBeDeclaredLater() {
        Topology.completed(Pipeline.named("s038")
            .taking(Integer.class)
            .consumer("early", this.collected::add, (o) -> o.from("later"))
            .producer("later", Scenario.numbers(1, 3))
            .build());
        assertThat(this.collected).containsExactly(1, 2, 3);
    }

    @Test
    void s039_anUnknownTarget() {
        AtomicBoolean ran = new AtomicBoolean();
        Topology.assertRefused(() -> Scenario.run(Pipeline.named("s039").producer("P", Integer.class, (output) -> {
            ran.set(true);
            output.emit(1);
        }, (o) -> o.to("nonexistent")).consumer("c", this.collected::add).build()))
            .withMessageContainingAll("'P'", "'nonexistent'");
        assertThat(ran).isFalse();
    }

    @Test
    void s040_aCycle() {
        Topology
            .assertRefused(() -> Pipeline.named("s040")
                .producer("P", List.of(1))
                .processor("a", (n) -> n, (o) -> o.to("a", "end"))
                .consumer("end", this.collected::add)
                .build())
            .withMessageContaining("a -> a");
        Topology
            .assertRefused(() -> Pipeline.named("s040")
                .producer("P", List.of(1))
                .processor("a", (n) -> n, (o) -> o.to("b"))
                .processor("b", (n) -> n, (o) -> o.to("a", "end"))
                .consumer("end", this.collected::add)
                .build())
            .withMessageContaining("a -> b -> a");
        Topology
            .assertRefused(() -> Pipeline.named("s040")
                .producer("P", List.of(1))
                .processor("a", (n) -> n, (o) -> o.to("b"))
                .processor("b", (n) -> n, (o) -> o.to("c"))
                .processor("c", (n) -> n, (o) -> o.to("a", "end"))
                .consumer("end", this.collected::add)
                .build())
            .withMessageContaining("a -> b -> c -> a");
        Topology
            .assertRefused(() -> Pipeline.named("s040")
                .producer("P", List.of(1), (o) -> o.to("a"))
                .processor("a", (n) -> n, (o) -> o.to("b"))
                .processor("b", (n) -> n, (o) -> o.to("c").from("c"))
                .processor("c", (n) -> n)
                .consumer("end", this.collected::add)
                .build())
            .withMessageContaining("b -> c -> b");
    }

    @Test
    void s041_twoWaysToOneEndAreNoCycle() {
        Topology.completed(Pipeline.named("s041")
            .producer("start", List.of(1))
            .processor("a", (n) -> n + 1, (o) -> o.from("start"))
            .processor("b", (n) -> n + 2, (o) -> o.from("start"))
            .processor("c", (n) -> n + 10, (o) -> o.from("a", "b"))
            .processor("d", (n) -> n + 20, (o) -> o.from("a"))
            .consumer("end", this.collected::add, (o) -> o.from("c", "d"))
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(12, 13, 22);
    }

    @Test
    void s042_theGraphIsData() {
        Pipeline pipeline = Pipeline.named("s042")
            .producer("a", List.of(1), (o) -> o.to("b", "b", "c"))
            .processor("b", (n) -> n + 1, (o) -> o.from("a").to("c"))
            .consumer("c", this.collected::add)
            .build();
        StageGraph graph = pipeline.graph();
        assertThat(Topology.edges(pipeline)).containsExactlyInAnyOrder("a -> b", "a -> c", "b -> c");
        assertThat(graph.first()).extracting(Node::name).containsExactly("a");
        assertThat(graph.last()).extracting(Node::name).containsExactly("c");
        assertThat(graph.topological()).extracting(Node::name).containsExactly("a", "b", "c");
        Topology.completed(pipeline);
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void s042_theLayersOfADiamond() {
        Pipeline pipeline = Pipeline.named("s042")
            .producer("a", List.of(1), (o) -> o.to("b", "c"))
            .processor("b", (n) -> n + 1, (o) -> o.to("d"))
            .processor("c", (n) -> n + 2, (o) -> o.to("d"))
            .consumer("d", this.collected::add)
            .build();
        assertThat(pipeline.graph().layers().stream().map((layer) -> layer.stream().map(Node::name).toList()))
            .containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
        Topology.completed(pipeline);
        assertThat(this.collected).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void s045_theGraphAsText() {
        Pipeline pipeline = tree(Scenario.collected(), Scenario.collected(), Scenario.collected());
        String text = pipeline.graph().toText();
        String mermaid = pipeline.graph().toMermaid();
        List<String> names = List.of("fetch", "validate", "transform", "log", "archive", "store");
        assertThat(pipeline.graph().nodes()).extracting(Node::name).containsExactlyElementsOf(names);
        assertThat(text.lines().filter((line) -> line.matches("  \\w+ \\(.*"))).hasSameSizeAs(names);
        assertThat(names).allSatisfy((name) -> {
            assertThat(text.lines().filter((line) -> line.startsWith("  " + name + " ("))).hasSize(1);
            assertThat(mermaid.split("\"" + name + "\"", -1)).hasSize(2);
        });
        assertThat(text.lines().filter((line) -> line.contains("->")).map((line) -> line.strip().split(" \\(")[0]))
            .containsExactlyInAnyOrder("fetch -> validate", "fetch -> log", "validate -> transform",
                    "validate -> archive", "transform -> store");
        assertThat(mermaid.lines().filter((line) -> line.contains("-->")).distinct()).hasSize(5);
        assertThat(mermaid.lines().filter((line) -> line.contains("\""))).hasSameSizeAs(names);
    }

    private static Pipeline tree(List<Integer> log, List<Integer> archive, List<Integer> store) {
        return Pipeline.named("s037")
            .producer("fetch", Scenario.numbers(1, 10), (o) -> o.to("validate", "log"))
            .processor("validate", Integer.class, (n, output) -> {
                if (n % 2 == 0) {
                    output.emit(n);
                }
            }, (o) -> o.to("transform", "archive"))
            .processor("transform", (n) -> n * 10, (o) -> o.to("store"))
            .consumer("log", log::add)
            .consumer("archive", archive::add)
            .consumer("store", store::add)
            .build();
    }

}

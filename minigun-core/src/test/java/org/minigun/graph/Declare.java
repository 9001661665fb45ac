package org.minigun.graph;

import java.util.List;

import org.assertj.core.api.ThrowableAssertAlternative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Declares stages as the scenarios write them, and tells the edges of their graph.
 */
final class Declare {

    private Declare() {
    }

    static StageSpec producer(String name) {
        return StageSpec.of(name, StageKind.PRODUCER);
    }

    static StageSpec processor(String name) {
        return StageSpec.of(name, StageKind.PROCESSOR);
    }

    static StageSpec accumulator(String name) {
        return StageSpec.of(name, StageKind.ACCUMULATOR);
    }

    static StageSpec consumer(String name) {
        return StageSpec.of(name, StageKind.CONSUMER);
    }

    static StageSpec nested(String name, StageSpec... children) {
        return StageSpec.pipeline(name, List.of(children));
    }

    static StageSpec to(StageSpec stage, String... targets) {
        return stage.withTo(List.of(targets));
    }

    static StageSpec from(StageSpec stage, String... sources) {
        return stage.withFrom(List.of(sources));
    }

    static StageGraph graph(StageSpec... stages) {
        return StageGraph.of("work", List.of(stages), true);
    }

    /** A pipeline that is only ever nested. */
    static StageGraph part(StageSpec... stages) {
        return StageGraph.of("part", List.of(stages), false);
    }

    static List<String> edges(StageGraph graph) {
        return graph.edges().stream().map(Edge::toString).toList();
    }

    static List<String> edges(StageSpec... stages) {
        return edges(graph(stages));
    }

    static List<String> leafEdges(StageSpec... stages) {
        return graph(stages).leafEdges().stream().map(Edge::toString).toList();
    }

    static List<String> targets(StageGraph graph, String path) {
        return graph.node(path).targets().stream().map(Object::toString).toList();
    }

    static List<String> paths(List<Node> nodes) {
        return nodes.stream().map(Node::path).toList();
    }

    static ThrowableAssertAlternative<InvalidPipelineException> assertRefused(StageSpec... stages) {
        return assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> graph(stages))
            .satisfies((refusal) -> {
                assertThat(refusal.pipeline()).isEqualTo("work");
                assertThat(refusal.remedy()).isNotBlank();
                assertThat(refusal).hasMessage(refusal.reason() + " " + refusal.remedy());
                assertThat(refusal.getMessage()).contains("'work'");
            });
    }

}

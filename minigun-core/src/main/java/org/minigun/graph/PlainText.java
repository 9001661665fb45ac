package org.minigun.graph;

import java.util.StringJoiner;

/**
 * Renders a graph for a reader: its stages, then its edges.
 */
final class PlainText {

    private final StageGraph graph;

    private final StringJoiner lines = new StringJoiner("\n", "", "\n");

    PlainText(StageGraph graph) {
        this.graph = graph;
    }

    String render() {
        this.lines.add("pipeline '" + this.graph.name() + "'");
        this.lines.add("stages:");
        this.graph.nodes().forEach(this::stage);
        this.lines.add("edges:");
        this.graph.edges().forEach((edge) -> this.lines.add("  " + edge + " (" + edge.origin().words() + ")"));
        return this.lines.toString();
    }

    private void stage(Node node) {
        StringJoiner line = new StringJoiner(", ", "  ".repeat(depth(node)) + "  " + node.name() + " (", ")");
        line.add(node.kind().words());
        if (node.spec().routing() != Routing.BROADCAST) {
            line.add(node.spec().routing().name());
        }
        if (this.graph.isEntrance(node)) {
            line.add("entrance");
        }
        if (node.targets().stream().anyMatch(ExitTarget.class::isInstance)) {
            line.add("exit");
        }
        this.lines.add(line.toString());
    }

    private static int depth(Node node) {
        Node around = node.parent();
        return (around != null) ? 1 + depth(around) : 0;
    }

}

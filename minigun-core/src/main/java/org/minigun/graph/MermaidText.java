package org.minigun.graph;

import java.util.List;
import java.util.StringJoiner;

/**
 * Renders a graph as a Mermaid flowchart. Stages get identifiers of their place, so that
 * no name can be taken for syntax.
 */
final class MermaidText {

    private final StageGraph graph;

    private final StringJoiner lines = new StringJoiner("\n", "", "\n");

    MermaidText(StageGraph graph) {
        this.graph = graph;
    }

    String render() {
        this.lines.add("flowchart LR");
        stages(this.graph.nodes().stream().filter((node) -> node.parent() == null).toList(), "    ");
        this.graph.edges().forEach((edge) -> this.lines.add("    " + id(edge.from()) + arrow(edge) + id(edge.to())));
        return this.lines.toString();
    }

    private void stages(List<Node> nodes, String indent) {
        for (Node node : nodes) {
            if (node.isLeaf()) {
                this.lines.add(indent + id(node) + shape(node.kind()).formatted(label(node.name())));
            }
            else {
                this.lines.add(indent + "subgraph " + id(node) + "[\"" + label(node.name()) + "\"]");
                stages(node.children(), indent + "    ");
                this.lines.add(indent + "end");
            }
        }
    }

    private static String shape(StageKind kind) {
        return switch (kind) {
            case PRODUCER -> "([\"%s\"])";
            case ACCUMULATOR -> "[/\"%s\"/]";
            case CONSUMER -> "[[\"%s\"]]";
            case PROCESSOR, PIPELINE -> "[\"%s\"]";
        };
    }

    private static String arrow(Edge edge) {
        Routing routing = edge.from().spec().routing();
        return (routing != Routing.BROADCAST) ? " -->|" + routing + "| " : " --> ";
    }

    private static String id(Node node) {
        return "s" + node.index();
    }

    /** Writes every character that could be syntax by its number. */
    private static String label(String name) {
        StringBuilder label = new StringBuilder();
        name.codePoints().forEach((letter) -> {
            if (Character.isLetterOrDigit(letter) || letter == '_' || letter == '-' || letter == ' ') {
                label.appendCodePoint(letter);
            }
            else {
                label.append('#').append(letter).append(';');
            }
        });
        return label.toString();
    }

}

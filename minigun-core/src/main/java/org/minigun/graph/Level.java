package org.minigun.graph;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The stages of one pipeline, the root's or a nested one's, without those further in.
 */
final class Level {

    private final String graph;

    private final @Nullable Node pipeline;

    private final List<Node> nodes;

    /** The top of a graph. */
    Level(String graph, List<StageSpec> stages) {
        this.graph = graph;
        this.pipeline = null;
        this.nodes = nodes(stages, new NodeCounter());
    }

    /** The inside of a stage. */
    Level(Node pipeline, List<StageSpec> stages, NodeCounter counter) {
        this.graph = pipeline.level().graph;
        this.pipeline = pipeline;
        this.nodes = nodes(stages, counter);
    }

    private List<Node> nodes(List<StageSpec> stages, NodeCounter counter) {
        List<Node> made = new ArrayList<>(stages.size());
        for (StageSpec stage : stages) {
            made.add(new Node(stage, this, counter));
        }
        return List.copyOf(made);
    }

    /** The nested pipeline that this is the inside of, {@code null} at the top. */
    @Nullable Node pipeline() {
        return this.pipeline;
    }

    @Nullable Level outer() {
        return (this.pipeline != null) ? this.pipeline.level() : null;
    }

    List<Node> nodes() {
        return this.nodes;
    }

    /** All nodes from here inwards, each before those inside it. */
    List<Node> tree() {
        List<Node> tree = new ArrayList<>();
        for (Node node : this.nodes) {
            tree.add(node);
            tree.addAll(node.inner().tree());
        }
        return tree;
    }

    @Nullable Node named(String name) {
        for (Node node : this.nodes) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        return null;
    }

    String pathOf(String name) {
        return (this.pipeline != null) ? this.pipeline.path() + "/" + name : name;
    }

    /** For messages: which pipeline this is. */
    String words() {
        String root = "pipeline '" + this.graph + "'";
        return (this.pipeline != null) ? "nested pipeline '" + this.pipeline.path() + "' of " + root : root;
    }

}

package org.minigun.graph;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A stage in its place in a {@link StageGraph}. Belongs to one graph; equal only to
 * itself. Unmodifiable.
 */
public final class Node {

    private final StageSpec spec;

    private final String path;

    private final int index;

    private final Level level;

    private final Level inner;

    private List<Target> targets = List.of();

    Node(StageSpec spec, Level level, NodeCounter counter) {
        this.spec = spec;
        this.level = level;
        this.path = level.pathOf(spec.name());
        this.index = counter.next();
        this.inner = new Level(this, spec.children(), counter);
    }

    /**
     * The name, with those of the nested pipelines around it: {@code load/save}. Unique
     * in the graph.
     * @return the path
     */
    public String path() {
        return this.path;
    }

    /**
     * The name, unique in its own pipeline.
     * @return the name
     */
    public String name() {
        return this.spec.name();
    }

    /**
     * What the stage does.
     * @return the kind
     */
    public StageKind kind() {
        return this.spec.kind();
    }

    /**
     * What the stage declares.
     * @return the declaration
     */
    public StageSpec spec() {
        return this.spec;
    }

    /**
     * The nested pipeline in which the stage stands.
     * @return the pipeline, or {@code null} at the top of the graph
     */
    public @Nullable Node parent() {
        return this.level.pipeline();
    }

    /**
     * The stages of a nested pipeline, in the order of declaration.
     * @return the stages, empty where this is no nested pipeline
     */
    public List<Node> children() {
        return this.inner.nodes();
    }

    /**
     * The place in {@link StageGraph#nodes()}.
     * @return the place, from 0
     */
    public int index() {
        return this.index;
    }

    /**
     * Where its edges lead, each target once: first in the order of its {@code to}, then
     * those that others' {@code from} or the order of declaration made, in the order of
     * declaration of the target. Of a nested pipeline: where what leaves by its exit
     * goes.
     * @return the targets, empty where it emits nothing
     */
    public List<Target> targets() {
        return this.targets;
    }

    /**
     * Tells whether the stage runs code of its own.
     * @return {@code false} for a nested pipeline
     */
    public boolean isLeaf() {
        return kind() != StageKind.PIPELINE;
    }

    /**
     * Tells whether the stage stands in a nested pipeline, at whatever depth.
     * @param pipeline the nested pipeline
     * @return whether it stands in it; a stage does not stand in itself
     */
    public boolean isWithin(Node pipeline) {
        Node around = parent();
        return around != null && (around == pipeline || around.isWithin(pipeline));
    }

    /** The level on which it stands. */
    Level level() {
        return this.level;
    }

    /** The level that it contains, empty for a leaf. */
    Level inner() {
        return this.inner;
    }

    /** Called once, while its graph is made. */
    void leadTo(List<Target> targets) {
        this.targets = List.copyOf(targets);
    }

    /**
     * The path.
     */
    @Override
    public String toString() {
        return this.path;
    }

}

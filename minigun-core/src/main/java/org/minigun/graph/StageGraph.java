package org.minigun.graph;

import java.util.List;

/**
 * The stages of a pipeline and the edges between them: resolved and found valid, or not
 * made at all. Unmodifiable, and equal declarations make equal graphs in every order and
 * text.
 */
public final class StageGraph {

    /**
     * Said in a {@code from}: the stage takes what arrives at its nested pipeline. No
     * stage may be called so.
     */
    public static final String ENTRANCE = "ENTRANCE";

    /**
     * Said in a {@code to}: what the stage emits leaves its nested pipeline. No stage may
     * be called so.
     */
    public static final String EXIT = "EXIT";

    private final String name;

    private final Level top;

    private final Wiring wiring;

    private final Flow flow;

    private final List<Node> nodes;

    private final List<Node> leaves;

    private final List<Edge> edges;

    private final List<Edge> leafEdges;

    private final Order order;

    private StageGraph(String name, Level top, Wiring wiring) {
        this.name = name;
        this.top = top;
        this.wiring = wiring;
        this.flow = new Flow(wiring);
        this.nodes = List.copyOf(top.tree());
        this.leaves = this.nodes.stream().filter(Node::isLeaf).toList();
        this.edges = List.copyOf(wiring.edges());
        this.leafEdges = this.leaves.stream().flatMap((leaf) -> this.flow.leafEdges(leaf).stream()).toList();
        this.order = new Order(this.leaves, this.leafEdges);
    }

    /**
     * Finds the edges of a pipeline and checks them.
     * @param pipelineName the name of the pipeline
     * @param stages its stages in the order of declaration
     * @param root {@code true} for a pipeline that runs by itself; {@code false} for one
     * that is only ever nested: it needs no producer, and items may enter and leave it
     * @return the graph
     * @throws InvalidPipelineException if anything about it is refused
     */
    public static StageGraph of(String pipelineName, List<StageSpec> stages, boolean root) {
        Level top = new Level(pipelineName, stages);
        new NameRules(pipelineName).check(top);
        NameResolver names = new NameResolver(pipelineName, top);
        Wiring wiring = new EdgeResolver(pipelineName, top, root, names).resolve();
        TargetLists targets = new TargetLists(names, wiring);
        top.tree().forEach((node) -> node.leadTo(targets.of(node)));
        StageGraph graph = new StageGraph(pipelineName, top, wiring);
        new Validator(graph, wiring, root).validate();
        return graph;
    }

    /**
     * The name of the pipeline.
     * @return the name
     */
    public String name() {
        return this.name;
    }

    /**
     * All stages in the order of declaration, a nested pipeline before the stages in it.
     * @return the stages of all levels
     */
    public List<Node> nodes() {
        return this.nodes;
    }

    /**
     * The stages that run code of their own, in the order of declaration.
     * @return all stages but the nested pipelines
     */
    public List<Node> leaves() {
        return this.leaves;
    }

    /**
     * The stage at a path.
     * @param path the path, {@code save} or {@code load/save}
     * @return the stage
     * @throws InvalidPipelineException if there is none; the message lists near names
     */
    public Node node(String path) {
        return new NameResolver(this.name, this.top).stageAt(path);
    }

    /**
     * The edges as they are declared or follow from the order of declaration, one per
     * pair, by the declaration of their source, then of their target. Their ends may be
     * nested pipelines.
     * @return the edges
     */
    public List<Edge> edges() {
        return this.edges;
    }

    /**
     * The edges between leaves, through the entrances and exits of nested pipelines, one
     * per pair, by the declaration of their source. Each has the origin of the edge that
     * crosses from the one to the other.
     * @return the edges
     */
    public List<Edge> leafEdges() {
        return this.leafEdges;
    }

    /**
     * Tells whether what arrives at the nested pipeline around a stage enters there.
     * @param node the stage, a leaf or a nested pipeline
     * @return whether it is an entrance; at the top of a pipeline that runs by itself
     * none is
     */
    public boolean isEntrance(Node node) {
        return this.wiring.isEntrance(node);
    }

    /**
     * The leaves at which what arrives at a stage enters.
     * @param node a nested pipeline, or a leaf, which is its own entrance
     * @return the leaves in the order of declaration
     */
    public List<Node> entranceLeaves(Node node) {
        return this.flow.entranceLeaves(node);
    }

    /**
     * The leaves at which what arrives at this pipeline enters.
     * @return the leaves in the order of declaration; empty in a pipeline that runs by
     * itself
     */
    public List<Node> entranceLeaves() {
        return this.flow.entranceLeaves(this.top);
    }

    /**
     * The leaves that no other leaf feeds.
     * @return the leaves in the order of declaration
     */
    public List<Node> first() {
        return this.order.first();
    }

    /**
     * The leaves that feed no other leaf.
     * @return the leaves in the order of declaration
     */
    public List<Node> last() {
        return this.order.last();
    }

    /**
     * The leaves, each after all that feed it; otherwise in the order of declaration.
     * @return the leaves in that order
     */
    public List<Node> topological() {
        return this.order.topological();
    }

    /**
     * The leaves by the length of the longest way to them: those that nothing feeds, then
     * those that only these feed, and so on.
     * @return the layers, each in the order of declaration
     */
    public List<List<Node>> layers() {
        return this.order.layers();
    }

    /**
     * The graph as text for a reader: one line a stage, then one line an edge.
     * @return the text
     */
    public String toText() {
        return new PlainText(this).render();
    }

    /**
     * The graph as a Mermaid flowchart, nested pipelines as subgraphs. Whatever
     * characters the names have, they show as text.
     * @return the text
     */
    public String toMermaid() {
        return new MermaidText(this).render();
    }

    /**
     * The name, and how many stages and edges there are.
     */
    @Override
    public String toString() {
        return "StageGraph '%s' (%d stages, %d edges)".formatted(this.name, this.nodes.size(), this.edges.size());
    }

}

package org.minigun.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The edges of a graph while they are being found: which stage feeds which, at which
 * stages items enter a pipeline, and which stages emit to its exit.
 */
final class Wiring {

    private static final Comparator<Node> DECLARATION = Comparator.comparingInt(Node::index);

    private final Map<Node, Map<Node, Edge>> out = new TreeMap<>(DECLARATION);

    private final Map<Node, List<Node>> sources = new HashMap<>();

    private final Set<Node> entrances = new HashSet<>();

    private final Set<Node> exits = new HashSet<>();

    /** Makes one edge of a pair, for the reason that is told first. */
    void connect(Node from, Node to, EdgeOrigin origin) {
        Map<Node, Edge> edges = this.out.computeIfAbsent(from, (node) -> new TreeMap<>(DECLARATION));
        if (edges.putIfAbsent(to, new Edge(from, to, origin)) == null) {
            this.sources.computeIfAbsent(to, (node) -> new ArrayList<>()).add(from);
        }
    }

    void enterAt(Node node) {
        this.entrances.add(node);
    }

    void exitAt(Node node) {
        this.exits.add(node);
    }

    /** All edges, by the declaration of their source, then of their target. */
    List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        this.out.values().forEach((ofOne) -> edges.addAll(ofOne.values()));
        return edges;
    }

    Collection<Edge> edgesFrom(Node node) {
        return this.out.getOrDefault(node, Map.of()).values();
    }

    /** What feeds a stage, in the order in which the edges were made. */
    List<Node> sourcesOf(Node node) {
        return List.copyOf(this.sources.getOrDefault(node, List.of()));
    }

    /** Whether one stage feeds both by edges that are named. */
    boolean areSiblings(Node one, Node other) {
        return sourcesOf(one).stream().anyMatch((source) -> isNamed(source, one) && isNamed(source, other));
    }

    private boolean isNamed(Node from, Node to) {
        Edge edge = this.out.getOrDefault(from, Map.of()).get(to);
        return edge != null && edge.origin().isExplicit();
    }

    /** Whether what arrives at the pipeline of this stage enters here. */
    boolean isEntrance(Node node) {
        return this.entrances.contains(node);
    }

    /** Whether what this stage emits leaves its pipeline. */
    boolean isExit(Node node) {
        return this.exits.contains(node);
    }

    List<Node> entrances(Level level) {
        return level.nodes().stream().filter(this::isEntrance).toList();
    }

    /** Whether anything leaves this stage, of a nested pipeline: by its exit. */
    boolean emits(Node node) {
        return node.isLeaf() ? node.kind().emitsItems() : node.children().stream().anyMatch(this::isExit);
    }

}

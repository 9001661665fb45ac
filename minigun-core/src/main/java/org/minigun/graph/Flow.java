package org.minigun.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Follows items through the entrances and exits of nested pipelines.
 */
final class Flow {

    private final Wiring wiring;

    Flow(Wiring wiring) {
        this.wiring = wiring;
    }

    /** The leaves at which what arrives at a stage enters: itself, if it is a leaf. */
    List<Node> entranceLeaves(Node node) {
        return node.isLeaf() ? List.of(node) : entranceLeaves(node.inner());
    }

    List<Node> entranceLeaves(Level level) {
        List<Node> leaves = new ArrayList<>();
        for (Node entrance : this.wiring.entrances(level)) {
            leaves.addAll(entranceLeaves(entrance));
        }
        return leaves;
    }

    /** The edges from one leaf to the leaves at which its items arrive, one per pair. */
    List<Edge> leafEdges(Node leaf) {
        Map<Node, Edge> edges = new LinkedHashMap<>();
        for (Node emitting = leaf; emitting != null; emitting = leftBy(emitting)) {
            for (Edge edge : this.wiring.edgesFrom(emitting)) {
                for (Node to : entranceLeaves(edge.to())) {
                    edges.putIfAbsent(to, new Edge(leaf, to, edge.origin()));
                }
            }
        }
        return List.copyOf(edges.values());
    }

    /** Whether what arrives at one stage can come to be emitted by another. */
    boolean reaches(Node start, Node end) {
        Deque<Node> waiting = new ArrayDeque<>(entranceLeaves(start));
        Set<Node> seen = new HashSet<>(waiting);
        while (!waiting.isEmpty()) {
            Node leaf = waiting.remove();
            for (Node emitting = leaf; emitting != null; emitting = leftBy(emitting)) {
                if (emitting == end) {
                    return true;
                }
            }
            for (Edge edge : leafEdges(leaf)) {
                if (seen.add(edge.to())) {
                    waiting.add(edge.to());
                }
            }
        }
        return false;
    }

    /** The nested pipeline that an item emitted by this stage leaves, if it does. */
    private @Nullable Node leftBy(Node node) {
        return this.wiring.isExit(node) ? node.parent() : null;
    }

}

package org.minigun.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Nodes in the order of their edges, as far as there is one: what stands in a cycle or
 * after one has none.
 */
final class Order {

    private static final Comparator<Node> DECLARATION = Comparator.comparingInt(Node::index);

    private final List<Node> nodes;

    private final Map<Node, List<Node>> sources = new HashMap<>();

    private final Map<Node, List<Node>> targets = new HashMap<>();

    private final List<Node> topological = new ArrayList<>();

    private final Map<Node, Integer> layers = new HashMap<>();

    Order(List<Node> nodes, List<Edge> edges) {
        this.nodes = nodes;
        for (Edge edge : edges) {
            this.targets.computeIfAbsent(edge.from(), (node) -> new ArrayList<>()).add(edge.to());
            this.sources.computeIfAbsent(edge.to(), (node) -> new ArrayList<>()).add(edge.from());
        }
        sort();
    }

    private void sort() {
        Map<Node, Integer> missing = new HashMap<>();
        PriorityQueue<Node> ready = new PriorityQueue<>(DECLARATION);
        for (Node node : this.nodes) {
            missing.put(node, sourcesOf(node).size());
            if (sourcesOf(node).isEmpty()) {
                ready.add(node);
            }
        }
        for (Node node = ready.poll(); node != null; node = ready.poll()) {
            this.topological.add(node);
            int layer = this.layers.merge(node, 0, Math::max);
            for (Node target : targetsOf(node)) {
                this.layers.merge(target, layer + 1, Math::max);
                if (missing.merge(target, -1, Integer::sum) == 0) {
                    ready.add(target);
                }
            }
        }
    }

    List<Node> first() {
        return this.nodes.stream().filter((node) -> sourcesOf(node).isEmpty()).toList();
    }

    List<Node> last() {
        return this.nodes.stream().filter((node) -> targetsOf(node).isEmpty()).toList();
    }

    List<Node> topological() {
        return List.copyOf(this.topological);
    }

    List<List<Node>> layers() {
        Map<Integer, List<Node>> byLayer = new TreeMap<>();
        for (Node node : this.nodes) {
            byLayer.computeIfAbsent(this.layers.getOrDefault(node, 0), (layer) -> new ArrayList<>()).add(node);
        }
        return byLayer.values().stream().map(List::copyOf).toList();
    }

    /** A way round, from the node that is declared first; empty if there is none. */
    List<Node> cycle() {
        Set<Node> unordered = new TreeSet<>(DECLARATION);
        unordered.addAll(this.nodes);
        this.topological.forEach(unordered::remove);
        if (unordered.isEmpty()) {
            return List.of();
        }
        return wayRound(unordered);
    }

    /**
     * Walks against the edges, which among these nodes never ends, until it meets its
     * way.
     */
    private List<Node> wayRound(Set<Node> unordered) {
        List<Node> way = new ArrayList<>();
        Node node = unordered.iterator().next();
        while (!way.contains(node)) {
            way.add(node);
            node = sourcesOf(node).stream().filter(unordered::contains).findFirst().orElseThrow();
        }
        List<Node> round = new ArrayList<>(way.subList(way.indexOf(node), way.size()));
        Collections.reverse(round);
        Collections.rotate(round, -round.indexOf(Collections.min(round, DECLARATION)));
        return round;
    }

    private List<Node> sourcesOf(Node node) {
        return this.sources.getOrDefault(node, List.of());
    }

    private List<Node> targetsOf(Node node) {
        return this.targets.getOrDefault(node, List.of());
    }

}

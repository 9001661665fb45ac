package org.minigun.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the edges of a graph: first those that stages name, then those that follow from
 * the order of declaration.
 */
final class EdgeResolver {

    private final String pipeline;

    private final Level top;

    private final boolean root;

    private final NameResolver names;

    private final Wiring wiring = new Wiring();

    private final Flow flow = new Flow(this.wiring);

    private final Set<Node> namedInTo = new HashSet<>();

    private final Set<Node> namedInFrom = new HashSet<>();

    EdgeResolver(String pipeline, Level top, boolean root, NameResolver names) {
        this.pipeline = pipeline;
        this.top = top;
        this.root = root;
        this.names = names;
    }

    Wiring resolve() {
        List<Node> nodes = this.top.tree();
        nodes.forEach(this::followTo);
        nodes.forEach(this::followFrom);
        openEntrances(this.top);
        followOrder(this.top);
        followConsumers(this.top);
        return this.wiring;
    }

    private void followTo(Node node) {
        for (String name : node.spec().to()) {
            if (name.equals(StageGraph.EXIT)) {
                requireNested(node, "to", name);
                this.wiring.exitAt(node);
            }
            else {
                Node target = named(node, "to", name);
                this.namedInTo.add(target);
                this.wiring.connect(node, target, EdgeOrigin.TO);
            }
        }
    }

    private void followFrom(Node node) {
        for (String name : node.spec().from()) {
            if (name.equals(StageGraph.ENTRANCE)) {
                requireNested(node, "from", name);
                this.wiring.enterAt(node);
            }
            else {
                Node source = named(node, "from", name);
                this.namedInFrom.add(source);
                this.wiring.connect(source, node, EdgeOrigin.FROM);
            }
        }
    }

    private Node named(Node node, String attribute, String name) {
        if (name.equals(StageGraph.ENTRANCE) || name.equals(StageGraph.EXIT)) {
            throw refusal(node, attribute, name, ", where it means nothing.",
                    "Say ENTRANCE in `from`, EXIT in `to`, or name a stage.");
        }
        Node named = this.names.named(node, attribute, name);
        if (node.isWithin(named) || named.isWithin(node)) {
            throw refusal(node, attribute, name, ", but one of the two stands in the other.",
                    "Inside a nested pipeline say from = ENTRANCE or to = EXIT; its name stands for it as a whole.");
        }
        return named;
    }

    private void requireNested(Node node, String attribute, String name) {
        if (this.root && node.parent() == null) {
            throw refusal(node, attribute, name, ", but this pipeline stands in no other.",
                    "Name a stage, or leave it out to follow the order of declaration.");
        }
    }

    private InvalidPipelineException refusal(Node node, String attribute, String name, String fact, String remedy) {
        return new InvalidPipelineException(this.pipeline, "Stage '%s' of pipeline '%s' names '%s' in its `%s`"
            .formatted(node.path(), this.pipeline, name, attribute) + fact, remedy);
    }

    /**
     * Where no stage says ENTRANCE, items enter as if fed by order from before the first.
     */
    private void openEntrances(Level level) {
        if (isNested(level) && this.wiring.entrances(level).isEmpty()) {
            level.nodes().stream().filter(EdgeResolver::isOpenToOrder).findFirst().ifPresent(this.wiring::enterAt);
        }
        level.nodes().forEach((node) -> openEntrances(node.inner()));
    }

    /** From the inside out, since a nested pipeline emits only if a stage in it does. */
    private void followOrder(Level level) {
        level.nodes().forEach((node) -> followOrder(node.inner()));
        for (int place = 0; place < level.nodes().size(); place++) {
            Node node = level.nodes().get(place);
            if (node.spec().to().isEmpty() && !this.namedInFrom.contains(node) && this.wiring.emits(node)) {
                feedNext(level, place, node);
            }
        }
    }

    private void feedNext(Level level, int place, Node node) {
        for (Node next : level.nodes().subList(place + 1, level.nodes().size())) {
            if (isOpenToOrder(next) && !this.wiring.areSiblings(node, next)) {
                this.wiring.connect(node, next, EdgeOrigin.DEFAULT);
                return;
            }
        }
        if (isNested(level)) {
            this.wiring.exitAt(node);
        }
    }

    /** In order of declaration, so that it reaches all consumers in a row. */
    private void followConsumers(Level level) {
        level.nodes().forEach((node) -> followConsumers(node.inner()));
        for (int place = 1; place < level.nodes().size(); place++) {
            Node before = level.nodes().get(place - 1);
            Node node = level.nodes().get(place);
            if (before.kind() == StageKind.CONSUMER && isOpenToOrder(node) && !this.namedInTo.contains(node)
                    && !this.flow.entranceLeaves(node).isEmpty()) {
                feedAsWell(before, node);
            }
        }
    }

    /**
     * Feeds a stage from what feeds a consumer, but never from what the stage itself
     * feeds.
     */
    private void feedAsWell(Node consumer, Node node) {
        for (Node source : this.wiring.sourcesOf(consumer)) {
            if (!source.isWithin(node) && !this.flow.reaches(node, source)) {
                this.wiring.connect(source, node, EdgeOrigin.BESIDE_CONSUMER);
            }
        }
        if (this.wiring.isEntrance(consumer)) {
            this.wiring.enterAt(node);
        }
    }

    private boolean isNested(Level level) {
        return !this.root || level.pipeline() != null;
    }

    private static boolean isOpenToOrder(Node node) {
        return node.kind().takesItems() && node.spec().from().isEmpty();
    }

}

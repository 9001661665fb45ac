package org.minigun.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses a graph that could not run. Each check tells all stages that it is about.
 */
final class Validator {

    private final StageGraph graph;

    private final Wiring wiring;

    private final boolean root;

    Validator(StageGraph graph, Wiring wiring, boolean root) {
        this.graph = graph;
        this.wiring = wiring;
        this.root = root;
    }

    void validate() {
        checkCycles(this.graph.nodes(), this.graph.edges());
        checkCycles(this.graph.leaves(), this.graph.leafEdges());
        checkProducers();
        checkRouting();
        checkEnds();
        checkNestedPipelines();
        checkSources();
        checkTargets();
        checkTypes();
    }

    private void checkCycles(List<Node> nodes, List<Edge> edges) {
        List<Node> round = new Order(nodes, edges).cycle();
        if (!round.isEmpty()) {
            String way = Stream.concat(round.stream(), round.stream().limit(1))
                .map(Node::path)
                .collect(Collectors.joining(" -> "));
            String unnamed = edges.stream()
                .filter((edge) -> !edge.origin().isExplicit() && follow(round, edge.from(), edge.to()))
                .map((edge) -> " No stage names %s: that edge follows from the order of declaration.".formatted(edge))
                .collect(Collectors.joining());
            throw refusal("Pipeline '%s' has a cycle: %s.".formatted(this.graph.name(), way),
                    "Remove one of these edges, or lead it elsewhere with `to`." + unnamed);
        }
    }

    private static boolean follow(List<Node> round, Node node, Node next) {
        int place = round.indexOf(node);
        return place >= 0 && round.get((place + 1) % round.size()) == next;
    }

    private void checkProducers() {
        if (this.root && this.graph.leaves().stream().noneMatch((leaf) -> leaf.kind() == StageKind.PRODUCER)) {
            throw refusal("Pipeline '%s' has no producer.".formatted(this.graph.name()),
                    "Declare a stage that emits items of its own, in it or in a pipeline nested in it.");
        }
        refuse((node) -> node.kind() == StageKind.PRODUCER && hasSource(node),
                (node) -> "%s has a source: %s.".formatted(words(node), sources(node)),
                "A producer takes no items: remove the edge from the `from` or `to` that names it, "
                        + "or make the stage a processor.");
    }

    private void checkRouting() {
        refuse((node) -> node.spec().routing() == Routing.PARTITION && !node.spec().routingKey(),
                (node) -> "%s says routing PARTITION without a key.".formatted(words(node)),
                "Give it the key by which items are told apart, or write BROADCAST or ROUND_ROBIN.");
        refuse((node) -> node.spec().routing() == Routing.DYNAMIC && !node.isLeaf() && !node.targets().isEmpty(),
                (node) -> "%s says routing DYNAMIC, but no stage picks a target for what leaves by its exit."
                    .formatted(words(node)),
                "Let a stage in it name the targets in its own `to`, or write BROADCAST, ROUND_ROBIN or PARTITION.");
    }

    private void checkEnds() {
        refuse((node) -> node.kind() == StageKind.CONSUMER && !node.targets().isEmpty(),
                (node) -> "%s has a target: %s.".formatted(words(node), Words.quoted(node.targets())),
                "A consumer emits nothing: remove the edge from the `to` or `from` that names it, "
                        + "or make the stage a processor.");
        refuse((node) -> !node.isLeaf() && !node.targets().isEmpty() && !this.wiring.emits(node),
                (node) -> "%s has a target, %s, but nothing leaves by its exit.".formatted(words(node),
                        Words.quoted(node.targets())),
                "Say to = EXIT at the stage in it that is to feed the target, or remove the edge.");
    }

    private void checkNestedPipelines() {
        refuse((node) -> !node.isLeaf() && node.children().isEmpty(),
                (node) -> "%s has no stages.".formatted(words(node)), "Declare stages in it, or leave it out.");
        Predicate<Node> closed = (node) -> hasSource(node) && this.graph.entranceLeaves(node).isEmpty();
        refuse(closed.and(Validator::producesOnly),
                (node) -> "%s has producers only, but is fed by %s.".formatted(words(node), sources(node)),
                "Name another target in the `to` of the source, or declare a stage in it that takes items.");
        refuse(closed, (node) -> "%s is fed by %s, but no stage in it takes what arrives.".formatted(words(node),
                sources(node)), "Say from = ENTRANCE at the stage in it at which items are to enter.");
    }

    private static boolean producesOnly(Node node) {
        return node.isLeaf() ? node.kind() == StageKind.PRODUCER
                : node.children().stream().allMatch(Validator::producesOnly);
    }

    private void checkSources() {
        Set<Node> fed = new HashSet<>(this.graph.entranceLeaves());
        this.graph.leafEdges().forEach((edge) -> fed.add(edge.to()));
        refuse((node) -> node.isLeaf() && node.kind().takesItems() && !fed.contains(node),
                (node) -> "Nothing feeds %s%s.".formatted(uncapitalized(words(node)), silentBefore(node)),
                "Name a source in its `from`, name it in the `to` of a source, "
                        + "or declare it after a stage that emits.");
    }

    /** Why the order of declaration does not feed a stage, where that is not plain. */
    private String silentBefore(Node node) {
        Node parent = node.parent();
        List<Node> level = this.graph.nodes().stream().filter((other) -> other.parent() == parent).toList();
        int place = level.indexOf(node);
        Node before = (place > 0) ? level.get(place - 1) : null;
        if (before == null || before.isLeaf() || this.wiring.emits(before) || !node.spec().from().isEmpty()) {
            return "";
        }
        return ": nested pipeline '%s' before it emits nothing, for none of its stages leads to its exit"
            .formatted(before.path());
    }

    private void checkTargets() {
        refuse((node) -> this.root && node.parent() == null && node.targets().isEmpty() && this.wiring.emits(node),
                (node) -> (node.isLeaf() ? "%s emits but feeds nothing." : "%s emits by its exit but feeds nothing.")
                    .formatted(words(node)),
                "Declare a consumer after it, or name a target with `to`.");
    }

    private void checkTypes() {
        List<String> misfits = Stream.concat(this.graph.leafEdges().stream(), this.graph.edges().stream())
            .filter((edge) -> !TypeFit.fits(edge.from().spec().output(), edge.to().spec().input()))
            .map((edge) -> "%s takes %s, but its source '%s' emits %s.".formatted(words(edge.to()),
                    TypeFit.words(edge.to().spec().input()), edge.from().path(),
                    TypeFit.words(edge.from().spec().output())))
            .distinct()
            .toList();
        if (!misfits.isEmpty()) {
            throw refusal(String.join(" ", misfits),
                    "Change one of the types, or put a processor between the stages that turns one into the other.");
        }
    }

    private boolean hasSource(Node node) {
        return !this.wiring.sourcesOf(node).isEmpty() || !node.spec().from().isEmpty();
    }

    private String sources(Node node) {
        List<Object> sources = new ArrayList<>(this.wiring.sourcesOf(node));
        if (node.spec().from().contains(StageGraph.ENTRANCE)) {
            sources.add(StageGraph.ENTRANCE);
        }
        return Words.quoted(sources);
    }

    /** Such as: Nested pipeline 'load' of pipeline 'census'. */
    private String words(Node node) {
        String kind = node.kind().words();
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1)
                + " '%s' of pipeline '%s'".formatted(node.path(), this.graph.name());
    }

    private static String uncapitalized(String words) {
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    private void refuse(Predicate<Node> wrong, Function<Node, String> fact, String remedy) {
        List<String> facts = this.graph.nodes().stream().filter(wrong).map(fact).toList();
        if (!facts.isEmpty()) {
            throw refusal(String.join(" ", facts), remedy);
        }
    }

    private InvalidPipelineException refusal(String reason, String remedy) {
        return new InvalidPipelineException(this.graph.name(), reason, remedy);
    }

}

package org.minigun.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.graph.Edge;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.Node;
import org.minigun.graph.StageGraph;
import org.minigun.graph.StageKind;

/**
 * Makes a plan: first where each stage is placed, then which stages share a context, then
 * how many contexts each group has.
 */
final class Planner {

    private final Pipeline pipeline;

    private final EffectiveSettings settings;

    private final Placements placements;

    private final Map<String, List<Edge>> edgesInto = new HashMap<>();

    private final Map<String, Sharing> sharing = new LinkedHashMap<>();

    private final Map<String, Node> hostedHeads = new HashMap<>();

    Planner(Pipeline pipeline, Settings application, Collection<NamedPool> pools) {
        this.pipeline = pipeline;
        this.settings = new EffectiveSettings(pipeline, application, new StrongerWords(pools));
        this.placements = new Placements(pipeline.name(), this.settings, pools);
    }

    ExecutionPlan plan() {
        StageGraph graph = this.pipeline.isRoot() ? this.pipeline.graph()
                : Pipeline
                    .of(this.pipeline.name(), true, this.pipeline.stages(), this.pipeline.settings(),
                            this.pipeline.hooks())
                    .graph();
        boolean callingThread = this.settings.task()
            .get(Setting.DEFAULT_CONTEXT, Concurrency.THREAD) == Concurrency.INLINE;
        for (Edge edge : graph.leafEdges()) {
            this.edgesInto.computeIfAbsent(edge.to().path(), (path) -> new ArrayList<>()).add(edge);
        }
        if (!callingThread) {
            findHosted(graph);
        }
        for (Node stage : graph.leaves()) {
            this.settings.checkWaits(stage.path());
            Node hosted = hosted(stage);
            Sharing shared = (hosted != null) ? hostedSharing(stage, hosted)
                    : sharing(stage, this.placements.of(stage));
            this.sharing.put(stage.path(),
                    callingThread ? new Sharing(true, "default-context is INLINE: all on the calling thread") : shared);
        }
        Grouping grouping = callingThread ? Grouping.all(graph.leaves())
                : Grouping.of(graph.leaves(), (stage) -> colocatedWith(stage));
        return new ExecutionPlan(this.pipeline.name(), callingThread, stages(graph, grouping, callingThread),
                edges(graph), groups(grouping, callingThread));
    }

    /**
     * Finds the nested pipelines that leave the application as a whole, and the stage of
     * each that heads its group: the first at which items enter, or its first producer.
     */
    private void findHosted(StageGraph graph) {
        for (Node node : graph.nodes()) {
            if (node.isLeaf() || hosted(node) != null || !leavesApplication(this.placements.of(node))) {
                continue;
            }
            List<Node> inside = graph.leaves().stream().filter((leaf) -> leaf.isWithin(node)).toList();
            this.hostedHeads.put(node.path(), head(node, graph.entranceLeaves(node), inside));
            checkProducers(node, inside);
        }
        for (Edge edge : graph.edges()) {
            Node inside = hosted(edge.to());
            if (inside != null && !edge.to().equals(inside) && !edge.from().isWithin(inside)) {
                throw refusal(
                        "Stage '" + edge.from().path() + "' names '" + edge.to().path() + "', but the pipeline '"
                                + inside.path() + "' runs outside the application ("
                                + this.placements.of(inside).reason() + "): its stages cannot be addressed one by one.",
                        "Name '" + inside.path() + "'.");
            }
        }
    }

    /**
     * The first stage that is fed from outside; the first producer where none is.
     */
    private Node head(Node pipeline, List<Node> entrances, List<Node> inside) {
        for (Node entrance : entrances) {
            if (this.edgesInto.getOrDefault(entrance.path(), List.of())
                .stream()
                .anyMatch((edge) -> !edge.from().isWithin(pipeline))) {
                return entrance;
            }
        }
        return inside.stream()
            .filter((stage) -> stage.kind() == StageKind.PRODUCER)
            .findFirst()
            .orElseGet(() -> inside.get(0));
    }

    private void checkProducers(Node pipeline, List<Node> inside) {
        int size = this.placements.context(pipeline).size();
        for (Node stage : inside) {
            if (stage.kind() == StageKind.PRODUCER && size > 1) {
                throw refusal(
                        "Pipeline '" + pipeline.path() + "' runs in " + size + " contexts ("
                                + this.placements.of(pipeline).reason() + ") and has a producer, '" + stage.path()
                                + "', which would run in each of them.",
                        "Give the pipeline pool-size 1, or put the producer in front of it.");
            }
        }
    }

    private static boolean leavesApplication(Placement placement) {
        return outside(placement) != null;
    }

    /** The kind of context outside the application that is asked for. */
    private static @Nullable Concurrency outside(Placement placement) {
        NamedPool pool = placement.pool();
        Concurrency concurrency = (pool != null) ? pool.concurrency() : placement.concurrency();
        return (concurrency == Concurrency.PROCESS || concurrency == Concurrency.PROCESS_PER_BATCH
                || concurrency == Concurrency.ISOLATE) ? concurrency : null;
    }

    /**
     * The nested pipeline around a stage that has left as a whole, or the stage itself.
     */
    private @Nullable Node hosted(Node stage) {
        for (Node around = stage; around != null; around = around.parent()) {
            if (this.hostedHeads.containsKey(around.path())) {
                return around;
            }
        }
        return null;
    }

    private Sharing hostedSharing(Node stage, Node hosted) {
        Node head = Objects.requireNonNull(this.hostedHeads.get(hosted.path()));
        String reason = "inside '" + hosted.path() + "', which is placed as a whole by "
                + this.placements.of(hosted).reason();
        return new Sharing(stage != head, reason);
    }

    private @Nullable Node colocatedWith(Node stage) {
        Node hosted = hosted(stage);
        if (hosted != null) {
            Node head = Objects.requireNonNull(this.hostedHeads.get(hosted.path()));
            return (head != stage) ? head : null;
        }
        return sharingOf(stage).colocated() ? Objects.requireNonNull(this.edgesInto.get(stage.path())).get(0).from()
                : null;
    }

    private Sharing sharing(Node stage, Placement placement) {
        List<Edge> into = this.edgesInto.getOrDefault(stage.path(), List.of());
        if (stage.kind() == StageKind.PRODUCER) {
            if (placement.asksForSource()) {
                throw refusal("Producer '" + stage.path() + "' asks to be COLOCATED, but it has no source.",
                        "Remove its affinity.");
            }
            return new Sharing(false, "a producer has its own context (rule 1)");
        }
        if (placement.asksForSource()) {
            if (into.size() != 1) {
                throw refusal("Stage '" + stage.path() + "' asks to be COLOCATED, but it has several sources: "
                        + names(into) + ".", "Remove its affinity, or leave it one source.");
            }
            return new Sharing(true, "COLOCATED asks for the context of '" + into.get(0).from().path() + "' (rule 4, "
                    + placement.origin() + ")");
        }
        if (into.size() > 1) {
            return new Sharing(false, "several sources: " + names(into) + " (rule 3)");
        }
        Node source = into.get(0).from();
        if (source.kind() == StageKind.ACCUMULATOR) {
            return new Sharing(false, "it follows the accumulator '" + source.path() + "' (rule 3)");
        }
        if (placement.isOwn()) {
            return new Sharing(false, "placed by " + placement.reason() + " (rule 3)");
        }
        Node hostedSource = hosted(source);
        Placement sourcePlacement = this.placements.of((hostedSource != null) ? hostedSource : source);
        if (sourcePlacement.isOwn()) {
            return new Sharing(false,
                    "its source '" + source.path() + "' is placed by " + sourcePlacement.reason() + " (rule 3)");
        }
        if (!this.settings.of(stage.path()).get(Setting.INLINE, true)) {
            return new Sharing(false, "inline is false: every stage is independent (rule 5)");
        }
        return new Sharing(true, "one source, '" + source.path() + "', and neither is placed (rule 2)");
    }

    private Sharing sharingOf(Node stage) {
        Sharing result = this.sharing.get(stage.path());
        if (result == null) {
            throw new IllegalStateException("Stage '" + stage.path() + "' was not planned");
        }
        return result;
    }

    private List<StagePlan> stages(StageGraph graph, Grouping grouping, boolean callingThread) {
        List<StagePlan> result = new ArrayList<>();
        for (Node stage : graph.leaves()) {
            Grouping.Group group = grouping.groupOf(stage);
            Context context = context(group, callingThread);
            Node hosted = hosted(stage);
            Placement placement = this.placements.of((hosted != null) ? hosted : stage);
            Sharing shared = sharingOf(stage);
            String reason = (shared.colocated() || callingThread) ? shared.reason()
                    : context.reason() + "; " + shared.reason();
            result.add(new StagePlan(stage.path(), stage.kind(), context.concurrency(), context.size(), context.pool(),
                    shared.colocated() && !callingThread, group.number(), placement.isOwn(),
                    callingThread ? outside(placement) : null, reason, this.settings.of(stage.path())));
        }
        return result;
    }

    private List<EdgePlan> edges(StageGraph graph) {
        List<EdgePlan> result = new ArrayList<>();
        for (Edge edge : graph.leafEdges()) {
            Sharing shared = sharingOf(edge.to());
            Node hosted = hosted(edge.to());
            boolean direct = (hosted != null) ? hosted == hosted(edge.from()) : shared.colocated();
            int capacity = direct ? 0 : this.settings.of(edge.to().path()).get(Setting.CAPACITY, 0);
            result.add(new EdgePlan(edge.from().path(), edge.to().path(), direct, capacity,
                    (direct ? "direct call: " : "boundary: ") + shared.reason()));
        }
        return result;
    }

    private List<GroupPlan> groups(Grouping grouping, boolean callingThread) {
        return grouping.groups().stream().map((group) -> {
            Context context = context(group, callingThread);
            Node hosted = hosted(group.head());
            return new GroupPlan(group.number(), context.concurrency(), context.size(), context.pool(),
                    (hosted != null) ? hosted.path() : null, group.stages().stream().map(Node::path).toList());
        }).toList();
    }

    private Context context(Grouping.Group group, boolean callingThread) {
        if (callingThread) {
            return new Context(Concurrency.INLINE, 1, null, "default-context");
        }
        Node hosted = hosted(group.head());
        return this.placements.context((hosted != null) ? hosted : group.head());
    }

    private InvalidPipelineException refusal(String reason, String remedy) {
        return new InvalidPipelineException(this.pipeline.name(), reason, remedy);
    }

    private static String names(List<Edge> edges) {
        return edges.stream().map((edge) -> "'" + edge.from().path() + "'").reduce((a, b) -> a + ", " + b).orElse("");
    }

    /** Whether a stage shares its source's context, and why. */
    private record Sharing(boolean colocated, String reason) {
    }

    /** The contexts of a group. */
    record Context(Concurrency concurrency, int size, @Nullable String pool, String reason) {
    }

}

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

    Planner(Pipeline pipeline, Settings application, Collection<NamedPool> pools) {
        this.pipeline = pipeline;
        this.settings = new EffectiveSettings(pipeline, application);
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
        for (Node stage : graph.leaves()) {
            Placement placement = this.placements.of(stage);
            Sharing shared = sharing(stage, placement);
            this.sharing.put(stage.path(),
                    callingThread ? new Sharing(true, "default-context is INLINE: all on the calling thread") : shared);
        }
        Grouping grouping = callingThread ? Grouping.all(graph.leaves())
                : Grouping.of(graph.leaves(), (stage) -> colocatedWith(stage));
        return new ExecutionPlan(this.pipeline.name(), callingThread, stages(graph, grouping, callingThread),
                edges(graph), groups(grouping, callingThread));
    }

    private @Nullable Node colocatedWith(Node stage) {
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
        Placement sourcePlacement = this.placements.of(source);
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
            Placement placement = this.placements.of(stage);
            Sharing shared = sharingOf(stage);
            String reason = (shared.colocated() || callingThread) ? shared.reason()
                    : context.reason() + "; " + shared.reason();
            result.add(new StagePlan(stage.path(), stage.kind(), context.concurrency(), context.size(), context.pool(),
                    shared.colocated() && !callingThread, group.number(), placement.isOwn(), reason,
                    this.settings.of(stage.path())));
        }
        return result;
    }

    private List<EdgePlan> edges(StageGraph graph) {
        List<EdgePlan> result = new ArrayList<>();
        for (Edge edge : graph.leafEdges()) {
            Sharing shared = sharingOf(edge.to());
            int capacity = shared.colocated() ? 0 : this.settings.of(edge.to().path()).get(Setting.CAPACITY, 0);
            result.add(new EdgePlan(edge.from().path(), edge.to().path(), shared.colocated(), capacity,
                    (shared.colocated() ? "direct call: " : "boundary: ") + shared.reason()));
        }
        return result;
    }

    private List<GroupPlan> groups(Grouping grouping, boolean callingThread) {
        return grouping.groups().stream().map((group) -> {
            Context context = context(group, callingThread);
            return new GroupPlan(group.number(), context.concurrency(), context.size(), context.pool(),
                    group.stages().stream().map(Node::path).toList());
        }).toList();
    }

    private Context context(Grouping.Group group, boolean callingThread) {
        return callingThread ? new Context(Concurrency.INLINE, 1, null, "default-context")
                : this.placements.context(group.head());
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

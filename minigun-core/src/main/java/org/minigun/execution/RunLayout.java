package org.minigun.execution;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;
import org.minigun.Stage;
import org.minigun.graph.Node;
import org.minigun.graph.StageGraph;
import org.minigun.plan.EdgePlan;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.GroupPlan;

/**
 * The stages and groups of one run, looked up by path, and how they are joined.
 */
final class RunLayout {

    private final ExecutionPlan plan;

    private final StageGraph graph;

    private final Map<String, StageRun> stages = new LinkedHashMap<>();

    /** Grows while statistics are asked for already. */
    private final Map<String, GroupRun> groups = new ConcurrentHashMap<>();

    private final Map<String, EdgePlan> edges = new HashMap<>();

    private final Map<String, Integer> edgesFrom = new HashMap<>();

    private final Map<String, Integer> edgesInto = new HashMap<>();

    RunLayout(RunFiles run, Pipeline pipeline, ExecutionPlan plan) {
        this.plan = plan;
        this.graph = pipeline.graph();
        Map<String, Stage> declared = pipeline.stagesByPath();
        for (Node node : this.graph.nodes()) {
            Stage stage = Objects.requireNonNull(declared.get(node.path()));
            this.stages.put(node.path(), new StageRun(run, node, stage,
                    node.isLeaf() ? plan.stage(node.path()).settings() : stage.settings()));
        }
        for (EdgePlan edge : plan.edges()) {
            this.edges.put(key(edge.from(), edge.to()), edge);
            this.edgesFrom.merge(edge.from(), 1, Integer::sum);
            this.edgesInto.merge(edge.to(), 1, Integer::sum);
        }
    }

    void add(GroupRun group, GroupPlan planned) {
        planned.stages().forEach((path) -> this.groups.put(path, group));
    }

    ExecutionPlan plan() {
        return this.plan;
    }

    StageGraph graph() {
        return this.graph;
    }

    Collection<StageRun> stages() {
        return this.stages.values();
    }

    StageRun stage(String path) {
        return Objects.requireNonNull(this.stages.get(path));
    }

    GroupRun groupOf(String path) {
        return Objects.requireNonNull(this.groups.get(path));
    }

    /**
     * The group of a stage, or {@code null} of a nested pipeline, and of any stage while
     * the hooks before the stages run, or if one of them has failed the run.
     */
    @Nullable GroupRun groupOrNone(String path) {
        return this.groups.get(path);
    }

    List<Node> entrances(Node pipeline) {
        return this.graph.entranceLeaves(pipeline);
    }

    boolean isDirect(String from, String to) {
        return Objects.requireNonNull(this.edges.get(key(from, to))).direct();
    }

    int edgesFrom(String path) {
        return this.edgesFrom.getOrDefault(path, 0);
    }

    int edgesInto(String path) {
        return this.edgesInto.getOrDefault(path, 0);
    }

    Stream<EdgePlan> boundaries() {
        return this.plan.edges().stream().filter((edge) -> !edge.direct());
    }

    /** The boundaries by which items reach a stage. */
    List<EdgePlan> boundariesInto(String path) {
        return this.plan.edges().stream().filter((edge) -> !edge.direct() && edge.to().equals(path)).toList();
    }

    /** The boundaries by which items leave a group. */
    List<EdgePlan> boundariesFrom(List<String> paths) {
        return this.plan.edges().stream().filter((edge) -> !edge.direct() && paths.contains(edge.from())).toList();
    }

    private static String key(String from, String to) {
        return from + " -> " + to;
    }

}

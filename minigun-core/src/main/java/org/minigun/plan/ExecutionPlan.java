package org.minigun.plan;

import java.util.Collection;
import java.util.List;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Settings;
import org.minigun.graph.InvalidPipelineException;

/**
 * Where each stage of a pipeline runs, and why. A value: it can be printed and tested
 * without running anything.
 *
 * @param pipeline the name of the pipeline
 * @param callingThread whether the whole task runs on the thread that runs it
 * @param stages where each stage runs, in order of declaration, without nested pipelines,
 * whose inner stages are there by their paths
 * @param edges how items cross each edge
 * @param groups the stages that run in one context
 */
public record ExecutionPlan(String pipeline, boolean callingThread, List<StagePlan> stages, List<EdgePlan> edges,
        List<GroupPlan> groups) {

    /**
     * Plans a pipeline.
     * @param pipeline the pipeline
     * @param application what was said for the whole application
     * @param pools the named pools of the application
     * @return the plan
     * @throws InvalidPipelineException if a stage cannot be placed as asked for; the
     * message names the stage and the remedy
     */
    public static ExecutionPlan of(Pipeline pipeline, Settings application, Collection<NamedPool> pools) {
        return new Planner(pipeline, application, pools).plan();
    }

    /**
     * Returns where a stage runs.
     * @param path its path
     * @return its plan
     * @throws IllegalArgumentException if there is no such stage
     */
    public StagePlan stage(String path) {
        return this.stages.stream()
            .filter((stage) -> stage.path().equals(path))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No stage '" + path + "' in the plan of '" + this.pipeline
                    + "'; there are " + this.stages.stream().map(StagePlan::path).toList()));
    }

    /**
     * Returns how items cross an edge.
     * @param from the path of the source
     * @param to the path of the target
     * @return its plan
     * @throws IllegalArgumentException if there is no such edge
     */
    public EdgePlan edge(String from, String to) {
        return this.edges.stream()
            .filter((edge) -> edge.from().equals(from) && edge.to().equals(to))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(
                    "No edge '" + from + "' -> '" + to + "' in the plan of '" + this.pipeline + "'"));
    }

    /**
     * Returns how many contexts of a kind the plan has, over all groups.
     * @param concurrency the kind
     * @return the number
     */
    public int contexts(Concurrency concurrency) {
        return this.groups.stream()
            .filter((group) -> group.concurrency() == concurrency)
            .mapToInt(GroupPlan::poolSize)
            .sum();
    }

    /**
     * Prints the plan for a reader.
     * @return groups, stages and edges with their reasons, a line each
     */
    public String toText() {
        return PlanText.text(this);
    }

    /**
     * Prints the plan as a Mermaid flowchart: groups are boxes, dashed edges are
     * channels.
     * @return the flowchart
     */
    public String toMermaid() {
        return PlanText.mermaid(this);
    }

}

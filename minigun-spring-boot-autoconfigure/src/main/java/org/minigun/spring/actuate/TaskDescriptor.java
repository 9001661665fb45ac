package org.minigun.spring.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.graph.Routing;
import org.minigun.graph.StageKind;
import org.minigun.spring.actuate.TasksDescriptor.ScheduleDescriptor;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * One task: its parameters, its graph and its plan.
 *
 * @param name its name
 * @param type its class, or {@code null} of a pipeline made by the builder
 * @param allowConcurrentRuns whether it may run more than once at a time
 * @param schedule when it runs by itself, or {@code null}
 * @param parameters what its producers take
 * @param running the ids of its runs that go on
 * @param warnings what is odd about it
 * @param graph its stages and their edges
 * @param plan where its stages run
 */
public record TaskDescriptor(String name, @Nullable String type, boolean allowConcurrentRuns,
        @Nullable ScheduleDescriptor schedule, List<ParameterDescriptor> parameters, List<String> running,
        List<String> warnings, GraphDescriptor graph, PlanDescriptor plan) implements OperationResponseBody {

    /**
     * One parameter.
     *
     * @param name its name
     * @param type its type
     * @param value the value that properties give it, or {@code null}
     */
    public record ParameterDescriptor(String name, String type, @Nullable String value) {
    }

    /**
     * Stages and edges.
     *
     * @param stages the stages in order of declaration, a nested pipeline before those in
     * it
     * @param edges the edges between stages that have code of their own
     * @param text the graph for a reader
     * @param mermaid the graph as a Mermaid flowchart
     */
    public record GraphDescriptor(List<StageDescriptor> stages, List<EdgeDescriptor> edges, String text,
            String mermaid) {
    }

    /**
     * One stage.
     *
     * @param path its path
     * @param name its name
     * @param kind its kind
     * @param parent the path of the nested pipeline it is in, or {@code null}
     * @param input the type of its items, or {@code null} if it takes none or it is not
     * known
     * @param output the type of what it emits, or {@code null} if it emits nothing or it
     * is not known
     * @param routing to which of its targets an item goes
     */
    public record StageDescriptor(String path, String name, StageKind kind, @Nullable String parent,
            @Nullable String input, @Nullable String output, Routing routing) {
    }

    /**
     * One edge.
     *
     * @param from the path of the source
     * @param to the path of the target
     * @param origin why there is the edge
     */
    public record EdgeDescriptor(String from, String to, String origin) {
    }

    /**
     * Where stages run.
     *
     * @param callingThread whether the whole task runs on the thread that starts it
     * @param groups the stages that run in one context
     * @param stages where each stage runs and why
     * @param edges how items cross edges
     * @param text the plan for a reader
     * @param mermaid the plan as a Mermaid flowchart
     */
    public record PlanDescriptor(boolean callingThread, List<GroupDescriptor> groups,
            List<PlannedStageDescriptor> stages, List<PlannedEdgeDescriptor> edges, String text, String mermaid) {
    }

    /**
     * Stages that run in one context by direct calls.
     *
     * @param number the number of the group
     * @param concurrency the kind of context
     * @param poolSize how many contexts it has
     * @param pool the named pool that it shares, or {@code null}
     * @param pipeline the path of the nested pipeline that leaves the application as a
     * whole, or {@code null}
     * @param stages the paths of its stages
     */
    public record GroupDescriptor(int number, Concurrency concurrency, int poolSize, @Nullable String pool,
            @Nullable String pipeline, List<String> stages) {
    }

    /**
     * Where a stage runs.
     *
     * @param path its path
     * @param group the number of its group
     * @param concurrency the kind of context
     * @param poolSize how many contexts serve it
     * @param pool the named pool that it shares, or {@code null}
     * @param colocated whether it runs in its source's context
     * @param reason what has placed it
     * @param settings what holds for it
     */
    public record PlannedStageDescriptor(String path, int group, Concurrency concurrency, int poolSize,
            @Nullable String pool, boolean colocated, String reason, List<SettingDescriptor> settings) {
    }

    /**
     * What holds for a stage.
     *
     * @param name the name of the setting
     * @param value its value
     * @param origin what has said it: a property, code or the defaults
     */
    public record SettingDescriptor(String name, String value, String origin) {
    }

    /**
     * How items cross an edge.
     *
     * @param from the path of the source
     * @param to the path of the target
     * @param direct whether by a direct call
     * @param capacity items that may wait in the channel; 0 for a direct call
     * @param reason what has made it so
     */
    public record PlannedEdgeDescriptor(String from, String to, boolean direct, int capacity, String reason) {
    }

}

package org.minigun.spring.actuate;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.graph.Node;
import org.minigun.graph.StageGraph;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.StagePlan;
import org.minigun.spring.Minigun;
import org.minigun.spring.TaskDescription;
import org.minigun.spring.actuate.TaskDescriptor.EdgeDescriptor;
import org.minigun.spring.actuate.TaskDescriptor.GraphDescriptor;
import org.minigun.spring.actuate.TaskDescriptor.GroupDescriptor;
import org.minigun.spring.actuate.TaskDescriptor.ParameterDescriptor;
import org.minigun.spring.actuate.TaskDescriptor.PlanDescriptor;
import org.minigun.spring.actuate.TaskDescriptor.PlannedEdgeDescriptor;
import org.minigun.spring.actuate.TaskDescriptor.PlannedStageDescriptor;
import org.minigun.spring.actuate.TaskDescriptor.SettingDescriptor;
import org.minigun.spring.actuate.TaskDescriptor.StageDescriptor;
import org.minigun.spring.actuate.TasksDescriptor.LastRunDescriptor;
import org.minigun.spring.actuate.TasksDescriptor.ScheduleDescriptor;
import org.minigun.spring.actuate.TasksDescriptor.TaskSummaryDescriptor;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunQuery;
import org.minigun.spring.history.RunRecord;

/**
 * Describes tasks.
 */
final class TaskDescriptors {

    /** Settings that may hold secrets. */
    private static final Set<Setting<?>> HIDDEN = Set.of(Setting.ENVIRONMENT, Setting.WORKER_PROPERTIES,
            Setting.JVM_OPTIONS, Setting.COMMAND_PREFIX);

    private final Minigun minigun;

    private final RunHistory history;

    private final Values values;

    TaskDescriptors(Minigun minigun, RunHistory history, Values values) {
        this.minigun = minigun;
        this.history = history;
        this.values = values;
    }

    TasksDescriptor tasks() {
        return new TasksDescriptor(this.minigun.tasks().stream().map(this::summary).toList());
    }

    private TaskSummaryDescriptor summary(String name) {
        TaskDescription task = this.minigun.describe(name);
        LastRunDescriptor last = this.history.find(new RunQuery(name, null, 0, 1))
            .stream()
            .findFirst()
            .map((run) -> new LastRunDescriptor(run.id(), run.status(), run.started(),
                    Millis.ofNullable(run.duration())))
            .orElse(null);
        return new TaskSummaryDescriptor(name, type(task), this.minigun.pipeline(name).graph().leaves().size(),
                task.allowConcurrentRuns(), schedule(task), running(name), last);
    }

    TaskDescriptor task(String name, boolean shown) {
        TaskDescription task = this.minigun.describe(name);
        Pipeline pipeline = this.minigun.pipeline(name);
        Map<String, String> defaults = this.values.of(task.parameterDefaults(), shown);
        return new TaskDescriptor(name, type(task), task.allowConcurrentRuns(), schedule(task),
                task.parameters()
                    .stream()
                    .map((one) -> new ParameterDescriptor(one.name(), one.type(), valueOf(one.name(), defaults)))
                    .toList(),
                running(name), pipeline.warnings(), graph(pipeline.graph()), plan(this.minigun.plan(name), shown));
    }

    private static @Nullable String valueOf(String name, Map<String, String> defaults) {
        return defaults.entrySet()
            .stream()
            .filter((entry) -> entry.getKey().replaceAll("[-_]", "").equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    }

    private List<String> running(String name) {
        return this.history.running().stream().filter((run) -> run.task().equals(name)).map(RunRecord::id).toList();
    }

    private static @Nullable String type(TaskDescription task) {
        return (task.type() != null) ? task.type().getTypeName() : null;
    }

    private static @Nullable ScheduleDescriptor schedule(TaskDescription task) {
        TaskDescription.Schedule schedule = task.schedule();
        return (schedule != null) ? new ScheduleDescriptor(schedule.cron(),
                (schedule.zone() != null) ? schedule.zone().getId() : null, Millis.ofNullable(schedule.fixedDelay()))
                : null;
    }

    private static GraphDescriptor graph(StageGraph graph) {
        return new GraphDescriptor(graph.nodes().stream().map(TaskDescriptors::stage).toList(),
                graph.leafEdges()
                    .stream()
                    .map((edge) -> new EdgeDescriptor(edge.from().path(), edge.to().path(), edge.origin().words()))
                    .toList(),
                graph.toText(), graph.toMermaid());
    }

    private static StageDescriptor stage(Node node) {
        Node parent = node.parent();
        return new StageDescriptor(node.path(), node.name(), node.kind(), (parent != null) ? parent.path() : null,
                name(node.spec().input()), name(node.spec().output()), node.spec().routing());
    }

    private static @Nullable String name(@Nullable Type type) {
        return (type != null) ? type.getTypeName() : null;
    }

    private PlanDescriptor plan(ExecutionPlan plan, boolean shown) {
        return new PlanDescriptor(plan.callingThread(),
                plan.groups()
                    .stream()
                    .map((group) -> new GroupDescriptor(group.number(), group.concurrency(), group.poolSize(),
                            group.pool(), group.pipeline(), group.stages()))
                    .toList(),
                plan.stages().stream().map((stage) -> stage(stage, shown)).toList(),
                plan.edges()
                    .stream()
                    .map((edge) -> new PlannedEdgeDescriptor(edge.from(), edge.to(), edge.direct(), edge.capacity(),
                            edge.reason()))
                    .toList(),
                plan.toText(), plan.toMermaid());
    }

    private PlannedStageDescriptor stage(StagePlan stage, boolean shown) {
        return new PlannedStageDescriptor(stage.path(), stage.group(), stage.concurrency(), stage.poolSize(),
                stage.pool(), stage.colocated(), stage.reason(), settings(stage.settings(), shown));
    }

    private List<SettingDescriptor> settings(Settings settings, boolean shown) {
        List<SettingDescriptor> result = new ArrayList<>();
        for (Setting<?> setting : settings.said()) {
            Object told = this.values.of(setting.name(), text(settings.get(setting)),
                    shown || !HIDDEN.contains(setting));
            result.add(new SettingDescriptor(setting.name(), String.valueOf(told),
                    settings.origin(setting).orElse("default")));
        }
        result.sort(Comparator.comparing(SettingDescriptor::name));
        return result;
    }

    /** Code has no text that says anything to a reader. */
    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> texts = new TreeMap<>();
            map.forEach((name, one) -> texts.put(String.valueOf(name), text(one)));
            return texts.toString();
        }
        return (value instanceof Comparable || value instanceof Collection) ? value.toString() : "(code)";
    }

}

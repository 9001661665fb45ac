package org.minigun.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.minigun.BroadcastSource;
import org.minigun.Hook;
import org.minigun.Pipeline;
import org.minigun.PipelineOptions;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;

/**
 * Reads one object: the task, or what stands in it as a nested pipeline.
 */
final class Reading {

    private final String name;

    private final Object task;

    private final Class<?> type;

    private final Refusals refusals;

    private final Function<String, StageOverride> overrides;

    private final StageReader stageReader;

    private final Attributes attributes;

    private final HookReader hookReader;

    private final NestedReader nestedReader;

    private final BroadcastReader broadcastReader;

    private final Map<String, BroadcastSource> broadcast = new LinkedHashMap<>();

    Reading(String name, Object task, Function<Object, Class<?>> types, Refusals refusals,
            Function<String, StageOverride> overrides, Surroundings surroundings, TaskParameters parameters) {
        this.name = name;
        this.task = task;
        this.type = types.apply(task);
        this.refusals = refusals;
        this.overrides = overrides;
        Functions functions = new Functions(this.type, task, refusals);
        this.stageReader = new StageReader(functions, new Keys(this.type, functions, refusals), new Generics(this.type),
                refusals, parameters);
        this.attributes = new Attributes(refusals);
        this.hookReader = new HookReader(functions, refusals);
        this.broadcastReader = new BroadcastReader(functions, refusals);
        this.nestedReader = new NestedReader(functions, types, refusals, overrides, surroundings);
    }

    Pipeline read(boolean root, Settings defaults, Settings overriding) {
        List<Stage> stages = new ArrayList<>();
        List<Hook> hooks = new ArrayList<>();
        for (DeclaredMethods.Found found : DeclaredMethods.of(this.type, this.refusals)) {
            List<Annotation> marks = found.stages();
            if (marks.size() > 1 || found.annotations().size() > 1 && (!marks.isEmpty() || !found.data().isEmpty())) {
                throw this.refusals.refusal(
                        "The %s has several annotations: %s.".formatted(Refusals.words(found.method()),
                                found.annotations()
                                    .stream()
                                    .map((each) -> "@" + each.annotationType().getSimpleName())
                                    .collect(Collectors.joining(", "))),
                        "Keep one of them: a method is one stage, hooks, or broadcast data.");
            }
            found.data().forEach((mark) -> broadcast(found.method(), (Broadcast) mark));
            marks.forEach((mark) -> stages.add(stage(found.method(), mark)));
            found.hooks().forEach((mark) -> hooks.addAll(hooks(found.method(), mark)));
        }
        if (stages.isEmpty()) {
            throw this.refusals.refusal("Class %s has no stage method.".formatted(this.type.getTypeName()),
                    "Annotate its methods with @Producer, @Processor, @Accumulator, @Consumer or @NestedPipeline.");
        }
        Settings settings = defaults.overlaidBy(options()).overlaidBy(overriding);
        if (!this.broadcast.isEmpty()) {
            settings = settings.with(Setting.BROADCAST, Map.copyOf(this.broadcast), "task '" + this.name + "'",
                    Settings.CODE);
        }
        return Pipeline.of(this.name, root, stages, settings, hooks);
    }

    private void broadcast(Method method, Broadcast annotation) {
        this.stageReader.check("Broadcast data", method);
        this.broadcast.put(BroadcastReader.name(method, annotation), this.broadcastReader.read(method));
    }

    private Stage stage(Method method, Annotation annotation) {
        String stage = this.attributes.name(method, annotation);
        this.stageReader.check(StageReader.words(annotation, stage), method);
        StageOverride said = this.attributes.read(stage, annotation);
        StageOverride override = this.overrides.apply(stage);
        StageOverride both = new StageOverride(said.settings().overlaidBy(override.settings()),
                Stream.concat(said.methods().stream(), override.methods().stream()).toList());
        return (annotation instanceof NestedPipeline) ? this.nestedReader.read(stage, method, both)
                : this.stageReader.read(stage, method, annotation, both);
    }

    private List<Hook> hooks(Method method, Annotation annotation) {
        this.stageReader.check("Hook @" + annotation.annotationType().getSimpleName(), method);
        return this.hookReader.read(method, annotation).toList();
    }

    private Settings options() {
        if (!(this.task instanceof TaskOptions options)) {
            return Settings.none();
        }
        PipelineOptions said = new PipelineOptions(this.name);
        try {
            options.options(said);
        }
        catch (IllegalArgumentException ex) {
            throw this.refusals.refusal(ex, "");
        }
        return said.settings();
    }

}

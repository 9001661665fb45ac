package org.minigun;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.StageGraph;
import org.minigun.graph.StageSpec;

/**
 * An ordered set of stages with edges. Immutable and thread-safe: it can run many times,
 * at once too, and it can stand as a stage in another pipeline.
 * <p>
 * Made with {@link #named} and {@link #nested}; a changed copy with {@link #derive}.
 */
public final class Pipeline {

    private final String name;

    private final boolean root;

    private final List<Stage> stages;

    private final Settings settings;

    private final List<Hook> hooks;

    private final List<String> warnings;

    /** Of a nested pipeline it is known only where it stands: its names may lead out. */
    private final @Nullable StageGraph graph;

    private Pipeline(String name, boolean root, List<Stage> stages, Settings settings, List<Hook> hooks,
            List<String> warnings) {
        this.name = name;
        this.root = root;
        this.stages = List.copyOf(stages);
        this.settings = settings;
        this.hooks = List.copyOf(hooks);
        this.warnings = List.copyOf(warnings);
        this.graph = root ? StageGraph.of(name, specs(this.stages), true) : null;
        StageRules.check(this);
        LeavingStages.check(name, this.stages);
    }

    /**
     * Makes a pipeline of stages that were declared one by one.
     * @param name its name
     * @param root whether it is to run as a task, not only within another pipeline
     * @param stages the stages, in the order of declaration
     * @param settings the defaults of the stages
     * @param hooks the hooks, in the order of declaration
     * @return the pipeline
     * @throws InvalidPipelineException if a rule is broken; the message names the stages
     * and the remedy. The edges of a nested pipeline are checked with those of the
     * pipeline that it is put in
     */
    public static Pipeline of(String name, boolean root, List<Stage> stages, Settings settings, List<Hook> hooks) {
        return new Pipeline(name, root, stages, settings, hooks, List.of());
    }

    static Pipeline derived(Pipeline base, List<Stage> stages, Settings settings, List<Hook> hooks,
            List<String> warnings) {
        return new Pipeline(base.name, base.root, stages, settings, hooks, warnings);
    }

    /**
     * Begins a pipeline that is to run as a task.
     * @param name its name
     * @return a builder, to be given a producer first
     */
    public static PipelineBuilder<Object> named(String name) {
        return new PipelineBuilder<>(name, true);
    }

    /**
     * Begins a pipeline that stands as a stage in another one and has producers of its
     * own.
     * @param name its name, which is its name as a stage as well
     * @return a builder
     */
    public static PipelineBuilder<Object> nested(String name) {
        return new PipelineBuilder<>(name, false);
    }

    /**
     * Begins a pipeline that stands as a stage in another one and takes items from there.
     * @param <T> the type of the items that enter
     * @param name its name, which is its name as a stage as well
     * @param input the type of the items that enter
     * @return a builder
     */
    public static <T> PipelineBuilder<T> nested(String name, Class<T> input) {
        return new PipelineBuilder<Object>(name, false).taking(input);
    }

    /**
     * Returns the name.
     * @return the name
     */
    public String name() {
        return this.name;
    }

    /**
     * Returns the stages.
     * @return the stages, in the order of declaration
     */
    public List<Stage> stages() {
        return this.stages;
    }

    /**
     * Returns what was said of the pipeline as a whole.
     * @return the defaults of its stages
     */
    public Settings settings() {
        return this.settings;
    }

    /**
     * Returns the hooks that were declared at the pipeline.
     * @return the hooks, in the order of declaration
     */
    public List<Hook> hooks() {
        return this.hooks;
    }

    /**
     * Returns what was worth a warning when the pipeline was made: stages that a
     * derivation has dropped.
     * @return the warnings
     */
    public List<String> warnings() {
        return this.warnings;
    }

    /**
     * Returns the graph of the stages, those of nested pipelines included.
     * @return the graph
     * @throws InvalidPipelineException if this is to be a nested pipeline and is not
     * complete without the one around it: a stage names one outside, or a rule of the
     * graph is broken
     */
    public StageGraph graph() {
        return (this.graph != null) ? this.graph : StageGraph.of(this.name, specs(this.stages), false);
    }

    /**
     * Tells whether the pipeline may run as a task.
     * @return whether it was checked as one
     */
    public boolean isRoot() {
        return this.root;
    }

    /**
     * Returns the stages of all levels by their paths.
     * @return the stages, nested ones before those within them
     */
    public Map<String, Stage> stagesByPath() {
        Map<String, Stage> result = new LinkedHashMap<>();
        collect("", this.stages, result);
        return result;
    }

    private static void collect(String prefix, List<Stage> stages, Map<String, Stage> result) {
        for (Stage stage : stages) {
            String path = prefix + stage.name();
            result.put(path, stage);
            if (stage.body() instanceof StageBody.Nested nested) {
                collect(path + "/", nested.pipeline().stages(), result);
            }
        }
    }

    /**
     * Begins a changed copy. This pipeline stays as it is.
     * @return the derivation
     */
    public Derivation derive() {
        return new Derivation(this);
    }

    /**
     * Returns a copy in which other words win over what stages and pipeline say
     * themselves: how a configuration file changes a task.
     * @param overrides what is said of the pipeline as a whole
     * @param stageOverrides what is said of stages, by their paths
     * @return the copy
     * @throws InvalidPipelineException if a path is unknown (the message lists the known
     * ones), or the changed graph breaks a rule
     */
    public Pipeline withOverrides(Settings overrides, Map<String, Settings> stageOverrides) {
        Map<String, Stage> known = stagesByPath();
        for (String path : stageOverrides.keySet()) {
            if (!known.containsKey(path)) {
                throw new InvalidPipelineException(this.name,
                        "Pipeline '" + this.name + "' has no stage '" + path + "', of which settings are given.",
                        "Use one of its stages: '" + String.join("', '", known.keySet()) + "'.");
            }
        }
        return new Pipeline(this.name, this.root, overlay("", this.stages, stageOverrides),
                this.settings.overlaidBy(overrides), this.hooks, this.warnings);
    }

    private static List<Stage> overlay(String prefix, List<Stage> stages, Map<String, Settings> overrides) {
        List<Stage> result = new ArrayList<>();
        for (Stage stage : stages) {
            String path = prefix + stage.name();
            Settings said = overrides.getOrDefault(path, Settings.none());
            Stage changed = stage.with(stage.settings().overlaidBy(said));
            if (stage.body() instanceof StageBody.Nested nested) {
                Pipeline inner = nested.pipeline();
                changed = changed.with(new StageBody.Nested(new Pipeline(inner.name, false,
                        overlay(path + "/", inner.stages, overrides), inner.settings, inner.hooks, inner.warnings)));
            }
            result.add(changed);
        }
        return result;
    }

    private static List<StageSpec> specs(List<Stage> stages) {
        return stages.stream().map(Stage::spec).toList();
    }

    @Override
    public String toString() {
        return (this.graph != null) ? "Pipeline '" + this.name + "'\n" + this.graph.toText()
                : "Nested pipeline '" + this.name + "' of " + this.stages;
    }

}

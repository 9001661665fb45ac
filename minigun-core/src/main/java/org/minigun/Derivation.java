package org.minigun;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.StageGraph;
import org.minigun.graph.StageKind;

/**
 * Makes a changed copy of a pipeline. The copy begins with the edges that the base has,
 * whatever made them; each call changes stages or edges; a stage of the base that has
 * lost every source by it is dropped when the copy is built, with a warning. The base is
 * never changed. Not thread-safe.
 */
public final class Derivation {

    private final Pipeline base;

    private final Map<String, Stage> stages = new LinkedHashMap<>();

    private final DerivedEdges edges;

    private final Set<String> added = new LinkedHashSet<>();

    private final List<Hook> hooks;

    private Settings settings;

    Derivation(Pipeline base) {
        this.base = base;
        this.settings = base.settings();
        this.hooks = new ArrayList<>(base.hooks());
        base.stages().forEach((stage) -> this.stages.put(stage.name(), stage));
        this.edges = new DerivedEdges(base.graph());
    }

    /**
     * Replaces all edges that leave a stage.
     * @param from the stage
     * @param to where its items go instead, in order
     * @return this
     * @throws InvalidPipelineException if a stage is unknown
     */
    public Derivation route(String from, String... to) {
        known(from);
        for (String target : to) {
            if (!StageGraph.EXIT.equals(target)) {
                known(target);
            }
        }
        this.edges.replace(from, List.of(to));
        return this;
    }

    /**
     * Leaves a stage out: what feeds it feeds its targets instead.
     * @param stage the stage
     * @return this
     * @throws InvalidPipelineException if the stage is unknown
     */
    public Derivation skip(String stage) {
        known(stage);
        this.edges.bridge(stage);
        drop(stage);
        return this;
    }

    /**
     * Removes a stage with its edges.
     * @param stage the stage
     * @return this
     * @throws InvalidPipelineException if the stage is unknown
     */
    public Derivation remove(String stage) {
        known(stage);
        drop(stage);
        return this;
    }

    /**
     * Adds a processor without edges, to be given them by {@link #route}.
     * @param <I> the type of the items it takes
     * @param <O> the type of its results
     * @param name its name, new to the pipeline
     * @param body its code
     * @return this
     * @throws InvalidPipelineException if the name is taken
     */
    public <I, O> Derivation add(String name, ProcessorFunction<I, O> body) {
        return this.<I, O>add(name, body, (options) -> {
        });
    }

    /**
     * Adds a processor without edges, to be given them by {@link #route}.
     * @param <I> the type of the items it takes
     * @param <O> the type of its results
     * @param name its name, new to the pipeline
     * @param body its code
     * @param options says more of it
     * @return this
     * @throws InvalidPipelineException if the name is taken
     */
    public <I, O> Derivation add(String name, ProcessorFunction<I, O> body, Consumer<StageOptions<I, O>> options) {
        StageOptions<I, O> said = new StageOptions<>(name);
        options.accept(said);
        add(new Stage(name, new StageBody.Processor(unchecked(body)), null, null, said.settings()));
        this.hooks.addAll(said.hooks());
        return this;
    }

    /**
     * Adds stages of any kind without edges, to be given them by {@link #route}.
     * @param <I> the type of the items that the first of them takes; for a producer, any
     * @param input that type
     * @param declaration declares the stages, by names that are new to the pipeline
     * @return this
     * @throws InvalidPipelineException if a name is taken
     */
    public <I> Derivation add(Class<I> input, Consumer<? super PipelineBuilder<I>> declaration) {
        declared(input, declaration).forEach(this::add);
        return this;
    }

    private void add(Stage stage) {
        if (this.stages.containsKey(stage.name())) {
            throw refusal("A stage '" + stage.name() + "' is there already.", "Give the new stage another name.");
        }
        this.stages.put(stage.name(), stage);
        this.added.add(stage.name());
    }

    private <I> List<Stage> declared(Class<I> input, Consumer<? super PipelineBuilder<I>> declaration) {
        PipelineBuilder<I> builder = Pipeline.nested(this.base.name(), input);
        declaration.accept(builder);
        this.hooks.addAll(builder.declaredHooks());
        return List.copyOf(builder.declared());
    }

    /**
     * Inserts stages of any kind, one after the other: what a stage emits goes to the
     * first of them, and what the last of them emits goes where that stage's items went.
     * @param <I> the type of the items that the first of them takes
     * @param after the stage
     * @param input that type
     * @param declaration declares the stages, by names that are new to the pipeline
     * @return this
     * @throws InvalidPipelineException if the stage is unknown, a name is taken, or a
     * stage to be inserted emits nothing or takes nothing
     */
    public <I> Derivation insertAfter(String after, Class<I> input, Consumer<? super PipelineBuilder<I>> declaration) {
        known(after);
        String before = after;
        for (Stage stage : declared(input, declaration)) {
            if (stage.kind() == StageKind.PRODUCER || !stage.kind().emitsItems()) {
                throw refusal("Stage '" + stage.name() + "' is a " + stage.kind() + " and cannot stand between '"
                        + after + "' and what follows it.", "Add it, and route to it or from it.");
            }
            add(stage);
            this.edges.insert(before, stage.name());
            before = stage.name();
        }
        return this;
    }

    /**
     * Replaces a stage of any kind by another one of its name, which takes over its edges
     * and its hooks; all else is said anew.
     * @param <I> the type of the items that it takes; for a producer, any
     * @param stage the stage
     * @param input that type
     * @param declaration declares one stage of the same name
     * @return this
     * @throws InvalidPipelineException if the stage is unknown, or another name or not
     * one stage is declared
     */
    public <I> Derivation replace(String stage, Class<I> input, Consumer<? super PipelineBuilder<I>> declaration) {
        known(stage);
        List<Stage> declared = declared(input, declaration);
        if (declared.size() != 1 || !declared.get(0).name().equals(stage)) {
            throw refusal(
                    "Stage '" + stage + "' is to be replaced by " + declared.stream().map(Stage::name).toList() + ".",
                    "Declare one stage named '" + stage + "'; rename it afterwards if need be.");
        }
        this.stages.put(stage, declared.get(0));
        return this;
    }

    /**
     * Inserts a processor: what a stage emits goes to it, and its results go where that
     * stage's items went.
     * @param <I> the type of the items it takes
     * @param <O> the type of its results
     * @param after the stage
     * @param name the name of the processor, new to the pipeline
     * @param body its code
     * @return this
     * @throws InvalidPipelineException if the stage is unknown or the name is taken
     */
    public <I, O> Derivation insertAfter(String after, String name, ProcessorFunction<I, O> body) {
        return this.<I, O>insertAfter(after, name, body, (options) -> {
        });
    }

    /**
     * Inserts a processor: what a stage emits goes to it, and its results go where that
     * stage's items went.
     * @param <I> the type of the items it takes
     * @param <O> the type of its results
     * @param after the stage
     * @param name the name of the processor, new to the pipeline
     * @param body its code
     * @param options says more of it
     * @return this
     * @throws InvalidPipelineException if the stage is unknown or the name is taken
     */
    public <I, O> Derivation insertAfter(String after, String name, ProcessorFunction<I, O> body,
            Consumer<StageOptions<I, O>> options) {
        known(after);
        add(name, body, options);
        this.edges.insert(after, name);
        return this;
    }

    /**
     * Replaces the code of a processor.
     * @param <I> the type of the items it takes
     * @param <O> the type of its results
     * @param stage the stage
     * @param body its code
     * @return this
     * @throws InvalidPipelineException if the stage is unknown or is no processor
     */
    public <I, O> Derivation replace(String stage, ProcessorFunction<I, O> body) {
        Stage old = known(stage);
        if (old.kind() != StageKind.PROCESSOR) {
            throw refusal("Stage '" + stage + "' is a " + old.kind() + ", not a processor.",
                    "Say what the stage takes, and declare it anew in its place.");
        }
        this.stages.put(stage, old.with(new StageBody.Processor(unchecked(body))));
        return this;
    }

    /**
     * Renames a stage. Code that names it, such as {@code output.to("old")} or the
     * {@code to} of a stage within a nested pipeline, is not rewritten.
     * @param stage the stage
     * @param name its name, new to the pipeline
     * @return this
     * @throws InvalidPipelineException if the stage is unknown or the name is taken
     */
    public Derivation rename(String stage, String name) {
        known(stage);
        if (this.stages.containsKey(name)) {
            throw refusal("A stage '" + name + "' is there already.", "Rename '" + stage + "' to something else.");
        }
        Map<String, Stage> renamed = new LinkedHashMap<>();
        this.stages.forEach((old, value) -> renamed.put(old.equals(stage) ? name : old,
                old.equals(stage) ? value.named(name) : value));
        this.stages.clear();
        this.stages.putAll(renamed);
        this.edges.rename(stage, name);
        if (this.added.remove(stage)) {
            this.added.add(name);
        }
        this.hooks.replaceAll((hook) -> DerivedEdges.isOrWithin(hook.stage(), stage)
                ? new Hook(hook.kind(), DerivedEdges.renamed(hook.stage(), stage, name), hook.body()) : hook);
        return this;
    }

    /**
     * Says other things of a stage, over what was said.
     * @param stage the stage
     * @param options says them; not its edges, see {@link #route}
     * @return this
     * @throws InvalidPipelineException if the stage is unknown
     */
    public Derivation configure(String stage, Consumer<StageOptions<Object, Object>> options) {
        Stage old = known(stage);
        StageOptions<Object, Object> said = new StageOptions<>(stage);
        options.accept(said);
        this.hooks.addAll(said.hooks());
        this.stages.put(stage,
                old.with(old.settings().overlaidBy(said.settings().without(Set.of(Setting.TO, Setting.FROM)))));
        return this;
    }

    /**
     * Says other things of the pipeline as a whole, over what was said.
     * @param options says them
     * @return this
     */
    public Derivation options(Consumer<PipelineOptions> options) {
        PipelineOptions said = new PipelineOptions(this.base.name());
        options.accept(said);
        this.settings = this.settings.overlaidBy(said.settings());
        return this;
    }

    /**
     * Adds a hook after those of the base.
     * @param hook the hook
     * @return this
     */
    public Derivation hook(Hook hook) {
        this.hooks.add(hook);
        return this;
    }

    /**
     * Adds a hook before the run, after those of the base.
     * @param body the hook
     * @return this
     */
    public Derivation beforeRun(Hook.Body body) {
        return hook(new Hook(Hook.Kind.BEFORE_RUN, null, body));
    }

    /**
     * Adds a hook after the run, after those of the base.
     * @param body the hook
     * @return this
     */
    public Derivation afterRun(Hook.Body body) {
        return hook(new Hook(Hook.Kind.AFTER_RUN, null, body));
    }

    /**
     * Builds the changed copy.
     * @return the copy
     * @throws InvalidPipelineException if a rule of the graph is broken; the message
     * names the stages and the remedy
     */
    public Pipeline build() {
        List<String> warnings = new ArrayList<>(this.base.warnings());
        for (String lost : lost()) {
            warnings.add("Stage '" + lost + "' has lost every source and is dropped from the derived pipeline '"
                    + this.base.name() + "'");
            drop(lost);
        }
        List<Stage> result = new ArrayList<>();
        for (Stage stage : this.stages.values()) {
            result.add(edged(stage));
        }
        return Pipeline.derived(this.base, result, this.settings, this.hooks, warnings);
    }

    private List<String> lost() {
        List<String> lost = new ArrayList<>();
        List<String> left = new ArrayList<>(this.stages.keySet());
        boolean more = true;
        while (more) {
            more = left.removeIf((name) -> isLost(name, lost) && lost.add(name));
        }
        return lost;
    }

    private boolean isLost(String name, List<String> lost) {
        return !this.added.contains(name) && this.edges.hadSource(name) && !this.edges.hasSource(name, lost);
    }

    private Stage edged(Stage stage) {
        Settings said = stage.settings().without(Set.of(Setting.TO, Setting.FROM));
        List<String> targets = this.edges.targets(stage.name());
        String owner = "stage '" + stage.name() + "'";
        if (this.edges.isEntrance(stage.name())) {
            said = said.with(Setting.FROM, List.of(StageGraph.ENTRANCE), owner, Settings.CODE);
        }
        if (targets.isEmpty() && stage.kind().emitsItems() && this.edges.hadTarget(stage.name())) {
            throw refusal("Stage '" + stage.name() + "' emits but feeds nothing any more.",
                    "Route it to another stage, or remove it too.");
        }
        return stage.with(targets.isEmpty() ? said : said.with(Setting.TO, targets, owner, Settings.CODE));
    }

    private void drop(String stage) {
        this.stages.remove(stage);
        this.edges.remove(stage);
        this.hooks.removeIf((hook) -> DerivedEdges.isOrWithin(hook.stage(), stage));
    }

    private Stage known(String name) {
        Stage stage = this.stages.get(name);
        if (stage == null) {
            throw refusal("There is no stage '" + name + "' in pipeline '" + this.base.name() + "'.",
                    "Name one of '" + String.join("', '", this.stages.keySet()) + "'.");
        }
        return stage;
    }

    private InvalidPipelineException refusal(String reason, String remedy) {
        return new InvalidPipelineException(this.base.name(), reason, remedy);
    }

    @SuppressWarnings("unchecked")
    private static <F> F unchecked(Object function) {
        return (F) function;
    }

}

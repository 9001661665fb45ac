package org.minigun;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.InvalidPipelineException;

/**
 * Declares the stages of a pipeline one after the other. Stages follow each other in the
 * order of declaration; {@code to} and {@code from} override it.
 * <p>
 * The builder is typed by what the next stage takes, so that a stage that does not fit
 * the one before it does not compile. Where {@code from} or {@code to} lead the edge
 * elsewhere, {@link #taking} says the type. Types that are only known when the pipeline
 * is built are checked then. Not thread-safe.
 *
 * @param <T> the type of the items that the next declared stage takes
 */
public final class PipelineBuilder<T> {

    private final String name;

    private final boolean root;

    private final List<Stage> stages = new ArrayList<>();

    private final List<Hook> hooks = new ArrayList<>();

    private Settings settings = Settings.none();

    private @Nullable Type next;

    PipelineBuilder(String name, boolean root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Declares a producer.
     * @param <R> the type of the items it emits
     * @param stage its name
     * @param type the type of the items it emits
     * @param body its code
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> producer(String stage, Class<R> type, ProducerFunction<R> body) {
        return producer(stage, type, body, (options) -> {
        });
    }

    /**
     * Declares a producer.
     * @param <R> the type of the items it emits
     * @param stage its name
     * @param type the type of the items it emits
     * @param body its code
     * @param options says more of it
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> producer(String stage, Class<R> type, ProducerFunction<R> body,
            Consumer<? super StageOptions<R, R>> options) {
        return add(stage, new StageBody.Producer(unchecked(body)), null, type, options);
    }

    /**
     * Declares a producer that emits the elements of something that can be gone through
     * again with each run.
     * @param <R> the type of the items it emits
     * @param stage its name
     * @param items the items
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> producer(String stage, Iterable<R> items) {
        return producer(stage, items, (options) -> {
        });
    }

    /**
     * Declares a producer that emits the elements of something that can be gone through
     * again with each run.
     * @param <R> the type of the items it emits
     * @param stage its name
     * @param items the items
     * @param options says more of it
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> producer(String stage, Iterable<R> items,
            Consumer<? super StageOptions<R, R>> options) {
        ProducerFunction<R> body = new IterableProducer<>(items);
        return add(stage, new StageBody.Producer(unchecked(body)), null, null, options);
    }

    /**
     * Declares a processor that gives one result an item, or none ({@code null}).
     * @param <R> the type of its results
     * @param stage its name
     * @param body its code
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> processor(String stage, ProcessorFunction<? super T, ? extends R> body) {
        return processor(stage, body, (options) -> {
        });
    }

    /**
     * Declares a processor that gives one result an item, or none ({@code null}).
     * @param <R> the type of its results
     * @param stage its name
     * @param body its code
     * @param options says more of it
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> processor(String stage, ProcessorFunction<? super T, ? extends R> body,
            Consumer<? super StageOptions<T, R>> options) {
        return add(stage, new StageBody.Processor(unchecked(body)), this.next, null, options);
    }

    /**
     * Declares a processor that emits as often as it likes.
     * @param <R> the type of the items it emits
     * @param stage its name
     * @param type the type of the items it emits
     * @param body its code
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> processor(String stage, Class<R> type, EmitterFunction<? super T, R> body) {
        return processor(stage, type, body, (options) -> {
        });
    }

    /**
     * Declares a processor that emits as often as it likes.
     * @param <R> the type of the items it emits
     * @param stage its name
     * @param type the type of the items it emits
     * @param body its code
     * @param options says more of it
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> processor(String stage, Class<R> type, EmitterFunction<? super T, R> body,
            Consumer<? super StageOptions<T, R>> options) {
        return add(stage, new StageBody.Emitter(unchecked(body)), this.next, type, options);
    }

    /**
     * Declares a processor whose result is a {@code Stream}, an {@code Iterable}, an
     * {@code Optional} or an array that stands for several items.
     * @param <R> the type of the items it emits
     * @param stage its name
     * @param type the type of the items it emits
     * @param body its code
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> flatten(String stage, Class<R> type, ProcessorFunction<? super T, ?> body) {
        return flatten(stage, type, body, (options) -> {
        });
    }

    /**
     * Declares a processor whose result is a {@code Stream}, an {@code Iterable}, an
     * {@code Optional} or an array that stands for several items.
     * @param <R> the type of the items it emits
     * @param stage its name
     * @param type the type of the items it emits
     * @param body its code
     * @param options says more of it
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> flatten(String stage, Class<R> type, ProcessorFunction<? super T, ?> body,
            Consumer<? super StageOptions<T, R>> options) {
        return this.<T, R>add(stage, new StageBody.Processor(unchecked(body)), this.next, type, (said) -> {
            said.set(Setting.FLATTEN, true);
            options.accept(said);
        });
    }

    /**
     * Declares an accumulator that hands its batches on as lists of 100 items.
     * @param stage its name
     * @return this, typed by what the next stage takes
     */
    public PipelineBuilder<List<T>> accumulator(String stage) {
        return accumulator(stage, (options) -> {
        });
    }

    /**
     * Declares an accumulator that hands its batches on as lists.
     * @param stage its name
     * @param options says more of it, such as the size of its batches
     * @return this, typed by what the next stage takes
     */
    public PipelineBuilder<List<T>> accumulator(String stage, Consumer<? super StageOptions<T, List<T>>> options) {
        return accumulator(stage, (batch) -> batch, options);
    }

    /**
     * Declares an accumulator that reshapes its batches.
     * @param <R> the type of what is made of a batch
     * @param stage its name
     * @param body its code, given a full batch
     * @param options says more of it, such as the size of its batches
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> accumulator(String stage, BatchFunction<T, ? extends R> body,
            Consumer<? super StageOptions<T, R>> options) {
        return add(stage, new StageBody.Accumulator(unchecked(body)), this.next, null, options);
    }

    /**
     * Declares a consumer. It does not stand in the way: the stage declared after it is
     * fed by what feeds it.
     * @param stage its name
     * @param body its code
     * @return this
     */
    public PipelineBuilder<T> consumer(String stage, ConsumerFunction<? super T> body) {
        return consumer(stage, body, (options) -> {
        });
    }

    /**
     * Declares a consumer. It does not stand in the way: the stage declared after it is
     * fed by what feeds it.
     * @param stage its name
     * @param body its code
     * @param options says more of it
     * @return this
     */
    public PipelineBuilder<T> consumer(String stage, ConsumerFunction<? super T> body,
            Consumer<? super StageOptions<T, T>> options) {
        Type same = this.next;
        PipelineBuilder<T> builder = this.<T, T, T>add(stage, new StageBody.Consumer(unchecked(body)), same, null,
                options, true);
        builder.next = same;
        return builder;
    }

    /**
     * Declares a nested pipeline. It is known by its own name.
     * @param pipeline the pipeline
     * @return this; the type of what leaves it is not known, see {@link #taking}
     */
    public PipelineBuilder<Object> pipeline(Pipeline pipeline) {
        return pipeline(pipeline, Object.class, (options) -> {
        });
    }

    /**
     * Declares a nested pipeline. It is known by its own name.
     * @param <R> the type of the items that leave it
     * @param pipeline the pipeline
     * @param type the type of the items that leave it
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> pipeline(Pipeline pipeline, Class<R> type) {
        return pipeline(pipeline, type, (options) -> {
        });
    }

    /**
     * Declares a nested pipeline. It is known by its own name.
     * @param <R> the type of the items that leave it
     * @param pipeline the pipeline
     * @param type the type of the items that leave it
     * @param options says more of it: {@code to}, {@code from}, {@code routing} of its
     * exit, and its placement
     * @return this, typed by what the next stage takes
     */
    public <R> PipelineBuilder<R> pipeline(Pipeline pipeline, Class<R> type,
            Consumer<? super StageOptions<T, R>> options) {
        PipelineBuilder<R> builder = this.<T, R, R>add(pipeline.name(), new StageBody.Nested(pipeline), null, null,
                options, true);
        builder.next = (type != Object.class) ? type : null;
        return builder;
    }

    /**
     * Says what the next declared stage takes, where that does not follow from the order
     * of declaration, because {@code from} or {@code to} name its sources.
     * @param <R> the type
     * @param type the type
     * @return this, typed so
     */
    public <R> PipelineBuilder<R> taking(Class<R> type) {
        this.next = type;
        return retyped();
    }

    /**
     * Says things of the pipeline as a whole: the defaults of its stages.
     * @param options says them
     * @return this
     */
    public PipelineBuilder<T> options(Consumer<PipelineOptions> options) {
        PipelineOptions said = new PipelineOptions(this.name);
        options.accept(said);
        this.settings = this.settings.overlaidBy(said.settings());
        return this;
    }

    /**
     * Adds data that worker processes of this pipeline share.
     * @param data its name, by which {@link WorkerContext#broadcast} finds it
     * @param source where it comes from
     * @return this
     */
    public PipelineBuilder<T> broadcast(String data, BroadcastSource source) {
        Map<String, BroadcastSource> all = new LinkedHashMap<>(this.settings.get(Setting.BROADCAST, Map.of()));
        all.put(data, source);
        this.settings = this.settings.with(Setting.BROADCAST, Map.copyOf(all), "pipeline '" + this.name + "'",
                Settings.CODE);
        return this;
    }

    /**
     * Adds a hook that runs once a run, before anything else.
     * @param body the hook; if it throws, no stage runs and the run fails
     * @return this
     */
    public PipelineBuilder<T> beforeRun(Hook.Body body) {
        return hook(new Hook(Hook.Kind.BEFORE_RUN, null, body));
    }

    /**
     * Adds a hook that runs once a run, after everything else, also when the run has
     * failed ({@link Run#failure()} tells).
     * @param body the hook; if it throws, the run fails
     * @return this
     */
    public PipelineBuilder<T> afterRun(Hook.Body body) {
        return hook(new Hook(Hook.Kind.AFTER_RUN, null, body));
    }

    /**
     * Adds a hook that runs once a run, before a stage's first item.
     * @param stage the name of the stage
     * @param body the hook; if it throws, the run fails
     * @return this
     */
    public PipelineBuilder<T> beforeStage(String stage, Hook.Body body) {
        return hook(new Hook(Hook.Kind.BEFORE_STAGE, stage, body));
    }

    /**
     * Adds a hook that runs once a run, after a stage's last item.
     * @param stage the name of the stage
     * @param body the hook; if it throws, the run fails
     * @return this
     */
    public PipelineBuilder<T> afterStage(String stage, Hook.Body body) {
        return hook(new Hook(Hook.Kind.AFTER_STAGE, stage, body));
    }

    /**
     * Adds a hook that runs in the application before each start of a worker process for
     * a stage of this pipeline.
     * @param body the hook; if it throws, the run fails
     * @return this
     */
    public PipelineBuilder<T> beforeFork(Hook.Body body) {
        return hook(new Hook(Hook.Kind.BEFORE_FORK, null, body));
    }

    /**
     * Adds a hook that runs in a worker process, once for each session of a stage there,
     * before its first item.
     * @param body the hook; if it throws, the worker counts as one that did not start
     * @return this
     */
    public PipelineBuilder<T> afterFork(WorkerHook body) {
        return hook(new Hook(Hook.Kind.AFTER_FORK, null, new ForkBody(null, body)));
    }

    /**
     * Adds a hook.
     * @param hook the hook
     * @return this
     */
    public PipelineBuilder<T> hook(Hook hook) {
        this.hooks.add(hook);
        return this;
    }

    /**
     * Builds the pipeline.
     * @return the pipeline
     * @throws InvalidPipelineException if a rule is broken; the message names the stages
     * and the remedy. The edges of a nested pipeline are checked with those of the
     * pipeline that it is put in
     */
    public Pipeline build() {
        return Pipeline.of(this.name, this.root, this.stages, this.settings, this.hooks);
    }

    List<Stage> declared() {
        return this.stages;
    }

    List<Hook> declaredHooks() {
        return this.hooks;
    }

    private <I, R> PipelineBuilder<R> add(String stage, StageBody body, @Nullable Type input, @Nullable Type output,
            Consumer<? super StageOptions<I, R>> options) {
        return add(stage, body, input, output, options, false);
    }

    private <I, O, R> PipelineBuilder<R> add(String stage, StageBody body, @Nullable Type input, @Nullable Type output,
            Consumer<? super StageOptions<I, O>> options, boolean keepType) {
        StageOptions<I, O> said = new StageOptions<>(stage);
        options.accept(said);
        this.stages.add(new Stage(stage, body, input, output, said.settings()));
        this.hooks.addAll(said.hooks());
        if (!keepType) {
            this.next = output;
        }
        return retyped();
    }

    @SuppressWarnings("unchecked")
    private <R> PipelineBuilder<R> retyped() {
        return (PipelineBuilder<R>) this;
    }

    @SuppressWarnings("unchecked")
    private static <F> F unchecked(Object function) {
        return (F) function;
    }

}

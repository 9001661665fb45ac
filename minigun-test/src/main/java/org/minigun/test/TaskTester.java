package org.minigun.test;

import java.beans.Introspector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;
import org.minigun.PipelineOptions;
import org.minigun.Settings;
import org.minigun.annotation.StageOverride;
import org.minigun.annotation.TaskReader;
import org.minigun.execution.Engine;

/**
 * Runs a task in a test: by default on the calling thread, in one order that is the same
 * each time, wherever its stages are placed; items of stages that would leave the JVM are
 * copied as if they did. {@link #placed()} runs it where its stages are placed, with real
 * threads and worker processes. <pre>{@code
 * TestRun run = TaskTester.of(new WordCount()).producing("files", file).capturing("words").run();
 * assertThat(run.result()).isCompleted().ledgerIsTrue();
 * assertThat(run.outputs("words")).containsExactly("one", "two");
 * }</pre> Immutable: each method that changes something returns a changed copy.
 * Thread-safe.
 */
public final class TaskTester {

    static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Pipeline pipeline;

    private final @Nullable Engine engine;

    private final boolean placed;

    private final List<String> captured;

    private final Duration timeout;

    private TaskTester(Pipeline pipeline, @Nullable Engine engine, boolean placed, List<String> captured,
            Duration timeout) {
        this.pipeline = pipeline;
        this.engine = engine;
        this.placed = placed;
        this.captured = captured;
        this.timeout = timeout;
    }

    /**
     * Tests a task.
     * @param task an object with annotated methods, such as one of a class with
     * {@code @MinigunTask}, or a {@link Pipeline}. A task is named after its class
     * @return the tester
     * @throws org.minigun.graph.InvalidPipelineException if the task is refused; the
     * message says why, and what to do
     */
    public static TaskTester of(Object task) {
        return (task instanceof Pipeline built) ? new TaskTester(built, null, false, List.of(), TIMEOUT)
                : of(Introspector.decapitalize(task.getClass().getSimpleName()), task);
    }

    /**
     * Tests a task under a name.
     * @param name the name
     * @param task an object with annotated methods
     * @return the tester
     * @throws org.minigun.graph.InvalidPipelineException if the task is refused; the
     * message says why, and what to do
     */
    public static TaskTester of(String name, Object task) {
        return of((Object) new TaskReader().read(name, task));
    }

    /**
     * Tests a task whose producers take the parameters of the run.
     * @param name its name
     * @param task an object with annotated methods
     * @param parameters what the producers get
     * @return the tester
     * @throws org.minigun.graph.InvalidPipelineException if the task is refused; the
     * message says why, and what to do
     */
    public static TaskTester of(String name, Object task, Object parameters) {
        return of((Object) new TaskReader().read(name, task, Settings.none(), Settings.none(),
                (path) -> StageOverride.none(), parameters));
    }

    /**
     * Runs on an engine that is there, which is not closed. By default each run has an
     * engine of its own.
     * @param existing the engine
     * @return the changed copy
     */
    public TaskTester on(Engine existing) {
        return new TaskTester(this.pipeline, existing, this.placed, this.captured, this.timeout);
    }

    /**
     * Runs stages where they are placed: on threads, in isolates, in worker processes.
     * @return the changed copy
     */
    public TaskTester placed() {
        return new TaskTester(this.pipeline, this.engine, true, this.captured, this.timeout);
    }

    /**
     * Says how long a run may take that does not go on on the calling thread; one minute
     * by default.
     * @param longest the time, after which the run is cancelled and the test fails
     * @return the changed copy
     */
    public TaskTester within(Duration longest) {
        return new TaskTester(this.pipeline, this.engine, this.placed, this.captured, longest);
    }

    /**
     * Replaces a producer by one that emits given items.
     * @param producer its name
     * @param items the items
     * @return the changed copy
     */
    public TaskTester producing(String producer, Object... items) {
        List<Object> given = List.of(items);
        return changing((base) -> base.derive()
            .replace(producer, Object.class, (stages) -> stages.producer(producer, given))
            .build());
    }

    /**
     * Says things of the task as a whole, over what was said.
     * @param options says them
     * @return the changed copy
     */
    public TaskTester options(Consumer<PipelineOptions> options) {
        return changing((base) -> base.derive().options(options).build());
    }

    /**
     * Changes the pipeline, for example by {@link Pipeline#derive()} or by
     * {@link WorkerFaults}.
     * @param change makes the changed pipeline
     * @return the changed copy
     */
    public TaskTester changing(UnaryOperator<Pipeline> change) {
        return new TaskTester(change.apply(this.pipeline), this.engine, this.placed, this.captured, this.timeout);
    }

    /**
     * Notes what stages emit, for {@link TestRun#outputs}. Stages of nested pipelines
     * cannot be captured, the pipeline as a whole can.
     * @param stages their names
     * @return the changed copy
     * @throws IllegalArgumentException if there is no such stage
     */
    public TaskTester capturing(String... stages) {
        for (String stage : stages) {
            Stages.known(this.pipeline, stage);
        }
        return new TaskTester(this.pipeline, this.engine, this.placed, List.copyOf(Arrays.asList(stages)),
                this.timeout);
    }

    /**
     * Runs the task and waits for its end.
     * @return the run, also if it has failed
     * @throws AssertionError if it has not ended in time; it was cancelled
     */
    public TestRun run() {
        Captures captures = new Captures(this.placed);
        Pipeline tested = captures.in(this.pipeline, this.captured);
        return new TestRun(runner().run(tested), captures);
    }

    /**
     * Tests one stage of the task by itself.
     * @param path its path, that is its name unless it stands in a nested pipeline
     * @return the tester of the stage
     * @throws IllegalArgumentException if there is no such stage
     */
    public StageTester stage(String path) {
        Stages.known(this.pipeline, path);
        return new StageTester(this.pipeline, path, runner());
    }

    /**
     * Returns the pipeline that is run.
     * @return the pipeline, as it was changed, without what captures
     */
    public Pipeline pipeline() {
        return this.pipeline;
    }

    private Runner runner() {
        return new Runner(this.engine, this.placed, this.timeout);
    }

}

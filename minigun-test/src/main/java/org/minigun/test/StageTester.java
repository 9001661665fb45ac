package org.minigun.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.minigun.Concurrency;
import org.minigun.ConsumerFunction;
import org.minigun.Hook;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.ProducerFunction;
import org.minigun.RunResult;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.graph.StageKind;

/**
 * Runs one stage of a task by itself: it gets the items that the test gives it, and what
 * it emits is kept by target. All that was said of the stage holds (retries, batches,
 * routing, its hooks), but for {@code on-error}: an item that fails is listed, and the
 * next one follows. Hooks of the run do not run, see {@link #withRunHooks()}. Immutable
 * and thread-safe.
 */
public final class StageTester {

    private static final String FEED = "the test";

    private static final String EXIT = "exit";

    private final Pipeline pipeline;

    private final String path;

    private final Runner runner;

    private final boolean runHooks;

    StageTester(Pipeline pipeline, String path, Runner runner) {
        this(pipeline, path, runner, false);
    }

    private StageTester(Pipeline pipeline, String path, Runner runner, boolean runHooks) {
        this.pipeline = pipeline;
        this.path = path;
        this.runner = runner;
        this.runHooks = runHooks;
    }

    /**
     * Lets the hooks before and after the run of the task run too, for a stage that needs
     * what they prepare.
     * @return the changed copy
     */
    public StageTester withRunHooks() {
        return new StageTester(this.pipeline, this.path, this.runner, true);
    }

    /**
     * Gives the stage items.
     * @param items the items, in this order
     * @return what became of them
     * @throws IllegalStateException if the stage is a producer
     */
    public StageOutcome feed(Object... items) {
        return feedAll(List.of(items));
    }

    /**
     * Gives the stage items.
     * @param items the items, in this order
     * @return what became of them
     * @throws IllegalStateException if the stage is a producer
     */
    public StageOutcome feedAll(Iterable<?> items) {
        Stage stage = Stages.known(this.pipeline, this.path);
        if (stage.kind() == StageKind.PRODUCER) {
            throw new IllegalStateException(
                    "Stage '" + this.path + "' is a producer and takes no items: call produce()");
        }
        ProducerFunction<Object> feed = (output) -> items.forEach(output::emit);
        Settings settings = Settings.none().with(Setting.TO, List.of(stage.name()), FEED, FEED);
        return run(stage, List.of(new Stage(FEED, new StageBody.Producer(feed), null, null, settings)));
    }

    /**
     * Lets a producer produce.
     * @return what it has emitted
     * @throws IllegalStateException if the stage is no producer
     */
    public StageOutcome produce() {
        Stage stage = Stages.known(this.pipeline, this.path);
        if (stage.kind() != StageKind.PRODUCER) {
            throw new IllegalStateException(
                    "Stage '" + this.path + "' is a " + stage.kind() + " and needs items: call feed(...)");
        }
        return run(stage, List.of());
    }

    private StageOutcome run(Stage stage, List<Stage> before) {
        List<Stage> stages = new ArrayList<>(before);
        Map<String, List<Object>> outputs = new LinkedHashMap<>();
        List<Object> all = Collections.synchronizedList(new ArrayList<>());
        List<String> targets = stage.kind().emitsItems() ? targets() : List.of();
        stages.add(new Stage(stage.name(), stage.body(), stage.input(), stage.output(), settings(stage, targets),
                stage.method()));
        for (String target : targets) {
            List<Object> kept = Collections.synchronizedList(new ArrayList<>());
            outputs.put(target, kept);
            ConsumerFunction<Object> keep = (item) -> {
                kept.add(item);
                all.add(item);
            };
            stages.add(new Stage(target, new StageBody.Consumer(keep), null, null,
                    Settings.none()
                        .with(Setting.CONCURRENCY, Concurrency.THREAD, FEED, FEED)
                        .with(Setting.POOL_SIZE, 1, FEED, FEED)));
        }
        Pipeline tested = Pipeline.of(this.pipeline.name(), true, stages, settings(), hooks(stage));
        RunResult result = this.runner.run(tested);
        return new StageOutcome(result, stage.name(), all, outputs);
    }

    /** What the pipelines around the stage say, the innermost last. */
    private Settings settings() {
        Settings said = this.pipeline.settings();
        for (int end = this.path.indexOf('/'); end >= 0; end = this.path.indexOf('/', end + 1)) {
            if (Stages.known(this.pipeline, this.path.substring(0, end)).body() instanceof StageBody.Nested around) {
                said = said.overlaidBy(around.pipeline().settings());
            }
        }
        return said.with(Setting.ON_ERROR, OnError.DEAD_LETTER, FEED, FEED)
            .with(Setting.KEPT_FAILURES, Integer.MAX_VALUE, FEED, FEED);
    }

    private static Settings settings(Stage stage, List<String> targets) {
        Settings said = stage.settings().without(Set.of(Setting.TO, Setting.FROM));
        if (stage.kind() != StageKind.PIPELINE) {
            said = said.with(Setting.ON_ERROR, OnError.DEAD_LETTER, FEED, FEED);
        }
        return targets.isEmpty() ? said : said.with(Setting.TO, targets, FEED, FEED);
    }

    /** The targets by the names that the stage says. */
    private List<String> targets() {
        String level = this.path.substring(0, this.path.lastIndexOf('/') + 1);
        List<String> names = new ArrayList<>();
        for (String target : Stages.targets(this.pipeline, this.path)) {
            String name = target.startsWith(level) ? target.substring(level.length()) : target;
            if (name.contains("/")) {
                throw new IllegalStateException("Stage '" + this.path + "' feeds '" + target
                        + "', which stands in another pipeline, and cannot be tested by itself: run the task and "
                        + "capture the stage");
            }
            names.add(name);
        }
        return names.isEmpty() ? List.of(EXIT) : names;
    }

    /** The hooks of the stage, those of its workers and, if asked for, of the run. */
    private List<Hook> hooks(Stage stage) {
        return this.pipeline.hooks().stream().filter((hook) -> switch (hook.kind()) {
            case BEFORE_RUN, AFTER_RUN -> this.runHooks;
            case BEFORE_STAGE, AFTER_STAGE -> this.path.equals(hook.stage());
            case BEFORE_FORK, AFTER_FORK -> true;
        }).map((hook) -> (hook.stage() != null) ? new Hook(hook.kind(), stage.name(), hook.body()) : hook).toList();
    }

}

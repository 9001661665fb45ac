package org.minigun.isolate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.code.PipelineForms;
import org.minigun.code.StageCodes;
import org.minigun.execution.HostedGroup;
import org.minigun.execution.HostedStage;
import org.minigun.execution.ItemCopier;
import org.minigun.execution.StageHost;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.GroupPlan;

/**
 * Runs stages in isolates: each context has a class loader of its own over the
 * application's classes, its own instance and its own statics. Items are copied, unless
 * they are of the platform and never change. Thread-safe.
 */
public final class IsolateHost implements StageHost {

    private final ClassLoader loader;

    /**
     * Makes a host for the classes of the context class loader.
     */
    public IsolateHost() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        this.loader = (context != null) ? context : IsolateHost.class.getClassLoader();
    }

    @Override
    public Set<Concurrency> concurrencies() {
        return Set.of(Concurrency.ISOLATE);
    }

    @Override
    public void check(Pipeline pipeline, ExecutionPlan plan) {
        StageCodes codes = codes(pipeline.name());
        Map<String, Stage> stages = pipeline.stagesByPath();
        for (GroupPlan group : plan.groups()) {
            if (group.concurrency() == Concurrency.ISOLATE) {
                if (group.pipeline() != null || group.stages().size() > 1) {
                    checkTogether(codes, group, stages);
                    continue;
                }
                String path = group.stages().get(0);
                codes.code(path, Objects.requireNonNull(stages.get(path)));
            }
        }
    }

    private static void checkTogether(StageCodes codes, GroupPlan group, Map<String, Stage> stages) {
        PipelineForms forms = new PipelineForms(codes, Map.of());
        List<String> sent = (group.pipeline() != null) ? List.of(group.pipeline()) : group.stages();
        for (String path : sent) {
            Stage stage = Objects.requireNonNull(stages.get(path));
            checkInside(codes, path, stage);
            forms.stage(path, stage, stage.name(), Set.of());
        }
    }

    /** In an isolate there are threads, but no further isolates and no workers. */
    private static void checkInside(StageCodes codes, String path, Stage stage) {
        if (stage.body() instanceof StageBody.Nested nested) {
            for (Stage inner : nested.pipeline().stages()) {
                Concurrency placed = inner.settings().get(Setting.CONCURRENCY);
                if (placed == Concurrency.ISOLATE || placed == Concurrency.PROCESS
                        || placed == Concurrency.PROCESS_PER_BATCH) {
                    throw codes.refusal(
                            "Stage '" + path + "/" + inner.name() + "' is placed on " + placed
                                    + ", but the pipeline that it stands in runs in an isolate as a whole.",
                            "Place it on THREAD, or the pipeline on PROCESS, where its stages may have workers; or"
                                    + " place no pipeline, but its stages one by one.");
                }
                checkInside(codes, path + "/" + inner.name(), inner);
            }
        }
    }

    static StageCodes codes(String pipeline) {
        return new StageCodes(pipeline, "an isolate");
    }

    @Override
    public ItemCopier copier(Stage stage, Settings settings) {
        return new IsolateCopier(stage.name(), settings, this.loader);
    }

    @Override
    public HostedGroup open(HostedStage stage) {
        return new IsolateGroup(stage, this.loader);
    }

    /**
     * Does nothing: isolates end with their runs.
     */
    @Override
    public void close() {
    }

}

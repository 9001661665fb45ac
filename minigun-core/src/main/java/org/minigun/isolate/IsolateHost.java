package org.minigun.isolate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.code.StageCodes;
import org.minigun.execution.HostedGroup;
import org.minigun.execution.HostedStage;
import org.minigun.execution.ItemCopier;
import org.minigun.execution.StageHost;
import org.minigun.graph.InvalidPipelineException;
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
                checkAlone(codes, group);
                String path = group.stages().get(0);
                codes.code(path, Objects.requireNonNull(stages.get(path)));
            }
        }
    }

    private static void checkAlone(StageCodes codes, GroupPlan group) throws InvalidPipelineException {
        String nested = group.pipeline();
        if (nested != null) {
            throw codes.refusal("Pipeline '" + nested + "' is to run in an isolate as a whole.",
                    "Place its stages on ISOLATE one by one, or the pipeline on PROCESS.");
        }
        List<String> stages = group.stages();
        if (stages.size() > 1) {
            throw codes.refusal(
                    "Stage '" + stages.get(1) + "' is to share the isolate of '" + stages.get(0)
                            + "', but an isolate runs one stage.",
                    "Place it on ISOLATE itself in place of COLOCATED, or both on PROCESS.");
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

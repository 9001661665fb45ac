package org.minigun.execution;

import java.util.ArrayList;
import java.util.List;

import org.minigun.Hook;
import org.minigun.Pipeline;
import org.minigun.Stage;
import org.minigun.StageBody;

/**
 * The hooks of a pipeline and of those nested in it, with the stages they belong to by
 * their paths, in order of declaration.
 */
final class RunHooks {

    private final List<Hook> hooks = new ArrayList<>();

    RunHooks(Pipeline pipeline) {
        collect("", pipeline);
    }

    private void collect(String prefix, Pipeline pipeline) {
        for (Hook hook : pipeline.hooks()) {
            String stage = hook.stage();
            this.hooks.add(new Hook(hook.kind(), (stage != null) ? prefix + stage : null, hook.body()));
        }
        for (Stage stage : pipeline.stages()) {
            if (stage.body() instanceof StageBody.Nested nested) {
                collect(prefix + stage.name() + "/", nested.pipeline());
            }
        }
    }

    List<Hook> of(Hook.Kind kind) {
        return this.hooks.stream().filter((hook) -> hook.kind() == kind).toList();
    }

    List<Hook> ofStage(Hook.Kind kind, String path) {
        return this.hooks.stream().filter((hook) -> hook.kind() == kind && path.equals(hook.stage())).toList();
    }

}

package org.minigun;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.capture.Captures;

/**
 * Looks, when a pipeline is built, whether the functions of the stages that it places
 * outside of the application can go there. A placement by a setting of the application is
 * looked at when the engine checks or starts the pipeline.
 */
final class LeavingStages {

    private LeavingStages() {
    }

    static void check(String pipeline, List<Stage> stages) {
        check(pipeline, "", stages, null);
    }

    private static void check(String pipeline, String path, List<Stage> stages, @Nullable Concurrency outer) {
        for (Stage stage : stages) {
            Concurrency said = (outer != null) ? outer : stage.settings().get(Setting.CONCURRENCY);
            if (said == null || !said.leavesJvm() && said != Concurrency.ISOLATE) {
                continue;
            }
            String name = path + stage.name();
            if (stage.body() instanceof StageBody.Nested nested) {
                check(pipeline, name + "/", nested.pipeline().stages(), said);
            }
            else {
                Object function = stage.body().function();
                if (function != null) {
                    Captures.check(pipeline, "Stage '" + name + "'",
                            (said == Concurrency.ISOLATE) ? "an isolate" : "a worker process", function);
                }
            }
        }
    }

}

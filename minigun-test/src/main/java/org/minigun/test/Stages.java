package org.minigun.test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.Stage;
import org.minigun.StageBody;

/**
 * Finds and changes stages of pipelines.
 */
final class Stages {

    private Stages() {
    }

    static Stage known(Pipeline pipeline, String path) {
        Stage stage = pipeline.stagesByPath().get(path);
        if (stage == null) {
            throw new IllegalArgumentException("Invalid stage (" + path + ") of task '" + pipeline.name()
                    + "': must be one of " + pipeline.stagesByPath().keySet());
        }
        return stage;
    }

    /** The paths of what a stage feeds, in their order; the exit is not among them. */
    static List<String> targets(Pipeline pipeline, String path) {
        return pipeline.graph()
            .edges()
            .stream()
            .filter((edge) -> edge.from().path().equals(path))
            .map((edge) -> edge.to().path())
            .toList();
    }

    /** A copy of a pipeline in which one stage, on whatever level, is another one. */
    static Pipeline changed(Pipeline pipeline, String path, UnaryOperator<Stage> change) {
        known(pipeline, path);
        return changed(pipeline, "", path, change);
    }

    private static Pipeline changed(Pipeline pipeline, String prefix, String path, UnaryOperator<Stage> change) {
        List<Stage> stages = new ArrayList<>();
        for (Stage stage : pipeline.stages()) {
            String own = prefix + stage.name();
            if (own.equals(path)) {
                stages.add(change.apply(stage));
            }
            else if (stage.body() instanceof StageBody.Nested nested && path.startsWith(own + "/")) {
                Pipeline inner = changed(nested.pipeline(), own + "/", path, change);
                stages.add(with(stage, new StageBody.Nested(inner)));
            }
            else {
                stages.add(stage);
            }
        }
        return Pipeline.of(pipeline.name(), pipeline.isRoot(), stages, pipeline.settings(), pipeline.hooks());
    }

    /** A stage with other code, which still says which method it was made of. */
    static Stage with(Stage stage, StageBody body) {
        return new Stage(stage.name(), body, stage.input(), stage.output(), stage.settings(), stage.method());
    }

    static boolean flattens(Stage stage) {
        return stage.settings().get(Setting.FLATTEN, false);
    }

}

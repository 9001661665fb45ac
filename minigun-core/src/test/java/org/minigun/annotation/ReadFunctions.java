package org.minigun.annotation;

import java.util.ArrayList;
import java.util.List;

import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Stage;
import org.minigun.StageBody;

/**
 * Calls what a reader has made of a task, without an engine.
 */
final class ReadFunctions {

    private ReadFunctions() {
    }

    static Pipeline read(Object task) {
        return new TaskReader().read("task", task);
    }

    static List<String> names(Pipeline pipeline) {
        return pipeline.stages().stream().map(Stage::name).toList();
    }

    static Stage stage(Pipeline pipeline, String path) {
        Stage stage = pipeline.stagesByPath().get(path);
        if (stage == null) {
            throw new IllegalArgumentException("No stage " + path + " in " + pipeline.stagesByPath().keySet());
        }
        return stage;
    }

    static List<Object> produced(Pipeline pipeline, String stage) throws Exception {
        List<Object> items = new ArrayList<>();
        ((StageBody.Producer) stage(pipeline, stage).body()).function().produce(new ListOutput(items));
        return items;
    }

    static Object processed(Pipeline pipeline, String stage, Object item) throws Exception {
        return ((StageBody.Processor) stage(pipeline, stage).body()).function().process(item);
    }

    static List<Object> emitted(Pipeline pipeline, String stage, Object item) throws Exception {
        List<Object> items = new ArrayList<>();
        ((StageBody.Emitter) stage(pipeline, stage).body()).function().process(item, new ListOutput(items));
        return items;
    }

    static void consume(Pipeline pipeline, String stage, Object item) throws Exception {
        ((StageBody.Consumer) stage(pipeline, stage).body()).function().consume(item);
    }

    private record ListOutput(List<Object> items) implements Output<Object> {

        @Override
        public void emit(Object item) {
            this.items.add(item);
        }

        @Override
        public Output<Object> to(String target) {
            return this;
        }

        @Override
        public boolean isStopping() {
            return false;
        }

    }

}

package org.minigun.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.minigun.Concurrency;
import org.minigun.Derivation;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.graph.Routing;

/**
 * What stages of one run have emitted. A stage that sends each item to every target gets
 * one more target, which notes; of others it is noted at the call, where the call is in
 * this JVM.
 */
final class Captures {

    private final boolean placed;

    private final Map<String, List<Object>> outputs = new ConcurrentHashMap<>();

    Captures(boolean placed) {
        this.placed = placed;
    }

    Pipeline in(Pipeline pipeline, List<String> stages) {
        Pipeline result = pipeline;
        for (String name : stages) {
            List<Object> noted = Collections.synchronizedList(new ArrayList<>());
            this.outputs.put(name, noted);
            Stage stage = Stages.known(result, name);
            boolean broadcast = stage.settings().get(Setting.ROUTING, Routing.BROADCAST) == Routing.BROADCAST;
            if (!stage.kind().emitsItems()) {
                throw refusal(name, "it is a " + stage.kind() + " and emits nothing");
            }
            if (name.contains("/")) {
                throw refusal(name,
                        "capture the nested pipeline as a whole, or test the stage by itself: stage(\"" + name + "\")");
            }
            result = broadcast ? fed(result, name, noted) : noting(result, name, stage, noted);
        }
        return result;
    }

    private static Pipeline fed(Pipeline pipeline, String stage, List<Object> noted) {
        String own = "captured " + stage;
        List<String> targets = new ArrayList<>(Stages.targets(pipeline, stage));
        targets.add(own);
        Derivation derivation = pipeline.derive();
        derivation.add(Object.class,
                (stages) -> stages.consumer(own, noted::add, (options) -> options.concurrency(Concurrency.THREAD, 1)));
        return derivation.route(stage, targets.toArray(String[]::new)).build();
    }

    private Pipeline noting(Pipeline pipeline, String name, Stage stage, List<Object> noted) {
        Concurrency concurrency = stage.settings().get(Setting.CONCURRENCY);
        if (this.placed && concurrency != null && (concurrency.leavesJvm() || concurrency == Concurrency.ISOLATE)) {
            throw refusal(name, "it runs elsewhere and chooses a target for each item; run the task on the calling "
                    + "thread, without placed()");
        }
        StageBody body = Noting.body(stage, noted);
        return Stages.changed(pipeline, name, (old) -> Stages.with(old, body));
    }

    private static IllegalArgumentException refusal(String stage, String reason) {
        return new IllegalArgumentException("Stage '" + stage + "' cannot be captured: " + reason);
    }

    List<Object> of(String stage) {
        List<Object> noted = this.outputs.get(stage);
        if (noted == null) {
            throw new IllegalArgumentException("Stage '" + stage + "' was not captured; captured were "
                    + this.outputs.keySet() + ": say capturing(\"" + stage + "\") before run()");
        }
        synchronized (noted) {
            return List.copyOf(noted);
        }
    }

}

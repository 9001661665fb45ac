package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.ProcessorFunction;
import org.minigun.RunResult;
import org.minigun.StageOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A shape of stages and nested pipelines whose edges are all named, written in one of
 * several ways that mean the same. Not thread-safe.
 */
final class NestedShape {

    private final Writing writing;

    private final List<Declared> stages = new ArrayList<>();

    private final Map<String, List<String>> targets = new LinkedHashMap<>();

    private final Map<String, List<String>> sources = new LinkedHashMap<>();

    private final Map<String, List<Integer>> collected = new LinkedHashMap<>();

    NestedShape(Writing writing) {
        this.writing = writing;
    }

    NestedShape edge(String from, String... to) {
        for (String target : to) {
            this.targets.computeIfAbsent(from, (name) -> new ArrayList<>()).add(target);
            this.sources.computeIfAbsent(target, (name) -> new ArrayList<>()).add(from);
        }
        return this;
    }

    NestedShape producer(String name, Integer... items) {
        return add((builder) -> builder.producer(name, List.of(items), (o) -> edges(name, o)));
    }

    NestedShape processor(String name, ProcessorFunction<Integer, Integer> body) {
        return add((builder) -> builder.processor(name, body, (o) -> edges(name, o)));
    }

    NestedShape consumer(String name) {
        List<Integer> items = collect(name);
        return add((builder) -> builder.consumer(name, items::add, (o) -> edges(name, o)));
    }

    /** A nested pipeline that emits what a processor in it makes of own items. */
    NestedShape producing(String name, ProcessorFunction<Integer, Integer> body, Integer... items) {
        Pipeline pipeline = Pipeline.nested(name).producer("generate", List.of(items)).processor("p", body).build();
        return nested(pipeline);
    }

    /** A nested pipeline that collects what a processor in it makes of what arrives. */
    NestedShape collecting(String name, ProcessorFunction<Integer, Integer> body) {
        List<Integer> items = collect(name);
        return nested(Pipeline.nested(name, Integer.class).processor("p", body).consumer("c", items::add).build());
    }

    /** Runs the shape, and asserts that all its edges and no other ones are there. */
    NestedShape run() {
        List<Declared> order = new ArrayList<>(this.stages);
        if (this.writing == Writing.FROM_BACKWARDS) {
            Collections.reverse(order);
        }
        PipelineBuilder<Integer> builder = Pipeline.named("shape").taking(Integer.class);
        for (Declared stage : order) {
            builder = stage.declare(builder).taking(Integer.class);
        }
        Pipeline pipeline = builder.build();
        List<String> said = new ArrayList<>();
        this.targets.forEach((from, to) -> to.forEach((target) -> said.add(from + " -> " + target)));
        assertThat(pipeline.graph().edges().stream().filter((edge) -> edge.from().parent() == null))
            .extracting(Object::toString)
            .containsExactlyInAnyOrderElementsOf(said);
        RunResult result = Topology.completed(pipeline);
        assertThat(result.statistics().consumed())
            .isEqualTo(this.collected.values().stream().mapToInt(List::size).sum());
        return this;
    }

    NestedShape assertCollected(String name, Integer... items) {
        assertThat(this.collected.get(name)).as(name).containsExactlyInAnyOrder(items);
        return this;
    }

    private NestedShape nested(Pipeline pipeline) {
        return add((builder) -> builder.pipeline(pipeline, Integer.class, (o) -> edges(pipeline.name(), o)));
    }

    private NestedShape add(Declared stage) {
        this.stages.add(stage);
        return this;
    }

    private List<Integer> collect(String name) {
        List<Integer> items = Scenario.collected();
        this.collected.put(name, items);
        return items;
    }

    private void edges(String name, StageOptions<Integer, Integer> options) {
        if (this.writing == Writing.TO && this.targets.containsKey(name)) {
            options.to(this.targets.get(name).toArray(String[]::new));
        }
        if (this.writing != Writing.TO && this.sources.containsKey(name)) {
            options.from(this.sources.get(name).toArray(String[]::new));
        }
    }

    /** How the edges of a shape are written. */
    enum Writing {

        /** At their sources. */
        TO,

        /** At their targets. */
        FROM,

        /** At their targets, and every stage declared before what feeds it. */
        FROM_BACKWARDS

    }

    private interface Declared {

        PipelineBuilder<Integer> declare(PipelineBuilder<Integer> builder);

    }

}

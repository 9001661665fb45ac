package org.minigun.annotation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.minigun.Pipeline;
import org.minigun.Settings;
import org.minigun.annotation.StageOverride.NamedMethod;
import org.minigun.graph.InvalidPipelineException;

/**
 * Reads the pipeline that the annotated methods of an object declare. Stages follow each
 * other in the order of the source, those of superclasses first; a method that overrides
 * another stands in its place.
 * <p>
 * Stateless and thread-safe.
 */
public final class TaskReader {

    private final Function<Object, Class<?>> types;

    /**
     * Makes a reader of objects that are no proxies.
     */
    public TaskReader() {
        this(Object::getClass);
    }

    /**
     * Makes a reader.
     * @param types the class that the user has written, of an object that may be a proxy
     * of it. Calls go through the proxy, so that its advice applies
     */
    public TaskReader(Function<Object, Class<?>> types) {
        this.types = types;
    }

    /**
     * Reads a task.
     * @param name its name
     * @param task the object whose class has annotated methods
     * @return the pipeline
     * @throws InvalidPipelineException if a method or the graph is refused; the message
     * says why, and what to do
     */
    public Pipeline read(String name, Object task) {
        return read(name, task, Settings.none(), Settings.none(), Map.of());
    }

    /**
     * Reads a task of which a configuration says things too.
     * @param name its name
     * @param task the object whose class has annotated methods
     * @param defaults what is said of the task in code; {@link TaskOptions} win over it
     * @param overrides what the configuration says of the task as a whole
     * @param stages what the configuration says of stages, by their paths
     * @return the pipeline
     * @throws InvalidPipelineException if a method, a path or the graph is refused; the
     * message says why, and what to do
     */
    public Pipeline read(String name, Object task, Settings defaults, Settings overrides,
            Map<String, StageOverride> stages) {
        Refusals refusals = new Refusals(name);
        Pipeline pipeline = new Reading(name, task, this.types, refusals, stages).read(true, defaults, overrides);
        checkPaths(pipeline, stages, refusals);
        return pipeline;
    }

    private static void checkPaths(Pipeline pipeline, Map<String, StageOverride> stages, Refusals refusals) {
        Set<String> known = pipeline.stagesByPath().keySet();
        for (Map.Entry<String, StageOverride> said : new TreeMap<>(stages).entrySet()) {
            if (!known.contains(said.getKey())) {
                StageOverride override = said.getValue();
                String origins = Stream
                    .concat(override.settings()
                        .said()
                        .stream()
                        .flatMap((each) -> override.settings().origin(each).stream()),
                            override.methods().stream().map(NamedMethod::origin))
                    .sorted()
                    .collect(Collectors.joining(", "));
                throw refusals.refusal(
                        "Task '%s' has no stage '%s', of which a setting is given%s.".formatted(pipeline.name(),
                                said.getKey(), origins.isEmpty() ? "" : " (" + origins + ")"),
                        "Write one of its stages: '" + String.join("', '", known) + "'.");
            }
        }
    }

}

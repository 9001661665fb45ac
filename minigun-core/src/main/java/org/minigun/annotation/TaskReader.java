package org.minigun.annotation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
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
        return read(name, task, Settings.none(), Settings.none(), (path) -> StageOverride.none());
    }

    /**
     * Reads a task of which a configuration says things too.
     * @param name its name
     * @param task the object whose class has annotated methods
     * @param defaults what is said of the task in code; {@link TaskOptions} win over it
     * @param overrides what the configuration says of the task as a whole
     * @param stages what the configuration says of a stage, by its path
     * @return the pipeline
     * @throws InvalidPipelineException if a method or the graph is refused; the message
     * says why, and what to do
     */
    public Pipeline read(String name, Object task, Settings defaults, Settings overrides,
            Function<String, StageOverride> stages) {
        return read(name, task, defaults, overrides, stages, null);
    }

    /**
     * Reads a task for a run that was given parameters, which its producers get.
     * @param name its name
     * @param task the object whose class has annotated methods
     * @param defaults what is said of the task in code; {@link TaskOptions} win over it
     * @param overrides what the configuration says of the task as a whole
     * @param stages what the configuration says of a stage, by its path
     * @param parameters what is passed to the producers that take more than an Output;
     * {@code null} if the pipeline is only looked at: run, such a producer fails
     * @return the pipeline
     * @throws InvalidPipelineException if a method or the graph is refused; the message
     * says why, and what to do
     */
    public Pipeline read(String name, Object task, Settings defaults, Settings overrides,
            Function<String, StageOverride> stages, @Nullable Object parameters) {
        return read(name, task, defaults, overrides, stages, parameters, (pipeline) -> false);
    }

    /**
     * Reads a task of which a configuration says more when its stages are known.
     * @param name its name
     * @param task the object whose class has annotated methods
     * @param defaults what is said of the task in code; {@link TaskOptions} win over it
     * @param overrides what the configuration says of the task as a whole
     * @param stages what the configuration says of a stage, by its path
     * @param parameters what is passed to the producers that take more than an Output;
     * {@code null} if the pipeline is only looked at: run, such a producer fails
     * @param again whether the configuration says more of the stages than before, now
     * that they are known: then the task is read once more, with the nested pipelines
     * that its methods have returned
     * @return the pipeline
     * @throws InvalidPipelineException if a method or the graph is refused; the message
     * says why, and what to do
     */
    public Pipeline read(String name, Object task, Settings defaults, Settings overrides,
            Function<String, StageOverride> stages, @Nullable Object parameters, Predicate<Pipeline> again) {
        Surroundings surroundings = Surroundings.ofTask(name, task);
        Supplier<Pipeline> reading = () -> new Reading(name, task, this.types, new Refusals(name), stages, surroundings,
                TaskParameters.ofTask(parameters))
            .read(true, defaults, overrides);
        Pipeline pipeline = reading.get();
        return again.test(pipeline) ? reading.get() : pipeline;
    }

    /**
     * Finds what the producers of a task take as its parameters.
     * @param name the name of the task, for messages
     * @param type the class that the user has written
     * @return the type, or empty if they take none
     * @throws InvalidPipelineException if two producers take different ones
     */
    public static Optional<Class<?>> parametersType(String name, Class<?> type) {
        return TaskParameters.type(type, new Refusals(name));
    }

    /**
     * Changes a pipeline that was made by the builder as a configuration says.
     * @param pipeline the pipeline
     * @param overrides what the configuration says of the pipeline as a whole
     * @param stages what the configuration says of a stage, by its path
     * @return the changed copy
     * @throws InvalidPipelineException if a key is said by the name of a method, which
     * only an annotated task has, or the changed graph is refused
     */
    public static Pipeline override(Pipeline pipeline, Settings overrides, Function<String, StageOverride> stages) {
        Map<String, Settings> settings = new LinkedHashMap<>();
        for (String path : pipeline.stagesByPath().keySet()) {
            StageOverride override = stages.apply(path);
            for (NamedMethod named : override.methods()) {
                throw new InvalidPipelineException(pipeline.name(),
                        "Stage '%s' of pipeline '%s' is made by the builder and cannot take %s by the name of a method (%s)."
                            .formatted(path, pipeline.name(), named.setting(), named.origin()),
                        "Say the key with the builder.");
            }
            settings.put(path, override.settings());
        }
        return pipeline.withOverrides(overrides, settings);
    }

}

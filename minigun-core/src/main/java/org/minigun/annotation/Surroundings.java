package org.minigun.annotation;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.InvalidPipelineException;

/**
 * The object that is read, and those that it stands in as a nested pipeline.
 *
 * @param around what it stands in, or {@code null} for the task
 * @param name the name of the task, or of the stage as which the object stands in it
 * @param object the object
 * @param depth how many stand around it
 * @param made what the methods for nested pipelines have returned, by their paths: each
 * is called once, however often the task is read
 */
record Surroundings(@Nullable Surroundings around, String name, Object object, int depth, Map<String, Object> made) {

    /**
     * How deep pipelines may be nested: a method that makes another object of its own
     * class each time would never come to an end.
     */
    static final int DEEPEST = 32;

    static Surroundings ofTask(String name, Object task) {
        return new Surroundings(null, name, task, 0, new HashMap<>());
    }

    /**
     * Goes into a nested pipeline.
     * @throws InvalidPipelineException if it stands in itself, or too deep
     */
    Surroundings into(String stage, Method method, Object made, Refusals refusals) {
        Surroundings inner = new Surroundings(this, stage, made, this.depth + 1, this.made);
        for (Surroundings each = this; each != null; each = each.around) {
            if (each.object == made) {
                throw refusals.refusal("Nested pipeline '%s' (%s) contains itself: it is the object of '%s'."
                    .formatted(inner.path(), Refusals.words(method), each.path()), "Return another object.");
            }
        }
        if (inner.depth > DEEPEST) {
            throw refusals.refusal(
                    "Nested pipeline '%s' (%s) stands in more than %d others; it seems to contain itself."
                        .formatted(inner.path(), Refusals.words(method), DEEPEST),
                    "Let the method return a pipeline that does not contain one of its own kind again.");
        }
        return inner;
    }

    /**
     * Returns what the method for a nested pipeline returns.
     */
    Object made(String stage, Supplier<Object> method) {
        return this.made.computeIfAbsent(path() + "/" + stage, (path) -> method.get());
    }

    private String path() {
        Surroundings outer = this.around;
        return (outer != null) ? outer.path() + "/" + this.name : this.name;
    }

}

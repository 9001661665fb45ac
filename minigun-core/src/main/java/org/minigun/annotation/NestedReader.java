package org.minigun.annotation;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.minigun.Pipeline;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.annotation.StageOverride.NamedMethod;
import org.minigun.graph.InvalidPipelineException;

/**
 * Makes a stage of a method that returns a pipeline.
 */
final class NestedReader {

    private final Functions functions;

    private final Function<Object, Class<?>> types;

    private final Refusals refusals;

    private final Function<String, StageOverride> overrides;

    private final Surroundings surroundings;

    NestedReader(Functions functions, Function<Object, Class<?>> types, Refusals refusals,
            Function<String, StageOverride> overrides, Surroundings surroundings) {
        this.functions = functions;
        this.types = types;
        this.refusals = refusals;
        this.overrides = overrides;
        this.surroundings = surroundings;
    }

    Stage read(String stage, Method method, StageOverride said) {
        if (method.getParameterCount() > 0 || method.getReturnType().isPrimitive()) {
            throw this.refusals.refusal(
                    "Nested pipeline '%s' (%s) has parameters or returns nothing that could have stages."
                        .formatted(stage, Refusals.words(method)),
                    "Declare it without parameters, returning a Pipeline or an object that has stage methods.");
        }
        if (!said.methods().isEmpty()) {
            NamedMethod named = said.methods().get(0);
            throw this.refusals.refusal(
                    "Nested pipeline '%s' says %s '%s', but the type of its items is not known.".formatted(stage,
                            named.setting(), named.method()),
                    "Say the key at a stage in it, or build the pipeline around it with the builder.");
        }
        Function<String, StageOverride> inner = (path) -> this.overrides.apply(stage + "/" + path);
        Object made = this.surroundings.made(stage, () -> made(stage, method));
        Pipeline pipeline = (made instanceof Pipeline built) ? TaskReader.override(built, Settings.none(), inner)
                : new Reading(stage, made, this.types, this.refusals, inner,
                        this.surroundings.into(stage, method, made, this.refusals), TaskParameters.none())
                    .read(false, Settings.none(), Settings.none());
        return new Stage(stage, new StageBody.Nested(pipeline), null, null, said.settings());
    }

    private Object made(String stage, Method method) {
        Object made;
        try {
            made = this.functions.ofTask(Callable.class, method).call();
        }
        catch (InvalidPipelineException ex) {
            throw ex;
        }
        catch (Exception ex) {
            InvalidPipelineException refusal = this.refusals.refusal(
                    "Nested pipeline '%s' (%s) cannot be made: %s.".formatted(stage, Refusals.words(method), ex),
                    "Mend the method, which is called when the task is read.");
            refusal.initCause(ex);
            throw refusal;
        }
        if (made == null) {
            throw this.refusals.refusal("Nested pipeline '%s' (%s) is null.".formatted(stage, Refusals.words(method)),
                    "Return a Pipeline or an object that has stage methods.");
        }
        return made;
    }

}

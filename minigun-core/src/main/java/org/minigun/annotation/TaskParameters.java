package org.minigun.annotation;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.ProducerFunction;

/**
 * What producers of a task get besides an output: one object with the parameters of the
 * run.
 */
final class TaskParameters {

    private static final TaskParameters NONE = new TaskParameters(false, null);

    private final boolean taken;

    private final @Nullable Object value;

    private TaskParameters(boolean taken, @Nullable Object value) {
        this.taken = taken;
        this.value = value;
    }

    /** Those of a task; {@code null} if there is no run. */
    static TaskParameters ofTask(@Nullable Object value) {
        return new TaskParameters(true, value);
    }

    /** A nested pipeline gets none. */
    static TaskParameters none() {
        return NONE;
    }

    /** Whether producers may take any. */
    boolean areTaken() {
        return this.taken;
    }

    /** The type that a producer takes in front of its output, or {@code null}. */
    static @Nullable Class<?> taken(Method producer) {
        Class<?>[] types = producer.getParameterTypes();
        boolean emits = producer.getReturnType() == void.class;
        boolean fits = emits ? types.length == 2 && types[1] == Output.class : types.length == 1;
        return (fits && types[0] != Output.class && !types[0].isPrimitive() && !types[0].isArray()
                && !Collection.class.isAssignableFrom(types[0])) ? types[0] : null;
    }

    static Optional<Class<?>> type(Class<?> task, Refusals refusals) {
        Class<?> found = null;
        for (DeclaredMethods.Found method : DeclaredMethods.of(task, refusals)) {
            Class<?> here = method.stages().stream().anyMatch(Producer.class::isInstance) ? taken(method.method())
                    : null;
            if (here != null && found != null && here != found) {
                throw refusals.refusal(
                        "Its producers take different parameters: %s and %s.".formatted(found.getTypeName(),
                                here.getTypeName()),
                        "Let them take the same type: a run has one object with its parameters.");
            }
            found = (here != null) ? here : found;
        }
        return Optional.ofNullable(found);
    }

    ProducerFunction<Object> emitting(String stage, MethodHandle method) {
        return (output) -> call(() -> method.invoke(value(stage), output));
    }

    Callable<Object> returning(String stage, MethodHandle method) {
        return () -> call(() -> method.invoke(value(stage)));
    }

    private Object value(String stage) {
        if (this.value == null) {
            throw new IllegalStateException("Producer '" + stage
                    + "' takes parameters and the run was given none: read the task with its parameters");
        }
        return this.value;
    }

    private static @Nullable Object call(Call method) throws Exception {
        try {
            return method.call();
        }
        catch (Exception | Error ex) {
            throw ex;
        }
        catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** A call of the user's method. */
    private interface Call {

        @Nullable Object call() throws Throwable;

    }

}

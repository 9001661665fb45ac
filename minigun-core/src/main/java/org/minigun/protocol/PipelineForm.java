package org.minigun.protocol;

import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.graph.StageKind;

/**
 * Stages that a worker runs together, as they are sent to it: by Java serialization, for
 * both sides are the same application's. Methods of one object share one instance.
 *
 * @param task the name of the task
 * @param heads the names of the stages at which items enter; empty if none do
 * @param stages the stages, in the order of declaration
 * @param settings what holds for the worker as a whole
 * @param paths the inner paths of the stages that are accounted for, in the order in
 * which {@link ResultKind} numbers them
 * @param exits the stand-ins of what is fed outside, in the order in which results number
 * them, from 1
 * @param pools the named pools
 * @param afterFork hooks to run before the first item
 * @param window the greatest number of items that are given at once
 */
public record PipelineForm(String task, List<String> heads, List<StageForm> stages, List<SettingForm> settings,
        List<String> paths, List<String> exits, List<PoolForm> pools, List<CodeForm> afterFork,
        int window) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The name of the producer that stands for what is fed from outside. */
    public static final String ENTRANCE = "(in)";

    /** The name of the stage that stands for the exit of the pipeline. */
    public static final String EXIT = "(exit)";

    /**
     * A stage.
     *
     * @param name its name
     * @param kind its kind
     * @param emitter whether a processor is one that takes an output
     * @param code its code, or {@code null} of a nested pipeline
     * @param nested the stages of a nested pipeline
     * @param inside what is said of a nested pipeline as a whole
     * @param settings what is said of it
     * @param input the type of its items, if known
     * @param output the type of what it emits, if known
     */
    public record StageForm(String name, StageKind kind, boolean emitter, @Nullable CodeForm code,
            List<StageForm> nested, List<SettingForm> inside, List<SettingForm> settings, @Nullable TypeForm input,
            @Nullable TypeForm output) implements Serializable {

        private static final long serialVersionUID = 1L;

    }

    /**
     * Code: a method or a function, one of which is there.
     *
     * @param function the function
     * @param method the name of the method
     * @param type the class that has the method
     * @param parameters the types of its parameters
     * @param instance what has the method, or {@code null} if it is static
     */
    public record CodeForm(@Nullable Object function, @Nullable String method, @Nullable Class<?> type,
            List<Class<?>> parameters, @Nullable InstanceForm instance) implements Serializable {

        private static final long serialVersionUID = 1L;

    }

    /**
     * An object that has methods.
     *
     * @param type its class
     * @param copy its state, or {@code null} if it is made anew
     */
    public record InstanceForm(Class<?> type, @Nullable Object copy) implements Serializable {

        private static final long serialVersionUID = 1L;

    }

    /**
     * What was said of a setting.
     *
     * @param name the name of the setting
     * @param value its value; a {@link CodeForm} in place of a function that is a method
     * @param origin where it was said
     */
    public record SettingForm(String name, Object value, String origin) implements Serializable {

        private static final long serialVersionUID = 1L;

    }

    /**
     * A named pool.
     *
     * @param name its name
     * @param concurrency its kind of context
     * @param size the number of contexts
     * @param settings what is said of its worker processes
     */
    public record PoolForm(String name, Concurrency concurrency, int size,
            List<SettingForm> settings) implements Serializable {

        private static final long serialVersionUID = 1L;

    }

    /**
     * Says how an {@link OnError} is written.
     * @param action the action
     * @return its number
     */
    public static int code(OnError action) {
        return action.ordinal();
    }

    /**
     * Reads what {@link #code(OnError)} has given.
     * @param code the number
     * @return the action
     * @throws ProtocolException if there is none
     */
    public static OnError action(int code) throws ProtocolException {
        OnError[] all = OnError.values();
        if (code < 0 || code >= all.length) {
            throw new ProtocolException("No action on errors: " + code);
        }
        return all[code];
    }

    /**
     * Takes down a type.
     * @param type the type, or {@code null} if it is not known
     * @return the form, or {@code null}
     */
    public static @Nullable TypeForm typeForm(@Nullable Type type) {
        return (type != null) ? TypeForm.of(type) : null;
    }

}

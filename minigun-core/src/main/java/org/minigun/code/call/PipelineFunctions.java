package org.minigun.code.call;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.minigun.BatchFunction;
import org.minigun.Concurrency;
import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.ForkBody;
import org.minigun.Hook;
import org.minigun.KeyFunction;
import org.minigun.KeyMethod;
import org.minigun.ProcessorFunction;
import org.minigun.ProducerFunction;
import org.minigun.Setting;
import org.minigun.StageBody;
import org.minigun.StageMethod;
import org.minigun.Weigher;
import org.minigun.WeigherMethod;
import org.minigun.WorkerContext;
import org.minigun.WorkerHook;
import org.minigun.protocol.PipelineForm.CodeForm;
import org.minigun.protocol.PipelineForm.InstanceForm;
import org.minigun.protocol.PipelineForm.StageForm;

/**
 * Makes code of what was sent: functions as they are, and functions that call methods.
 * Stages of one object share one instance.
 */
public final class PipelineFunctions {

    private final Map<InstanceForm, Object> instances = new IdentityHashMap<>();

    /** Functions that are objects with an end. */
    private final Set<AutoCloseable> functions = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * The objects that are to be closed at the end: instances that were made, and
     * functions of stages that run here.
     * @return the objects, each once
     */
    public List<AutoCloseable> closeables() {
        List<AutoCloseable> all = new ArrayList<>(this.functions);
        for (Object instance : this.instances.values()) {
            if (instance instanceof AutoCloseable closeable) {
                all.add(closeable);
            }
        }
        return all;
    }

    /** Stages in workers or isolates of their own have copies, which are closed there. */
    private static boolean runsElsewhere(StageForm stage) {
        return stage.settings()
            .stream()
            .filter((said) -> said.name().equals(Setting.CONCURRENCY.name()))
            .anyMatch((said) -> said.value() == Concurrency.ISOLATE
                    || said.value() instanceof Concurrency where && where.leavesJvm());
    }

    StageBody body(StageForm stage) throws Throwable {
        CodeForm code = Objects.requireNonNull(stage.code(), stage.name());
        Object function = code.function();
        if (function instanceof AutoCloseable closeable && !runsElsewhere(stage)) {
            this.functions.add(closeable);
        }
        Call call = (function == null) ? call(code) : null;
        return switch (stage.kind()) {
            case PRODUCER -> new StageBody.Producer((call != null) ? call.asProducer(stage.name())
                    : PipelineFunctions.<ProducerFunction<Object>>cast(function));
            case PROCESSOR -> stage.emitter()
                    ? new StageBody.Emitter((call != null) ? call.asEmitter()
                            : PipelineFunctions.<EmitterFunction<Object, Object>>cast(function))
                    : new StageBody.Processor((call != null) ? call.asProcessor()
                            : PipelineFunctions.<ProcessorFunction<Object, Object>>cast(function));
            case ACCUMULATOR -> new StageBody.Accumulator(
                    (call != null) ? call.asBatch() : PipelineFunctions.<BatchFunction<Object, Object>>cast(function));
            case CONSUMER -> new StageBody.Consumer(
                    (call != null) ? call.asConsumer() : PipelineFunctions.<ConsumerFunction<Object>>cast(function));
            case PIPELINE -> throw new IllegalArgumentException(stage.name());
        };
    }

    /** Where the code of a stage comes from, if it is a method. */
    @Nullable StageMethod origin(CodeForm code) throws Throwable {
        if (code.method() == null) {
            return null;
        }
        Call call = call(code);
        return new StageMethod(Objects.requireNonNull(code.type()), call.method, call.instance);
    }

    /** A key of an item, by a method of the task or of the item. */
    KeyMethod key(CodeForm code) throws Throwable {
        Call call = call(code);
        KeyFunction<Object> function = (item) -> Objects.requireNonNull(call.ofItem(item));
        return new KeyMethod(function, Objects.requireNonNull(origin(code)));
    }

    WeigherMethod weigher(CodeForm code) throws Throwable {
        Call call = call(code);
        Weigher<Object> function = (item) -> ((Number) Objects.requireNonNull(call.ofItem(item))).longValue();
        return new WeigherMethod(function, Objects.requireNonNull(origin(code)));
    }

    /** A hook that was sent, to be sent on to workers of this worker. */
    Hook hook(CodeForm code) throws Throwable {
        return new Hook(Hook.Kind.AFTER_FORK, null, new ForkBody(origin(code), (WorkerHook) code.function()));
    }

    /**
     * Runs a hook.
     * @param code what was sent
     * @param context what the hook is told
     * @throws Throwable what the hook has thrown, or why it cannot be found
     */
    public void runHook(CodeForm code, WorkerContext context) throws Throwable {
        if (code.function() instanceof WorkerHook function) {
            function.run(context);
            return;
        }
        Call call = call(code);
        call.invoke(call.instance, (call.method.getParameterCount() == 0) ? new Object[0] : new Object[] { context });
    }

    private Call call(CodeForm code) throws Throwable {
        InstanceForm form = code.instance();
        return new Call(method(code), (form != null) ? instance(form) : null);
    }

    private Object instance(InstanceForm form) throws Throwable {
        Object known = this.instances.get(form);
        if (known == null) {
            known = (form.copy() != null) ? form.copy() : construct(form.type());
            this.instances.put(form, known);
        }
        return known;
    }

    private static Object construct(Class<?> type) throws Throwable {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            return constructor.newInstance();
        }
        catch (InvocationTargetException ex) {
            throw ex.getCause();
        }
    }

    private static Method method(CodeForm code) throws NoSuchMethodException {
        Class<?>[] parameters = code.parameters().toArray(Class<?>[]::new);
        Class<?> type = Objects.requireNonNull(code.type());
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(code.method()) && !method.isBridge()
                        && Arrays.equals(method.getParameterTypes(), parameters)) {
                    method.setAccessible(true);
                    return method;
                }
            }
        }
        return type.getMethod(Objects.requireNonNull(code.method()), parameters);
    }

    @SuppressWarnings("unchecked") // the pipeline was checked where it was built
    private static <F> F cast(@Nullable Object function) {
        return (F) Objects.requireNonNull(function);
    }

    /** A method and its object. */
    private static final class Call implements Serializable {

        private static final long serialVersionUID = 1L;

        private final transient Method method;

        private final transient @Nullable Object instance;

        Call(Method method, @Nullable Object instance) {
            this.method = method;
            this.instance = instance;
        }

        @Nullable Object invoke(@Nullable Object target, Object... arguments) throws Exception {
            try {
                return this.method.invoke(target, arguments);
            }
            catch (InvocationTargetException ex) {
                Throwable thrown = ex.getCause();
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (thrown instanceof Exception exception) ? exception : ex;
            }
        }

        @Nullable Object ofItem(Object item) throws Exception {
            boolean ofItem = this.instance == null && !Modifier.isStatic(this.method.getModifiers());
            return ofItem ? invoke(item) : invoke(this.instance, item);
        }

        ProcessorFunction<Object, Object> asProcessor() {
            return (item) -> invoke(this.instance, item);
        }

        ConsumerFunction<Object> asConsumer() {
            return (item) -> invoke(this.instance, item);
        }

        BatchFunction<Object, Object> asBatch() {
            return (batch) -> invoke(this.instance, batch);
        }

        EmitterFunction<Object, Object> asEmitter() {
            return (item, output) -> invoke(this.instance, item, output);
        }

        ProducerFunction<Object> asProducer(String stage) {
            if (this.method.getParameterCount() > 0) {
                return (output) -> invoke(this.instance, output);
            }
            return (output) -> {
                Object items = invoke(this.instance);
                if (items == null) {
                    throw new IllegalStateException(
                            "Producer '" + stage + "' returned null: return an empty stream to emit nothing");
                }
                Flattening.each(items, stage, output::emit);
            };
        }

    }

}

package org.minigun.test;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.ProcessorFunction;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.StageMethod;

/**
 * The code that a stage would have without a fault, on its way to a worker process: a
 * function, or a method that is found there. Used by one thread at a time.
 */
final class Healthy implements Serializable {

    private static final long serialVersionUID = 1;

    /** The function, the instance of the method, or {@code null}. */
    private final @Nullable Serializable sent;

    private final @Nullable Class<?> type;

    private final String name;

    private final Class<?>[] parameters;

    private transient @Nullable Method method;

    /** What was sent, or the instance that was made instead. */
    private transient @Nullable Object target;

    private Healthy(@Nullable Serializable sent, @Nullable Class<?> type, String name, Class<?>... parameters) {
        this.sent = sent;
        this.type = type;
        this.name = name;
        this.parameters = parameters;
    }

    static Healthy of(String path, Stage stage) {
        StageMethod origin = stage.method();
        if (origin == null) {
            return new Healthy((Serializable) function(stage), null, path);
        }
        Object instance = origin.instance();
        Serializable copied = (instance instanceof Serializable state && instance.getClass() == origin.type()) ? state
                : null;
        Method method = origin.method();
        return new Healthy(copied,
                Modifier.isStatic(method.getModifiers()) ? method.getDeclaringClass() : origin.type(), method.getName(),
                method.getParameterTypes());
    }

    static Object function(Stage stage) {
        if (stage.body() instanceof StageBody.Processor processor) {
            return processor.function();
        }
        if (stage.body() instanceof StageBody.Emitter emitter) {
            return emitter.function();
        }
        if (stage.body() instanceof StageBody.Consumer consumer) {
            return consumer.function();
        }
        throw new IllegalArgumentException("Stage '" + stage.name() + "' is a " + stage.kind()
                + ": only a processor or a consumer can be given a fault");
    }

    @Nullable Object call(Object item) throws Exception {
        if (this.type != null) {
            return invoke(this.type, item);
        }
        if (this.sent instanceof ConsumerFunction<?> consumer) {
            Healthy.<ConsumerFunction<Object>>cast(consumer).consume(item);
            return null;
        }
        return Healthy.<ProcessorFunction<Object, Object>>cast(this.sent).process(item);
    }

    void call(Object item, Output<Object> output) throws Exception {
        if (this.type != null) {
            invoke(this.type, item, output);
        }
        else {
            Healthy.<EmitterFunction<Object, Object>>cast(this.sent).process(item, output);
        }
    }

    private @Nullable Object invoke(Class<?> owner, Object... arguments) throws Exception {
        Method known = this.method;
        if (known == null) {
            known = find(owner);
            known.setAccessible(true);
            this.method = known;
        }
        boolean needsInstance = !Modifier.isStatic(known.getModifiers());
        try {
            return known.invoke(needsInstance ? instance(owner) : null, arguments);
        }
        catch (InvocationTargetException ex) {
            if (ex.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw (Error) ex.getCause();
        }
    }

    private Object instance(Class<?> owner) throws Exception {
        Object known = (this.target != null) ? this.target : this.sent;
        if (known == null) {
            Constructor<?> constructor = owner.getDeclaredConstructor();
            constructor.setAccessible(true);
            known = constructor.newInstance();
        }
        this.target = known;
        return known;
    }

    private Method find(Class<?> owner) throws NoSuchMethodException {
        for (Class<?> each = owner; each != null; each = each.getSuperclass()) {
            for (Method candidate : each.getDeclaredMethods()) {
                if (candidate.getName().equals(this.name)
                        && Arrays.equals(candidate.getParameterTypes(), this.parameters)) {
                    return candidate;
                }
            }
        }
        throw new NoSuchMethodException(owner.getName() + "." + this.name);
    }

    @SuppressWarnings("unchecked")
    private static <F> F cast(@Nullable Object function) {
        return (F) Objects.requireNonNull(function);
    }

    void close() throws Exception {
        if (this.target instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

}

package org.minigun.code.call;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;

/**
 * Code that is a method. It is called by reflection at first, which starts fast, and
 * through a class made for it once that pays.
 */
public final class MethodBody extends Body {

    private static final int CALLS_UNTIL_LINKED = 1000;

    private final Method method;

    private final @Nullable Object instance;

    private final @Nullable Object[] arguments;

    private final int itemAt;

    private final int outputAt;

    private int calls;

    private @Nullable Body linked;

    /**
     * Makes a body.
     * @param method the method, accessible
     * @param instance its object, or {@code null} if it is static
     * @throws IllegalArgumentException if the method has other parameters than an item
     * and an output
     */
    MethodBody(Method method, @Nullable Object instance) {
        this.method = method;
        this.instance = instance;
        Class<?>[] parameters = method.getParameterTypes();
        this.arguments = new @Nullable Object[parameters.length];
        int last = parameters.length - 1;
        this.outputAt = (last >= 0 && parameters[last] == Output.class) ? last : -1;
        int items = (this.outputAt >= 0) ? parameters.length - 1 : parameters.length;
        if (items > 1) {
            throw new IllegalArgumentException(
                    "A stage takes one item, and an Output if it emits several; not so ".concat(method.toString()));
        }
        this.itemAt = items - 1;
    }

    @Override
    public @Nullable Object call(@Nullable Object item, Output<Object> output) throws Throwable {
        Body swift = this.linked;
        if (swift != null) {
            return swift.call(item, output);
        }
        if (++this.calls == CALLS_UNTIL_LINKED) {
            this.linked = LinkedMethods.link(this.method, this.instance);
        }
        return reflect(item, output);
    }

    private @Nullable Object reflect(@Nullable Object item, Output<Object> output) throws Throwable {
        if (this.itemAt >= 0) {
            this.arguments[this.itemAt] = item;
        }
        if (this.outputAt >= 0) {
            this.arguments[this.outputAt] = output;
        }
        try {
            return this.method.invoke(this.instance, this.arguments);
        }
        catch (InvocationTargetException ex) {
            Throwable thrown = ex.getCause();
            throw (thrown != null) ? thrown : ex;
        }
        finally {
            if (this.itemAt >= 0) {
                this.arguments[this.itemAt] = null;
            }
        }
    }

}

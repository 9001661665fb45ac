package org.minigun.code.call;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;
import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.ProcessorFunction;

/**
 * Makes classes that call methods directly, so that the JVM can inline the call. For
 * methods that are called often: to link the first of them takes longer than a thousand
 * calls by reflection.
 */
final class LinkedMethods {

    private static final MethodType ONE = MethodType.methodType(Object.class, Object.class);

    private LinkedMethods() {
    }

    /**
     * Links a method that takes an item and perhaps an output.
     * @param method the method
     * @param instance its object, or {@code null} if it is static
     * @return the code, or {@code null} if it is better called by reflection, which gives
     * a method with a primitive parameter also what has to be widened
     */
    static @Nullable Body link(Method method, @Nullable Object instance) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length == 0 || parameters[0] == Output.class || isWidened(parameters[0])) {
            return null;
        }
        try {
            if (parameters.length == 2) {
                MethodType type = MethodType.methodType(void.class, Object.class, Output.class);
                return FunctionBodies.of(make(EmitterFunction.class, "process", type, method, instance));
            }
            if (method.getReturnType() == void.class) {
                MethodType type = ONE.changeReturnType(void.class);
                return FunctionBodies.of(make(ConsumerFunction.class, "consume", type, method, instance));
            }
            return FunctionBodies.of(make(ProcessorFunction.class, "process", ONE, method, instance));
        }
        catch (VirtualMachineError ex) {
            throw ex;
        }
        catch (Throwable ex) {
            // Loaded by another loader than the core, or not to be seen from here.
            return null;
        }
    }

    private static boolean isWidened(Class<?> parameter) {
        return parameter.isPrimitive() && parameter != boolean.class && parameter != byte.class
                && parameter != char.class;
    }

    private static <F> F make(Class<F> function, String name, MethodType erased, Method method,
            @Nullable Object instance) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup());
        MethodHandle handle = lookup.unreflect(method).asFixedArity();
        boolean bound = !Modifier.isStatic(method.getModifiers());
        Class<?>[] captured = bound ? new Class<?>[] { method.getDeclaringClass() } : new Class<?>[0];
        MethodType called = handle.type().dropParameterTypes(0, captured.length).wrap();
        Class<?> result = (erased.returnType() == void.class) ? void.class : called.returnType();
        MethodHandle factory = LambdaMetafactory
            .metafactory(lookup, name, MethodType.methodType(function, captured), erased, handle,
                    called.changeReturnType(result))
            .getTarget();
        return function.cast(bound ? factory.invoke(instance) : factory.invoke());
    }

}

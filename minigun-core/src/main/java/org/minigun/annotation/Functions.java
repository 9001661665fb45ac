package org.minigun.annotation;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.StageMethod;

/**
 * Makes functions of a task's methods: each a class of its own that calls the method
 * directly, so that the JVM can inline the call and an exception surfaces as it was
 * thrown.
 */
final class Functions {

    private final Class<?> type;

    private final Object task;

    private final Refusals refusals;

    Functions(Class<?> type, Object task, Refusals refusals) {
        this.type = type;
        this.task = task;
        this.refusals = refusals;
    }

    /**
     * Makes a function that calls a method of the task, through its proxy if it has one.
     * @param <F> the type of the function
     * @param function the type of the function, an interface with one method
     * @param declared the method
     * @return the function
     */
    <F> F ofTask(Class<F> function, Method declared) {
        Method method = callable(declared);
        MethodHandles.Lookup lookup = lookup(method);
        boolean bound = !Modifier.isStatic(method.getModifiers());
        return function(function, lookup, method, bound ? this.task : null);
    }

    /**
     * Makes a function that calls a method of the item it is given.
     * @param <F> the type of the function
     * @param function the type of the function, an interface with one method
     * @param method a method without parameters
     * @param user a class that may call it
     * @return the function
     */
    <F> F ofItem(Class<F> function, Method method, Class<?> user) {
        boolean visible = Modifier.isPublic(method.getModifiers())
                && Modifier.isPublic(method.getDeclaringClass().getModifiers());
        return function(function, visible ? lookup(user, method) : lookup(method), method, null);
    }

    /** Where a method of the task comes from, for those who call it elsewhere. */
    StageMethod origin(Method method) {
        return new StageMethod(this.type, method, Modifier.isStatic(method.getModifiers()) ? null : this.task);
    }

    /** A handle of a method of the task, for what is called seldom. */
    MethodHandle handle(Method declared) {
        Method method = callable(declared);
        MethodHandle handle = unreflect(lookup(method), method);
        return Modifier.isStatic(method.getModifiers()) ? handle : handle.bindTo(this.task);
    }

    private <F> F function(Class<F> function, MethodHandles.Lookup lookup, Method method, @Nullable Object receiver) {
        Method single = Stream.of(function.getMethods())
            .filter((each) -> Modifier.isAbstract(each.getModifiers()))
            .findFirst()
            .orElseThrow();
        MethodType erased = MethodType.methodType(single.getReturnType(), single.getParameterTypes());
        MethodHandle handle = unreflect(lookup, method);
        Class<?>[] captured = (receiver != null) ? new Class<?>[] { method.getDeclaringClass() } : new Class<?>[0];
        try {
            MethodHandle factory = LambdaMetafactory
                .metafactory(lookup, single.getName(), MethodType.methodType(function, captured), erased, handle,
                        called(erased, handle.type().dropParameterTypes(0, captured.length)))
                .getTarget();
            return function.cast((receiver != null) ? factory.invoke(receiver) : factory.invoke());
        }
        catch (LambdaConversionException ex) {
            // The task was loaded by another loader than the core: no class can be made
            // beside it.
            MethodHandle bound = (receiver != null) ? handle.bindTo(receiver) : handle;
            return MethodHandleProxies.asInterfaceInstance(function, bound.asType(erased));
        }
        catch (Throwable ex) {
            throw new IllegalStateException("Cannot make a function of " + method, ex);
        }
    }

    /** The types with which the function is called: those of the method, boxed. */
    private static MethodType called(MethodType erased, MethodType method) {
        MethodType boxed = method.wrap();
        Class<?>[] parameters = new Class<?>[erased.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            Class<?> wide = erased.parameterType(i);
            parameters[i] = boxed.parameterType(i).isAssignableFrom(wide) ? wide : boxed.parameterType(i);
        }
        Class<?> result = erased.returnType().isPrimitive() ? erased.returnType() : boxed.returnType();
        return MethodType.methodType(result, parameters);
    }

    /** The method as the task's object has it: on a proxy, one that the proxy serves. */
    Method callable(Method method) {
        if (Modifier.isStatic(method.getModifiers())) {
            return method;
        }
        if (!method.getDeclaringClass().isInstance(this.task)) {
            return ofInterface(method);
        }
        boolean proxied = this.task.getClass() != this.type;
        if (proxied && (method.getModifiers() & (Modifier.PRIVATE | Modifier.FINAL)) != 0) {
            throw this.refusals.refusal(
                    "The task is a proxy, which cannot serve the %s %s.".formatted(
                            Modifier.isFinal(method.getModifiers()) ? "final" : "private", Refusals.words(method)),
                    "Make the method neither private nor final, or static.");
        }
        return method;
    }

    private Method ofInterface(Method method) {
        if (!Proxy.isProxyClass(this.task.getClass())) {
            throw new IllegalArgumentException(
                    "Object of " + this.task.getClass().getName() + " does not have the " + Refusals.words(method));
        }
        return Stream.of(this.task.getClass().getInterfaces())
            .flatMap((type) -> Stream.of(type.getMethods()))
            .filter((each) -> each.getName().equals(method.getName())
                    && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()))
            .findFirst()
            .orElseThrow(() -> this.refusals.refusal(
                    "The task is a proxy made of interfaces, and none of them has the %s."
                        .formatted(Refusals.words(method)),
                    "Proxy its class (spring.aop.proxy-target-class=true, which is the default), "
                            + "or declare the method in one of the interfaces."));
    }

    private MethodHandles.Lookup lookup(Method method) {
        return lookup(method.getDeclaringClass(), method);
    }

    private MethodHandles.Lookup lookup(Class<?> type, Method method) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        }
        catch (IllegalAccessException ex) {
            throw inaccessible(method, ex);
        }
    }

    private MethodHandle unreflect(MethodHandles.Lookup lookup, Method method) {
        try {
            return lookup.unreflect(method).asFixedArity();
        }
        catch (IllegalAccessException ex) {
            throw inaccessible(method, ex);
        }
    }

    private RuntimeException inaccessible(Method method, IllegalAccessException cause) {
        RuntimeException refusal = this.refusals.refusal(
                "The %s cannot be called: %s.".formatted(Refusals.words(method), cause.getMessage()),
                "Make method and class public, or open the package to the module org.minigun.core.");
        refusal.initCause(cause);
        return refusal;
    }

}

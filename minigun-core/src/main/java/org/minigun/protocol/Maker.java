package org.minigun.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

import org.jspecify.annotations.Nullable;

/**
 * Calls a constructor. Workers start with native accessors for reflection, which cost
 * nothing to begin with and much in the long run: then a method handle takes over. In
 * other JVMs reflection does so by itself.
 */
final class Maker {

    /** Whether reflection never gets faster in this JVM. */
    static final boolean NATIVE_ONLY = Boolean.getBoolean("jdk.reflect.useNativeAccessorOnly")
            && Runtime.version().feature() >= 18;

    /** Calls until it is worth a method handle, which takes some milliseconds to make. */
    static final int EARLY = 2000;

    private final Constructor<?> constructor;

    private int early = EARLY;

    private final boolean improved;

    private @Nullable MethodHandle handle;

    /**
     * Makes one.
     * @param constructor the constructor
     * @param own whether it is one of the class itself: a method handle of the one that
     * serialization uses would make plain objects
     */
    Maker(Constructor<?> constructor, boolean own) {
        this.constructor = constructor;
        this.improved = NATIVE_ONLY && own;
    }

    Object make(@Nullable Object... values) throws ReflectiveOperationException {
        MethodHandle fast = this.handle;
        if (fast != null) {
            return make(fast, values);
        }
        if (this.improved && --this.early == 0) {
            this.handle = spread();
        }
        try {
            return this.constructor.newInstance(values);
        }
        catch (InvocationTargetException ex) {
            if (ex.getCause() instanceof VirtualMachineError error) {
                throw error;
            }
            throw ex;
        }
    }

    private static Object make(MethodHandle fast, @Nullable Object[] values) throws InvocationTargetException {
        try {
            return (Object) fast.invokeExact(values);
        }
        catch (VirtualMachineError ex) {
            throw ex;
        }
        catch (Throwable ex) {
            throw new InvocationTargetException(ex);
        }
    }

    private @Nullable MethodHandle spread() {
        try {
            return MethodHandles.lookup()
                .unreflectConstructor(this.constructor)
                .asSpreader(Object[].class, this.constructor.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        }
        catch (ReflectiveOperationException | RuntimeException ex) {
            return null;
        }
    }

}

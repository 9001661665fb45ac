package org.minigun.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

/**
 * Makes empty objects of a class: by its constructor without arguments if it has one, so
 * that transient fields get what they are initialized with, else by none at all.
 */
final class Instances {

    private final Class<?> type;

    private final boolean withoutConstructor;

    private volatile @Nullable Maker maker;

    private @Nullable String refusal;

    Instances(Class<?> type, boolean withoutConstructor) {
        this.type = type;
        this.withoutConstructor = withoutConstructor;
    }

    /** Finds out on the writing side what could not be read. */
    void check() throws CodecException {
        maker();
    }

    Object make() throws CodecException {
        try {
            return maker().make();
        }
        catch (InvocationTargetException ex) {
            throw new CodecException("the constructor of " + this.type.getName() + " threw " + ex.getCause(),
                    ex.getCause());
        }
        catch (ReflectiveOperationException | RuntimeException ex) {
            throw new CodecException(this.type.getName() + " cannot be made", ex);
        }
    }

    private Maker maker() throws CodecException {
        Maker known = this.maker;
        if (known == null) {
            known = find();
            this.maker = known;
        }
        return known;
    }

    private Maker find() throws CodecException {
        if (this.refusal == null && Modifier.isAbstract(this.type.getModifiers())) {
            this.refusal = "is abstract";
        }
        if (this.refusal != null) {
            throw new CodecException(this.type.getName() + " " + this.refusal);
        }
        try {
            Constructor<?> own = this.type.getDeclaredConstructor();
            own.setAccessible(true);
            return new Maker(own, true);
        }
        catch (NoSuchMethodException | RuntimeException ex) {
            if (this.withoutConstructor) {
                return new Maker(serialization(), false);
            }
            this.refusal = "needs a constructor without arguments, because it extends a collection of the platform";
            throw new CodecException(this.type.getName() + " " + this.refusal);
        }
    }

    /**
     * Makes the constructor that Java serialization uses. By reflection, because the
     * compiler warns of the class whatever is said.
     */
    private Constructor<?> serialization() throws CodecException {
        try {
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Method instance = factory.getMethod("getReflectionFactory");
            Method make = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
            Object made = make.invoke(instance.invoke(null), this.type, Object.class.getDeclaredConstructor());
            return (Constructor<?>) made;
        }
        catch (ReflectiveOperationException | RuntimeException ex) {
            this.refusal = "needs a constructor without arguments in a JVM without the module jdk.unsupported";
            throw new CodecException(this.type.getName() + " " + this.refusal, ex);
        }
    }

}

package org.minigun.protocol;

import java.lang.reflect.Constructor;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Makes exceptions of data.
 */
final class ThrowableMaker {

    private final @Nullable ClassLoader loader;

    private final TypeFilter filter;

    ThrowableMaker(@Nullable ClassLoader loader, TypeFilter filter) {
        this.loader = loader;
        this.filter = filter;
    }

    Throwable make(ThrowableData data) {
        Throwable cause = (data.cause() != null) ? make(data.cause()) : null;
        Throwable thrown = own(data, cause);
        if (thrown == null) {
            thrown = new WorkerException(data.type(), data.message(), data.text(), cause);
        }
        try {
            thrown.setStackTrace(data.stack().toArray(new StackTraceElement[0]));
            for (ThrowableData suppressed : data.suppressed()) {
                thrown.addSuppressed(make(suppressed));
            }
        }
        catch (Throwable ex) {
            // An exception class that forbids it, or whose methods fail.
        }
        return thrown;
    }

    private @Nullable Throwable own(ThrowableData data, @Nullable Throwable cause) {
        if (!isPlatforms(data.type()) && !this.filter.allows(data.type())) {
            return null;
        }
        try {
            Class<?> type = Class.forName(data.type(), false, this.loader);
            if (!Throwable.class.isAssignableFrom(type) || WorkerException.class.isAssignableFrom(type)) {
                return null;
            }
            Throwable thrown = construct(type.asSubclass(Throwable.class), data.message(), cause);
            return (thrown != null && tells(thrown, data)) ? thrown : null;
        }
        catch (Throwable ex) {
            // Whatever its constructor and its methods do: it is told as data.
            return null;
        }
    }

    /** Exceptions of java.base only carry data. */
    private static boolean isPlatforms(String type) {
        return type.startsWith("java.lang.") || type.startsWith("java.util.") || type.startsWith("java.io.")
                || type.startsWith("java.net.") || type.startsWith("java.nio.") || type.startsWith("java.time.");
    }

    private static boolean tells(Throwable thrown, ThrowableData data) {
        return Objects.equals(thrown.getMessage(), data.message());
    }

    private static @Nullable Throwable construct(Class<? extends Throwable> type, @Nullable String message,
            @Nullable Throwable cause) throws ReflectiveOperationException {
        Constructor<? extends Throwable> both = find(type, String.class, Throwable.class);
        if (both == null && cause != null) {
            both = findFor(type, cause);
        }
        if (both != null) {
            return both.newInstance(message, cause);
        }
        Constructor<? extends Throwable> text = find(type, String.class);
        if (text != null) {
            return withCause(text.newInstance(message), cause);
        }
        Constructor<? extends Throwable> other = find(type, Throwable.class);
        if (other != null) {
            return other.newInstance(cause);
        }
        Constructor<? extends Throwable> none = find(type);
        return (none != null) ? withCause(none.newInstance(), cause) : null;
    }

    /** A constructor that takes causes of some kinds only. */
    @SuppressWarnings("unchecked")
    private static @Nullable Constructor<? extends Throwable> findFor(Class<? extends Throwable> type,
            Throwable cause) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length == 2 && parameters[0] == String.class && parameters[1].isInstance(cause)
                    && constructor.trySetAccessible()) {
                return (Constructor<? extends Throwable>) constructor;
            }
        }
        return null;
    }

    private static @Nullable Throwable withCause(Throwable thrown, @Nullable Throwable cause) {
        if (cause == null || thrown.getCause() != null) {
            return thrown;
        }
        try {
            return thrown.initCause(cause);
        }
        catch (IllegalStateException ex) {
            return null;
        }
    }

    private static @Nullable Constructor<? extends Throwable> find(Class<? extends Throwable> type,
            Class<?>... parameters) {
        try {
            Constructor<? extends Throwable> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        }
        catch (NoSuchMethodException ex) {
            return null;
        }
        catch (RuntimeException ex) {
            // A class of a module that is closed: its public constructors remain.
            return null;
        }
    }

}

package org.minigun.protocol;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Calls {@code readResolve}.
 */
final class Resolving {

    private Resolving() {
    }

    static @Nullable Object resolve(Object object, @Nullable Method resolve) throws CodecException {
        if (resolve == null) {
            return object;
        }
        try {
            return resolve.invoke(object);
        }
        catch (InvocationTargetException ex) {
            throw new CodecException("readResolve() of " + object.getClass().getName() + " threw " + ex.getCause(),
                    ex.getCause());
        }
        catch (IllegalAccessException ex) {
            throw new CodecException("readResolve() of " + object.getClass().getName() + " cannot be called", ex);
        }
    }

}

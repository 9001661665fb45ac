package org.minigun.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * Code and its state on its way to a worker or an isolate, by Java serialization: the
 * application trusts itself.
 */
public final class JavaObjects {

    private static final int DEEPEST = 32;

    private JavaObjects() {
    }

    /**
     * Serializes an object.
     * @param object the object
     * @param refusal makes an exception of the path to a part that cannot be serialized,
     * and of its class
     * @return the bytes
     */
    public static byte[] serialized(@Nullable Object object, BiFunction<String, String, RuntimeException> refusal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        catch (NotSerializableException ex) {
            String type = String.valueOf(ex.getMessage());
            String path = (object != null) ? path(object, type, 0, Collections.newSetFromMap(new IdentityHashMap<>()))
                    : null;
            RuntimeException refused = refusal
                .apply((path != null && !path.isEmpty()) ? "field '" + path + "'" : "state", type);
            refused.initCause(ex);
            throw refused;
        }
        catch (IOException ex) {
            throw new UncheckedIOException("An object of " + ((object != null) ? object.getClass().getName() : "null")
                    + " cannot be serialized", ex);
        }
        return bytes.toByteArray();
    }

    /**
     * Tells what a serializable lambda is made of.
     * @param function any object
     * @return what it is made of, or {@code null} if it is none
     */
    public static @Nullable SerializedLambda lambda(Object function) {
        if (!function.getClass().isSynthetic() && !function.getClass().isHidden()) {
            return null;
        }
        try {
            Method replace = function.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return (replace.invoke(function) instanceof SerializedLambda lambda) ? lambda : null;
        }
        catch (ReflectiveOperationException ex) {
            return null;
        }
    }

    /**
     * The way through fields to an object of a class, or {@code null} if none is found.
     */
    private static @Nullable String path(Object from, String type, int depth, Set<Object> seen) {
        if (from.getClass().getName().equals(type)) {
            return "";
        }
        if (depth > DEEPEST || !seen.add(from)) {
            return null;
        }
        for (Class<?> each = from.getClass(); each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getType().isPrimitive()
                        || (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) != 0
                        || !field.trySetAccessible()) {
                    continue;
                }
                Object value = value(field, from);
                String rest = (value != null) ? path(value, type, depth + 1, seen) : null;
                if (rest != null) {
                    return rest.isEmpty() ? field.getName() : field.getName() + "." + rest;
                }
            }
        }
        return null;
    }

    private static @Nullable Object value(Field field, Object from) {
        try {
            return field.get(from);
        }
        catch (IllegalAccessException ex) {
            return null;
        }
    }

}

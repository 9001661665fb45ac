package org.minigun.protocol;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;

import org.jspecify.annotations.Nullable;

/**
 * Decides how a class is copied.
 */
final class ShapeFactory {

    private final boolean trusted;

    ShapeFactory(boolean trusted) {
        this.trusted = trusted;
    }

    Shape make(Class<?> type) {
        if (type.isArray()) {
            return new ArrayShape(type);
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return new ThrowableShape(type);
        }
        Class<?> enumType = enumType(type);
        if (enumType != null) {
            return new EnumShape(type, enumType);
        }
        return Platform.isPlatforms(type) ? platforms(type) : own(type);
    }

    private static @Nullable Class<?> enumType(Class<?> type) {
        if (type == Enum.class || !Enum.class.isAssignableFrom(type)) {
            return null;
        }
        // A constant with a body is of a class of its own.
        return type.isEnum() ? type : type.getSuperclass();
    }

    private Shape platforms(Class<?> type) {
        int tag = Known.tag(type.getName());
        if (tag < 0) {
            tag = boxed(type);
        }
        if (tag < 0) {
            tag = like(type);
        }
        if (tag >= Tags.FIRST_COLLECTION) {
            return new ContainerShape(type, tag);
        }
        if (tag == Tags.CLASS) {
            return new ClassShape(type);
        }
        if (tag >= 0) {
            return new ScalarShape(type, tag);
        }
        if (isLambda(type)) {
            return lambda(type);
        }
        return serialized(type,
                "is a class of the platform that cannot be copied to another JVM; ".concat(Messages.REMEDY));
    }

    private static int boxed(Class<?> type) {
        if (type == Integer.class) {
            return Tags.INTEGER;
        }
        if (type == Long.class) {
            return Tags.LONG;
        }
        if (type == Double.class) {
            return Tags.DOUBLE;
        }
        if (type == Boolean.class) {
            return Tags.TRUE;
        }
        if (type == Byte.class) {
            return Tags.BYTE;
        }
        if (type == Short.class) {
            return Tags.SHORT;
        }
        if (type == Character.class) {
            return Tags.CHARACTER;
        }
        return (type == Float.class) ? Tags.FLOAT : (type == String.class) ? Tags.STRING : -1;
    }

    /** Classes that are hidden behind an interface; views become plain collections. */
    private static int like(Class<?> type) {
        if (Path.class.isAssignableFrom(type)) {
            return Tags.PATH;
        }
        if (ByteBuffer.class.isAssignableFrom(type)) {
            return Tags.BYTE_BUFFER;
        }
        if (Charset.class.isAssignableFrom(type)) {
            return Tags.CHARSET;
        }
        if (TimeZone.class.isAssignableFrom(type)) {
            return Tags.TIME_ZONE;
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return Tags.SIMPLE_ENTRY;
        }
        if (Map.class.isAssignableFrom(type)) {
            return SortedMap.class.isAssignableFrom(type) ? Tags.SORTED_MAP : Tags.LINKED_HASH_MAP;
        }
        if (Set.class.isAssignableFrom(type)) {
            return SortedSet.class.isAssignableFrom(type) ? Tags.TREE_SET : Tags.LINKED_HASH_SET;
        }
        if (Collection.class.isAssignableFrom(type)) {
            boolean queue = Queue.class.isAssignableFrom(type) || Deque.class.isAssignableFrom(type);
            return (queue && !List.class.isAssignableFrom(type)) ? Tags.LINKED_LIST : Tags.ARRAY_LIST;
        }
        return -1;
    }

    private Shape own(Class<?> type) {
        if (isLambda(type)) {
            return lambda(type);
        }
        if (Proxy.class.isAssignableFrom(type)) {
            return serialized(type,
                    "is a dynamic proxy, which cannot be copied to another JVM; ".concat(Messages.REMEDY));
        }
        boolean serializable = Serializable.class.isAssignableFrom(type);
        Method replace = serializable ? special(type, "writeReplace") : null;
        Shape shape = plain(type, serializable ? special(type, "readResolve") : null);
        return (replace != null) ? new ReplacedShape(type, replace, shape) : shape;
    }

    private static Shape plain(Class<?> type, @Nullable Method resolve) {
        if (type.isInterface() || type.isAnnotation()) {
            return new RefusedShape(type, "is an interface");
        }
        if (type.isRecord()) {
            return new RecordShape(type, resolve);
        }
        if (Externalizable.class.isAssignableFrom(type)) {
            return new ExternalShape(type, resolve);
        }
        if (Path.class.isAssignableFrom(type)) {
            return new RefusedShape(type,
                    "is a path of another file system than the default one; send its text instead");
        }
        Class<?> closed = closedSuperclass(type);
        if (closed == null) {
            return new ObjectShape(type, null, resolve);
        }
        if (Collection.class.isAssignableFrom(closed) || Map.class.isAssignableFrom(closed)) {
            return new ObjectShape(type, closed, resolve);
        }
        return new RefusedShape(type,
                "cannot be copied to another JVM, because it extends ".concat(closed.getName())
                    .concat(", a class of the platform with a state of its own; ")
                    .concat(Messages.REMEDY));
    }

    /** The nearest superclass of the platform, if it has state. */
    private static @Nullable Class<?> closedSuperclass(Class<?> type) {
        Class<?> next = type.getSuperclass();
        while (next != null && !Platform.isPlatforms(next)) {
            next = next.getSuperclass();
        }
        for (Class<?> above = next; above != null; above = above.getSuperclass()) {
            if (Slots.hasState(above) || holdsElements(above)) {
                return next;
            }
        }
        return null;
    }

    /** Many collections of the platform keep their elements in transient fields. */
    private static boolean holdsElements(Class<?> type) {
        return (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type))
                && !Modifier.isAbstract(type.getModifiers());
    }

    private Shape serialized(Class<?> type, String reason) {
        if (this.trusted && Serializable.class.isAssignableFrom(type)) {
            return new SerializedShape(type);
        }
        return new RefusedShape(type, reason);
    }

    private Shape lambda(Class<?> type) {
        String reason = Serializable.class.isAssignableFrom(type)
                ? "is a lambda, which a worker cannot send to the application; send what it gives instead"
                : "is a lambda, which cannot be copied to another JVM unless its interface is Serializable; "
                    .concat(Messages.REMEDY);
        return serialized(type, reason);
    }

    private static boolean isLambda(Class<?> type) {
        return type.isHidden() || type.isSynthetic() && type.getName().indexOf("$$Lambda") >= 0;
    }

    private static @Nullable Method special(Class<?> type, String name) {
        for (Class<?> next = type; next != null && !Platform.isPlatforms(next); next = next.getSuperclass()) {
            try {
                Method method = next.getDeclaredMethod(name);
                boolean inherited = next == type || !Modifier.isPrivate(method.getModifiers());
                if (inherited && method.getReturnType() == Object.class && !Modifier.isStatic(method.getModifiers())) {
                    method.setAccessible(true);
                    return method;
                }
                return null;
            }
            catch (NoSuchMethodException ex) {
                // Perhaps a superclass has it.
            }
            catch (RuntimeException ex) {
                return null;
            }
        }
        return null;
    }

}

package org.minigun.graph;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether what one stage emits can be what another takes. What is not known, such
 * as a type variable or the argument of a raw type, fits.
 */
final class TypeFit {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(boolean.class, Boolean.class, byte.class, Byte.class,
            short.class, Short.class, char.class, Character.class, int.class, Integer.class, long.class, Long.class,
            float.class, Float.class, double.class, Double.class, void.class, Void.class);

    /** To which primitives a box can be opened, besides its own. */
    private static final Map<Class<?>, List<Class<?>>> WIDER = Map.of(Byte.class,
            List.of(short.class, int.class, long.class, float.class, double.class), Short.class,
            List.of(int.class, long.class, float.class, double.class), Character.class,
            List.of(int.class, long.class, float.class, double.class), Integer.class,
            List.of(long.class, float.class, double.class), Long.class, List.of(float.class, double.class), Float.class,
            List.of(double.class));

    private TypeFit() {
    }

    static boolean fits(@Nullable Type output, @Nullable Type input) {
        if (output == null || input == null || isOpen(output) || input instanceof TypeVariable) {
            return true;
        }
        if (input instanceof WildcardType wildcard) {
            return Stream.of(wildcard.getUpperBounds()).allMatch((bound) -> fits(output, bound))
                    && Stream.of(wildcard.getLowerBounds()).allMatch((bound) -> fits(bound, output));
        }
        Type emitted = boxed(output);
        if (input instanceof Class<?> primitive && primitive.isPrimitive()) {
            return emitted == boxed(input) || WIDER.getOrDefault(emitted, List.of()).contains(primitive);
        }
        return fitsReference(emitted, input);
    }

    private static boolean fitsReference(Type output, Type input) {
        Class<?> raw = raw(input);
        if (raw.isArray() && raw(output).isArray()) {
            return fitsComponent(component(output), component(input));
        }
        if (!raw.isAssignableFrom(raw(output))) {
            return false;
        }
        if (input instanceof ParameterizedType wanted && supertype(output, raw) instanceof ParameterizedType found) {
            return fitArguments(found, wanted);
        }
        return true;
    }

    private static boolean fitsComponent(Type found, Type wanted) {
        return raw(found).isPrimitive() || raw(wanted).isPrimitive() ? found == wanted : fits(found, wanted);
    }

    private static boolean fitArguments(ParameterizedType found, ParameterizedType wanted) {
        Type[] left = found.getActualTypeArguments();
        Type[] right = wanted.getActualTypeArguments();
        for (int place = 0; place < left.length; place++) {
            if (!fitsArgument(left[place], right[place])) {
                return false;
            }
        }
        return true;
    }

    /** Arguments have to be the same, unless a wildcard leaves them open. */
    private static boolean fitsArgument(Type found, Type wanted) {
        return isOpen(found) || fits(found, wanted) && (isOpen(wanted) || fits(wanted, found));
    }

    private static boolean isOpen(Type type) {
        return type instanceof TypeVariable || type instanceof WildcardType;
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }

    private static Type component(Type array) {
        return (array instanceof GenericArrayType generic) ? generic.getGenericComponentType()
                : Objects.requireNonNull(raw(array).getComponentType());
    }

    private static Type boxed(Type type) {
        return (type instanceof Class<?> primitive) ? BOXES.getOrDefault(primitive, primitive) : type;
    }

    /** The type as which this one extends or implements the class, if that is known. */
    private static @Nullable Type supertype(Type type, Class<?> wanted) {
        Class<?> raw = raw(type);
        if (raw == wanted) {
            return type;
        }
        if (type instanceof Class<?> known && known.getTypeParameters().length > 0) {
            return null;
        }
        Map<Type, Type> arguments = arguments(type);
        return Stream.concat(Stream.ofNullable(raw.getGenericSuperclass()), Stream.of(raw.getGenericInterfaces()))
            .filter((parent) -> wanted.isAssignableFrom(raw(parent)))
            .map((parent) -> supertype(filledIn(parent, arguments), wanted))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    }

    private static Map<Type, Type> arguments(Type type) {
        Map<Type, Type> arguments = new HashMap<>();
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = raw(type).getTypeParameters();
            for (int place = 0; place < variables.length; place++) {
                arguments.put(variables[place], parameterized.getActualTypeArguments()[place]);
            }
        }
        return arguments;
    }

    /**
     * The type with arguments in the place of its variables; what lies deeper stays open.
     */
    private static Type filledIn(Type type, Map<Type, Type> arguments) {
        if (!(type instanceof ParameterizedType parameterized)) {
            return type;
        }
        Type[] filled = Stream.of(parameterized.getActualTypeArguments())
            .map((argument) -> filledIn(arguments.getOrDefault(argument, argument), arguments))
            .toArray(Type[]::new);
        return new FilledIn((Class<?>) parameterized.getRawType(), filled);
    }

    static String words(@Nullable Type type) {
        return (type != null) ? type.getTypeName() : "anything";
    }

    /** A parameterized type made here. */
    private record FilledIn(Class<?> raw, Type[] arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return this.arguments;
        }

        @Override
        public Type getRawType() {
            return this.raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }

    }

}

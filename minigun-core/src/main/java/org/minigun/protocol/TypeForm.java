package org.minigun.protocol;

import java.io.Serializable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A type that can be sent: a class with the classes that it is made of. Bounds stand for
 * wildcards and variables.
 *
 * @param raw the class
 * @param arguments its arguments
 */
public record TypeForm(Class<?> raw, List<TypeForm> arguments) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 8;

    /**
     * Takes down a type.
     * @param type the type
     * @return the form
     */
    public static TypeForm of(Type type) {
        return of(type, 0);
    }

    private static TypeForm of(Type type, int depth) {
        if (depth > DEEPEST) {
            return new TypeForm(Object.class, List.of());
        }
        if (type instanceof Class<?> one) {
            return new TypeForm(one, List.of());
        }
        if (type instanceof ParameterizedType generic) {
            return new TypeForm((Class<?>) generic.getRawType(),
                    Stream.of(generic.getActualTypeArguments()).map((each) -> of(each, depth + 1)).toList());
        }
        if (type instanceof GenericArrayType array) {
            TypeForm component = of(array.getGenericComponentType(), depth + 1);
            return new TypeForm(component.raw().arrayType(), component.arguments());
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], depth + 1);
        }
        if (type instanceof TypeVariable<?> variable) {
            return of(variable.getBounds()[0], depth + 1);
        }
        return new TypeForm(Object.class, List.of());
    }

    /**
     * Makes the type again.
     * @return the type
     */
    public Type toType() {
        return (this.arguments.isEmpty() || this.raw.isArray()) ? this.raw
                : new Generic(this.raw, this.arguments.stream().map(TypeForm::toType).toList());
    }

    private record Generic(Class<?> raw, List<Type> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return this.arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return this.raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return this.raw.getDeclaringClass();
        }

    }

}

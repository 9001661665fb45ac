package org.minigun.annotation;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads types of items from generic declarations, with what the hierarchy of a task says
 * of the type variables of its superclasses.
 */
final class Generics {

    private final Map<TypeVariable<?>, Type> known = new HashMap<>();

    Generics(Type type) {
        learn(type);
    }

    private void learn(@Nullable Type type) {
        if (type == null) {
            return;
        }
        Class<?> raw = raw(type);
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                this.known.put(variables[i], filledIn(parameterized.getActualTypeArguments()[i]));
            }
        }
        learn(raw.getGenericSuperclass());
        for (Type each : raw.getGenericInterfaces()) {
            learn(each);
        }
    }

    /** The type that a variable stands for, as far as that is known. */
    Type filledIn(Type type) {
        return (type instanceof TypeVariable<?> variable) ? this.known.getOrDefault(variable, variable) : type;
    }

    /**
     * What a type says of the one argument of a class or interface that it is or extends.
     * @return the argument, or {@code null} if it says nothing
     */
    @Nullable Type argument(Type type, Class<?> generic) {
        Type found = new Generics(filledIn(type)).known.get(generic.getTypeParameters()[0]);
        if (found == null || found == generic.getTypeParameters()[0]) {
            return null;
        }
        if (found instanceof WildcardType wildcard) {
            Type upper = wildcard.getUpperBounds()[0];
            return (wildcard.getLowerBounds().length > 0) ? wildcard.getLowerBounds()[0]
                    : (upper != Object.class) ? upper : null;
        }
        return filledIn(found);
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return (type instanceof TypeVariable<?> variable) ? raw(variable.getBounds()[0]) : Object.class;
    }

}

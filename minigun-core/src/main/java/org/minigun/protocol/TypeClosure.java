package org.minigun.protocol;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * All classes that a value of declared types may be made of.
 */
final class TypeClosure {

    private final Set<String> names = new HashSet<>();

    private final Set<Type> seen = new HashSet<>();

    private final Deque<Type> open = new ArrayDeque<>();

    Set<String> of(Collection<? extends Type> declared) {
        for (Type type : declared) {
            add(type);
        }
        while (!this.open.isEmpty()) {
            visit(this.open.remove());
        }
        return this.names;
    }

    private void add(Type type) {
        if (this.seen.add(type)) {
            this.open.add(type);
        }
    }

    private void visit(Type type) {
        if (type instanceof Class<?> raw) {
            visitClass(raw);
        }
        else if (type instanceof ParameterizedType generic) {
            add(generic.getRawType());
            addAll(generic.getActualTypeArguments());
        }
        else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType());
        }
        else if (type instanceof WildcardType wildcard) {
            addAll(wildcard.getUpperBounds());
            addAll(wildcard.getLowerBounds());
        }
        else if (type instanceof TypeVariable<?> variable) {
            addAll(variable.getBounds());
        }
    }

    private void visitClass(Class<?> type) {
        if (type.isArray()) {
            add(type.getComponentType());
            return;
        }
        if (type.isPrimitive() || Platform.isPlatforms(type)) {
            return;
        }
        this.names.add(type.getName());
        if (type.isSealed()) {
            addAll(type.getPermittedSubclasses());
        }
        Class<?> superclass = type.getSuperclass();
        if (superclass != null) {
            add(type.getGenericSuperclass());
        }
        addAll(type.getGenericInterfaces());
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                add(field.getGenericType());
            }
        }
    }

    private void addAll(Type[] types) {
        for (Type type : types) {
            add(type);
        }
    }

}

package org.minigun.annotation;

import org.jspecify.annotations.Nullable;

/**
 * Gives a method with a parameter of type {@code long}, {@code float} or {@code double}
 * the narrower numbers that Java would give it too.
 */
final class Widening {

    private Widening() {
    }

    static boolean appliesTo(Class<?> parameter) {
        return parameter == long.class || parameter == float.class || parameter == double.class;
    }

    /** The item as the box of a primitive type. */
    static Object widened(Object item, Class<?> primitive) {
        Number number = number(item);
        if (number == null) {
            return item;
        }
        if (primitive == long.class && !(number instanceof Float)) {
            return number.longValue();
        }
        if (primitive == float.class) {
            return number.floatValue();
        }
        return (primitive == double.class) ? (Object) number.doubleValue() : item;
    }

    /** The number, if it is one that may have to be widened. */
    private static @Nullable Number number(Object item) {
        if (item instanceof Integer || item instanceof Short || item instanceof Byte || item instanceof Float) {
            return (Number) item;
        }
        if (item instanceof Long number) {
            return number;
        }
        return (item instanceof Character character) ? (int) character : null;
    }

}

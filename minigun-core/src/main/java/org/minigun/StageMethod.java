package org.minigun;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * The method that an annotated stage or hook was made of, for those who run it somewhere
 * else than on the object at hand.
 *
 * @param type the class that the user has written, which is not that of the object if the
 * object is a proxy
 * @param method the method
 * @param instance the object that has the method, or {@code null} if the method is static
 */
public record StageMethod(Class<?> type, Method method, @Nullable Object instance) {
}

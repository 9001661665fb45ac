package org.minigun.isolate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Tells classes of the platform whose objects never change, so that all loaders may share
 * them.
 */
final class Immutables {

    private static final Set<Class<?>> KNOWN = Set.of(String.class, Boolean.class, Byte.class, Short.class,
            Character.class, Integer.class, Long.class, Float.class, Double.class, BigDecimal.class, BigInteger.class,
            UUID.class, URI.class, Locale.class, Currency.class, Pattern.class);

    /** Kept by each class itself, so that it holds none. */
    private static final ClassValue<Boolean> ANSWERS = new ClassValue<>() {

        @Override
        protected Boolean computeValue(Class<?> type) {
            return isImmutable(type);
        }

    };

    private Immutables() {
    }

    static boolean contains(Object item) {
        return ANSWERS.get(item.getClass());
    }

    private static boolean isImmutable(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader != null && loader != ClassLoader.getPlatformClassLoader()) {
            return false;
        }
        return KNOWN.contains(type) || Enum.class.isAssignableFrom(type) || type.getName().startsWith("java.time.")
                || Path.class.isAssignableFrom(type);
    }

}

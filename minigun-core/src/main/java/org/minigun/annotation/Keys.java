package org.minigun.annotation;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.KeyFunction;
import org.minigun.KeyMethod;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.StageMethod;
import org.minigun.Weigher;
import org.minigun.WeigherMethod;
import org.minigun.annotation.StageOverride.NamedMethod;

/**
 * Finds keys and weighers by the name of a method.
 */
final class Keys {

    private static final Set<Class<?>> WEIGHTS = Set.of(byte.class, short.class, int.class, long.class, Byte.class,
            Short.class, Integer.class, Long.class);

    private final Class<?> type;

    private final Functions functions;

    private final Refusals refusals;

    Keys(Class<?> type, Functions functions, Refusals refusals) {
        this.type = type;
        this.functions = functions;
        this.refusals = refusals;
    }

    /**
     * Adds to the settings of a stage what a method with a name gives.
     * @param settings the settings
     * @param stage the name of the stage
     * @param named the method
     * @param item the type of the items that the method is called for
     * @return the settings with it
     */
    Settings with(Settings settings, String stage, NamedMethod named, @Nullable Type item) {
        Class<?> type = (named.setting() == Setting.WEIGHER) ? Weigher.class : KeyFunction.class;
        Object function = function(type, stage, named, item);
        return said(settings, named.setting(), function, stage, named.origin());
    }

    private static <T> Settings said(Settings settings, Setting<T> setting, Object function, String stage,
            String origin) {
        return settings.with(setting, setting.type().cast(function), "stage '" + stage + "'", origin);
    }

    private <F> F function(Class<F> function, String stage, NamedMethod named, @Nullable Type item) {
        Class<?> itemType = (item != null) ? boxed(Generics.raw(item)) : Object.class;
        Method ofTask = ofTask(named.method(), itemType);
        Method found = (ofTask != null) ? ofTask : ofItem(named.method(), itemType);
        if (found == null) {
            throw this.refusals.refusal(
                    "Stage '%s' says %s '%s'%s, but neither has %s a method %s(%s), nor has %s a method %s()."
                        .formatted(stage, named.setting(), named.method(), origin(named), this.type.getTypeName(),
                                named.method(), itemType.getSimpleName(), itemType.getTypeName(), named.method()),
                    "Write the name of a method of the task that takes the item, or of a method without parameters, "
                            + "a record component or a getter of the item" + near(itemType) + ".");
        }
        Class<?> result = found.getReturnType();
        if (result == void.class || function == Weigher.class && !WEIGHTS.contains(result)) {
            throw this.refusals.refusal(
                    "Stage '%s' says %s '%s'%s, but the %s returns %s.".formatted(stage, named.setting(),
                            named.method(), origin(named), Refusals.words(found), result.getTypeName()),
                    (function == Weigher.class) ? "Let it return the weight as a whole number: int or long."
                            : "Let it return the key of the item.");
        }
        F made = (ofTask != null) ? this.functions.ofTask(function, found)
                : this.functions.ofItem(function, found, this.type);
        StageMethod origin = (ofTask != null) ? this.functions.origin(found)
                : new StageMethod(found.getDeclaringClass(), found, null);
        return function.cast((made instanceof Weigher<?> weigher) ? new WeigherMethod(unchecked(weigher), origin)
                : new KeyMethod(unchecked(made), origin));
    }

    @SuppressWarnings("unchecked")
    private static <F> F unchecked(Object function) {
        return (F) function;
    }

    private static String origin(NamedMethod named) {
        return named.origin().equals(Settings.CODE) ? "" : " (set by " + named.origin() + ")";
    }

    private static String near(Class<?> itemType) {
        List<String> names = Stream.of(itemType.getMethods())
            .filter((method) -> isKey(method) && method.getDeclaringClass() != Object.class)
            .map(Method::getName)
            .distinct()
            .sorted()
            .limit(12)
            .toList();
        return names.isEmpty() ? "" : ", such as " + String.join(", ", names);
    }

    /** The nearest method that takes the item. */
    private @Nullable Method ofTask(String name, Class<?> item) {
        return hierarchy(this.type)
            .filter((method) -> method.getName().equals(name) && !method.isSynthetic()
                    && method.getParameterCount() == 1 && boxed(method.getParameterTypes()[0]).isAssignableFrom(item))
            .min(Comparator.comparing((method) -> boxed(method.getParameterTypes()[0]) == item ? 0 : 1))
            .orElse(null);
    }

    private static @Nullable Method ofItem(String name, Class<?> item) {
        String capital = name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Stream.of(name, "get" + capital, "is" + capital)
            .map((each) -> hierarchy(item).filter((method) -> method.getName().equals(each) && isKey(method))
                .findFirst()
                .orElse(null))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    }

    private static boolean isKey(Method method) {
        return method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()
                && method.getReturnType() != void.class;
    }

    private static Stream<Method> hierarchy(Class<?> type) {
        Stream<Method> all = Stream.of(type.getMethods());
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            all = Stream.concat(Stream.of(each.getDeclaredMethods()), all);
        }
        return all.sorted(Comparator.comparing((method) -> distance(type, method.getDeclaringClass())));
    }

    private static int distance(Class<?> type, Class<?> declaring) {
        int steps = 0;
        for (Class<?> each = type; each != null && each != declaring; each = each.getSuperclass()) {
            steps++;
        }
        return steps;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

}

package org.minigun.annotation;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The methods of a task that carry one of the annotations, in order of declaration: those
 * of superclasses and interfaces first. A method that overrides another stands in its
 * place, and keeps its annotations unless it has others.
 */
final class DeclaredMethods {

    static final List<Class<? extends Annotation>> STAGES = List.of(Producer.class, Processor.class, Accumulator.class,
            Consumer.class, NestedPipeline.class);

    static final List<Class<? extends Annotation>> HOOKS = List.of(BeforeRun.class, AfterRun.class, BeforeStage.class,
            AfterStage.class, BeforeFork.class, AfterFork.class);

    static final List<Class<? extends Annotation>> DATA = List.of(Broadcast.class);

    private final Refusals refusals;

    private final Map<Method, Found> found = new LinkedHashMap<>();

    private DeclaredMethods(Refusals refusals) {
        this.refusals = refusals;
    }

    /**
     * A method with the annotations that count for it.
     *
     * @param method the method that is called
     * @param annotations its annotations for stages and hooks
     */
    record Found(Method method, List<Annotation> annotations) {

        List<Annotation> stages() {
            return this.annotations.stream().filter((one) -> STAGES.contains(one.annotationType())).toList();
        }

        List<Annotation> hooks() {
            return this.annotations.stream().filter((one) -> HOOKS.contains(one.annotationType())).toList();
        }

        List<Annotation> data() {
            return this.annotations.stream().filter((one) -> DATA.contains(one.annotationType())).toList();
        }

    }

    static Collection<Found> of(Class<?> type, Refusals refusals) {
        DeclaredMethods methods = new DeclaredMethods(refusals);
        hierarchy(type, new LinkedHashSet<>()).forEach(methods::read);
        return methods.found.values();
    }

    private static Set<Class<?>> hierarchy(@Nullable Class<?> type, Set<Class<?>> result) {
        if (type != null && type != Object.class) {
            hierarchy(type.getSuperclass(), result);
            Stream.of(type.getInterfaces()).forEach((each) -> hierarchy(each, result));
            result.add(type);
        }
        return result;
    }

    private void read(Class<?> type) {
        for (Map.Entry<Method, Found> known : this.found.entrySet()) {
            Method override = override(type, known.getValue().method());
            if (override != null) {
                List<Annotation> own = annotations(override);
                known.setValue(new Found(override, own.isEmpty() ? known.getValue().annotations() : own));
            }
        }
        Set<Method> taken = new LinkedHashSet<>();
        this.found.values().forEach((each) -> taken.add(each.method()));
        for (Method method : inOrder(type)) {
            if (!taken.contains(method)) {
                this.found.put(method, new Found(method, annotations(method)));
            }
        }
    }

    private List<Method> inOrder(Class<?> type) {
        List<Method> annotated = Stream.of(type.getDeclaredMethods())
            .filter((method) -> !method.isSynthetic() && !annotations(method).isEmpty())
            .toList();
        if (annotated.size() < 2) {
            return annotated;
        }
        List<String> order = ClassFile.methods(type);
        if (order == null) {
            throw this.refusals.refusal(
                    "The order in which %s declares its stages cannot be told, for its class file is not available."
                        .formatted(type.getTypeName()),
                    "Keep the class file on the class path (in a native image, register it as a resource), "
                            + "or declare the pipeline with the builder.");
        }
        Map<String, Method> byKey = new LinkedHashMap<>();
        annotated.forEach((method) -> byKey.put(key(method), method));
        List<Method> result = new ArrayList<>();
        for (String key : order) {
            Method method = byKey.remove(key);
            if (method != null) {
                result.add(method);
            }
        }
        if (!byKey.isEmpty()) {
            throw this.refusals.refusal(
                    "The class file of %s does not declare %s.".formatted(type.getTypeName(), byKey.keySet()),
                    "Build again: the file is not the one that the class was loaded from.");
        }
        return result;
    }

    private static String key(Method method) {
        return method.getName()
                + MethodType.methodType(method.getReturnType(), method.getParameterTypes()).descriptorString();
    }

    private static List<Annotation> annotations(Method method) {
        return Stream.of(STAGES, HOOKS, DATA).flatMap(List::stream).<Annotation>mapMulti((type, out) -> {
            Annotation annotation = method.getDeclaredAnnotation(type);
            if (annotation != null) {
                out.accept(annotation);
            }
        }).toList();
    }

    /** The method of a class that is called where another one is, or {@code null}. */
    private static @Nullable Method override(Class<?> type, Method method) {
        boolean fixed = Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
        boolean inherited = method.getDeclaringClass().isAssignableFrom(type) && method.getDeclaringClass() != type;
        boolean visible = (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                || method.getDeclaringClass().getPackage() == type.getPackage();
        if (fixed || !inherited || !visible) {
            return null;
        }
        List<Method> same = Stream.of(type.getDeclaredMethods())
            .filter((each) -> each.getName().equals(method.getName()) && !Modifier.isStatic(each.getModifiers()))
            .toList();
        Method exact = same.stream()
            .filter((each) -> Arrays.equals(each.getParameterTypes(), method.getParameterTypes()))
            .min(Comparator.comparing(Method::isSynthetic))
            .orElse(null);
        if (exact == null || !exact.isSynthetic()) {
            return exact;
        }
        Class<?>[] parameters = parameters(type, method);
        return same.stream()
            .filter((each) -> !each.isSynthetic() && Arrays.equals(each.getParameterTypes(), parameters))
            .findFirst()
            .orElse(null);
    }

    /**
     * The parameters behind a bridge: a class has filled in its superclass's variables.
     */
    private static Class<?>[] parameters(Class<?> type, Method method) {
        Generics generics = new Generics(type);
        return Stream.of(method.getGenericParameterTypes())
            .map((each) -> Generics.raw(generics.filledIn(each)))
            .toArray(Class<?>[]::new);
    }

}

package org.minigun.process;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.StageMethod;
import org.minigun.capture.JavaObjects;
import org.minigun.protocol.AllowedTypes;
import org.minigun.protocol.TypeFilter;

/**
 * Which types a stage may send back from a worker: those it declares, and those that the
 * configuration allows. Exceptions may also be those of the platform, those that its
 * method declares to throw, and those that stand in the package of its code or below:
 * code that the application would have run itself.
 */
final class StageTypes {

    private StageTypes() {
    }

    static TypeFilter results(Stage stage, Settings settings) {
        Type declared = declared(stage);
        return new AllowedTypes((declared != null) ? List.of(declared) : List.of(),
                settings.get(Setting.ALLOWED_TYPES, List.of()));
    }

    /**
     * The class of which every result has to be.
     * @return the class, {@code Object} if nothing is declared, or what stands for
     * several results is
     */
    static Class<?> result(Stage stage, Settings settings) {
        Type declared = settings.get(Setting.FLATTEN, false) && stage.output() == null ? null : declared(stage);
        Type raw = (declared instanceof ParameterizedType generic) ? generic.getRawType() : declared;
        return (raw instanceof Class<?> type) ? MethodType.methodType(type).wrap().returnType() : Object.class;
    }

    private static @Nullable Type declared(Stage stage) {
        Type output = stage.output();
        if (output == null && stage.body() instanceof StageBody.Processor processor) {
            return result(processor.function());
        }
        return output;
    }

    /** What stages that run together may send back: what any of them may. */
    static TypeFilter results(List<Stage> stages, Settings settings) {
        List<TypeFilter> filters = new ArrayList<>();
        for (Stage stage : stages) {
            if (stage.body() instanceof StageBody.Nested nested) {
                filters.add(results(nested.pipeline().stages(), settings));
                continue;
            }
            filters.add(results(stage, settings));
            Type input = stage.input();
            if (input != null) {
                filters.add(new AllowedTypes(List.of(input), List.of()));
            }
        }
        return any(filters);
    }

    static TypeFilter exceptions(List<Stage> stages, Settings settings, TypeFilter results) {
        List<TypeFilter> filters = new ArrayList<>();
        for (Stage stage : stages) {
            filters.add((stage.body() instanceof StageBody.Nested nested)
                    ? exceptions(nested.pipeline().stages(), settings, results) : exceptions(stage, settings, results));
        }
        return any(filters);
    }

    private static TypeFilter any(List<TypeFilter> filters) {
        List<TypeFilter> all = List.copyOf(filters);
        return (name) -> all.stream().anyMatch((filter) -> filter.allows(name));
    }

    /** The result of a lambda, as it was compiled. */
    private static @Nullable Type result(Object function) {
        SerializedLambda lambda = JavaObjects.lambda(function);
        if (lambda != null) {
            MethodType type = MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(),
                    function.getClass().getClassLoader());
            return type.returnType();
        }
        for (java.lang.reflect.Method method : function.getClass().getDeclaredMethods()) {
            if (method.getName().equals("process") && !method.isBridge()) {
                return method.getGenericReturnType();
            }
        }
        return null;
    }

    /** The classes that a worker needs for a stage, as far as it declares them. */
    static Set<String> classes(Stage stage) {
        Set<String> names = new TreeSet<>();
        StageMethod method = stage.method();
        names.add((method != null) ? method.type().getName() : codeOf(stage));
        List<Type> types = new ArrayList<>();
        Type input = stage.input();
        Type output = declared(stage);
        if (input != null) {
            types.add(input);
        }
        if (output != null) {
            types.add(output);
        }
        names.addAll(new AllowedTypes(types, List.of()).names());
        return names;
    }

    static TypeFilter exceptions(Stage stage, Settings settings, TypeFilter results) {
        List<String> names = new ArrayList<>();
        StageMethod method = stage.method();
        String code = (method != null) ? method.type().getName() : codeOf(stage);
        if (method != null) {
            for (Class<?> type : method.method().getExceptionTypes()) {
                names.add(type.getName());
            }
        }
        String home = code.substring(0, code.lastIndexOf('.') + 1);
        return (name) -> name.startsWith("java.") || names.contains(name) || results.allows(name)
                || !home.isEmpty() && name.startsWith(home) || name.startsWith("org.minigun.");
    }

    private static String codeOf(Stage stage) {
        Object function = (stage.body() instanceof StageBody.Processor processor) ? processor.function()
                : (stage.body() instanceof StageBody.Emitter emitter) ? emitter.function()
                        : (stage.body() instanceof StageBody.Consumer consumer) ? consumer.function() : stage;
        SerializedLambda lambda = JavaObjects.lambda(function);
        return (lambda != null) ? lambda.getCapturingClass().replace('/', '.') : function.getClass().getName();
    }

}

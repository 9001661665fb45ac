package org.minigun.process;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.StageMethod;
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
        List<Type> declared = new ArrayList<>();
        Type output = stage.output();
        if (output != null) {
            declared.add(output);
        }
        else if (stage.body() instanceof StageBody.Processor processor) {
            Type result = result(processor.function());
            if (result != null) {
                declared.add(result);
            }
        }
        return new AllowedTypes(declared, settings.get(Setting.ALLOWED_TYPES, List.of()));
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

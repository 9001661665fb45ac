package org.minigun.annotation;

import java.lang.reflect.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.minigun.graph.InvalidPipelineException;

/**
 * Makes the refusals of one task, and names its methods in them.
 */
final class Refusals {

    private final String pipeline;

    Refusals(String pipeline) {
        this.pipeline = pipeline;
    }

    InvalidPipelineException refusal(String reason, String remedy) {
        return new InvalidPipelineException(this.pipeline, reason, remedy);
    }

    /** The refusal of a value, as a setting words it: fact, colon, rule. */
    InvalidPipelineException refusal(IllegalArgumentException wrongValue, String origin) {
        String message = String.valueOf(wrongValue.getMessage());
        int colon = message.lastIndexOf(": must be ");
        String fact = (colon >= 0) ? message.substring(0, colon) : message;
        String rule = (colon >= 0) ? message.substring(colon + ": must be ".length()) : "a value that is allowed";
        return refusal(fact + (origin.isEmpty() ? "" : ", set by " + origin) + ".", "Write " + rule + ".");
    }

    /** Such as: method inspect(Path) of class org.example.Census. */
    static String words(Method method) {
        return "method " + method.getName()
                + Stream.of(method.getParameterTypes())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", ", "(", ")"))
                + " of class " + method.getDeclaringClass().getTypeName();
    }

}

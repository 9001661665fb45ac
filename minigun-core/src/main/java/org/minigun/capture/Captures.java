package org.minigun.capture;

import java.lang.invoke.SerializedLambda;

import org.minigun.graph.InvalidPipelineException;

/**
 * Finds what a lambda captures that cannot be copied to where the lambda is to run.
 */
public final class Captures {

    private Captures() {
    }

    /**
     * Refuses a lambda that captures what is not serializable; other functions pass.
     * @param pipeline the name of the pipeline
     * @param owner what the function belongs to, as a message names it
     * @param place where it is to run, as a message names it
     * @param function the function
     * @throws InvalidPipelineException if it cannot be copied; the message names what is
     * captured
     */
    public static void check(String pipeline, String owner, String place, Object function) {
        SerializedLambda lambda = JavaObjects.lambda(function);
        if (lambda != null) {
            check(pipeline, owner, place, lambda);
        }
    }

    /**
     * Refuses a lambda that captures what is not serializable.
     * @param pipeline the name of the pipeline
     * @param owner what the lambda belongs to, as a message names it
     * @param place where it is to run, as a message names it
     * @param lambda the lambda
     * @throws InvalidPipelineException if it cannot be copied; the message names what is
     * captured
     */
    public static void check(String pipeline, String owner, String place, SerializedLambda lambda) {
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            Object captured = lambda.getCapturedArg(i);
            JavaObjects.serialized(captured, (path, type) -> new InvalidPipelineException(pipeline,
                    owner + " is to run in " + place + ", but its lambda captures "
                            + (captured.getClass().getName().equals(type) ? "a " + type
                                    : "a " + captured.getClass().getName() + " whose " + path + " is a " + type)
                            + ", which is not Serializable.",
                    "Capture only what is Serializable; where the lambda uses a field, it captures its object: copy "
                            + "the field to a local variable first."));
        }
    }

}

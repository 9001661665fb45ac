package org.minigun.code;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.ForkBody;
import org.minigun.Hook;
import org.minigun.IterableProducer;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.StageMethod;
import org.minigun.capture.Captures;
import org.minigun.capture.JavaObjects;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.StageKind;
import org.minigun.protocol.SessionDescription.Body;
import org.minigun.protocol.StageCode;

/**
 * Says to a worker or an isolate how to come to the code of a stage. A method is found by
 * its name, on an instance that is copied as it is now, or made there; a function is
 * copied.
 */
public final class StageCodes {

    private final String pipeline;

    private final String place;

    /**
     * Makes codes for worker processes.
     * @param pipeline the name of the pipeline, for messages
     */
    public StageCodes(String pipeline) {
        this(pipeline, "a worker process");
    }

    /**
     * Makes codes for another place than worker processes.
     * @param pipeline the name of the pipeline, for messages
     * @param place where the code is to run, as messages name it, with its article
     */
    public StageCodes(String pipeline, String place) {
        this.pipeline = pipeline;
        this.place = place;
    }

    /** Where the code is to run, with its article. */
    String place() {
        return this.place;
    }

    /**
     * The code of a stage, with the state that its instance has now.
     * @param path the path of the stage
     * @param stage the stage
     * @return the code
     * @throws InvalidPipelineException if the code cannot be sent; the message names the
     * remedies
     */
    public StageCode code(String path, Stage stage) {
        StageMethod method = stage.method();
        if (method != null && stage.kind() == StageKind.PRODUCER && takesParameters(method.method())) {
            throw refusal(
                    "Producer '" + path + "' takes the parameters of the run, which do not go to " + this.place + ".",
                    "Place it in the application, as producers are by default.");
        }
        return (method != null) ? method("Stage '" + path + "'", method)
                : function("Stage '" + path + "'", stage.body().function());
    }

    private static boolean takesParameters(Method producer) {
        int outputs = (producer.getReturnType() == void.class) ? 1 : 0;
        return producer.getParameterCount() > outputs;
    }

    /**
     * Tells what the code of a stage takes and gives.
     * @param stage the stage
     * @param flatten whether what it returns stands for several items
     * @return the kind of its code
     */
    public static Body body(Stage stage, boolean flatten) {
        StageBody body = stage.body();
        if (body instanceof StageBody.Processor) {
            return flatten ? Body.FLATTEN : Body.PROCESSOR;
        }
        if (body instanceof StageBody.Emitter) {
            return Body.EMITTER;
        }
        if (body instanceof StageBody.Consumer) {
            return Body.CONSUMER;
        }
        StageMethod method = stage.method();
        return (method != null && method.method().getParameterCount() == 0) ? Body.ITEMS : Body.PRODUCER;
    }

    /**
     * The hooks that run in a worker before its first item.
     * @param hooks hooks of any kind
     * @return the code of those that do
     * @throws InvalidPipelineException if one cannot be sent
     */
    public List<StageCode> afterFork(List<Hook> hooks) {
        List<StageCode> codes = new ArrayList<>();
        for (Hook hook : hooks) {
            if (hook.kind() == Hook.Kind.AFTER_FORK && hook.body() instanceof ForkBody body) {
                StageMethod method = body.method();
                codes.add((method != null) ? method("An @AfterFork hook", method)
                        : function("An AFTER_FORK hook", body.function()));
            }
        }
        return codes;
    }

    /**
     * The code of a method.
     * @param owner what the method belongs to, as a message names it
     * @param origin the method
     * @return the code
     * @throws InvalidPipelineException if it cannot be sent
     */
    public StageCode method(String owner, StageMethod origin) {
        Method method = origin.method();
        String name = method.getName();
        String descriptor = descriptor(method);
        if (Modifier.isStatic(method.getModifiers())) {
            return new StageCode(StageCode.Kind.STATIC_METHOD, method.getDeclaringClass().getName(), name, descriptor,
                    null);
        }
        Object instance = origin.instance();
        if (instance instanceof java.io.Serializable && instance.getClass() == origin.type()) {
            byte[] data = JavaObjects.serialized(instance,
                    (path, type) -> refusal(
                            owner + " is a method of a Serializable " + origin.type().getName() + ", but its " + path
                                    + " is not: " + type + ".",
                            "Make the field transient, its class Serializable, or the method static."));
            return new StageCode(StageCode.Kind.SERIALIZED, origin.type().getName(), name, descriptor, data);
        }
        if (hasConstructor(origin.type())) {
            return new StageCode(StageCode.Kind.CONSTRUCTED, origin.type().getName(), name, descriptor, null);
        }
        throw refusal(
                owner + " is to run in " + this.place + ", which has no " + origin.type().getName()
                        + " to call its method '" + name
                        + "' on: the class is neither Serializable, nor has it a constructor " + "without arguments.",
                "Make the method static; or make the class Serializable, to be copied as it is; or give it a "
                        + "constructor without arguments, to be made there.");
    }

    private static boolean hasConstructor(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers())) {
            return false;
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }

    private StageCode function(String owner, @Nullable Object function) {
        if (function == null) {
            throw refusal(owner + " has no code that could be sent to " + this.place + ".",
                    "Place it in the application.");
        }
        Object sent = (function instanceof IterableProducer<?> items) ? items : function;
        SerializedLambda lambda = JavaObjects.lambda(sent);
        if (lambda == null) {
            byte[] data = JavaObjects.serialized(sent,
                    (path, type) -> refusal(
                            owner + " is to run in " + this.place + ", but its " + path + " cannot be sent there: "
                                    + type + " is not Serializable.",
                            "Make it transient or Serializable, or make it anew there."));
            return new StageCode(StageCode.Kind.FUNCTION, sent.getClass().getName(), "", "", data);
        }
        if (lambda.getCapturedArgCount() == 0
                && lambda.getImplMethodKind() == java.lang.invoke.MethodHandleInfo.REF_invokeStatic) {
            return new StageCode(StageCode.Kind.STATIC_METHOD, lambda.getImplClass().replace('/', '.'),
                    lambda.getImplMethodName(), lambda.getImplMethodSignature(), null);
        }
        Captures.check(this.pipeline, owner, this.place, lambda);
        return new StageCode(StageCode.Kind.FUNCTION, lambda.getCapturingClass().replace('/', '.'), "", "",
                JavaObjects.serialized(sent,
                        (path, type) -> refusal(owner + " is to run in " + this.place
                                + ", but its lambda cannot be sent there: " + type + " is not Serializable.",
                                "Capture only what is Serializable.")));
    }

    private static String descriptor(Method method) {
        return java.lang.invoke.MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .descriptorString();
    }

    /**
     * Refuses the pipeline.
     * @param reason why
     * @param remedy what to do
     * @return the exception
     */
    public InvalidPipelineException refusal(String reason, String remedy) {
        return new InvalidPipelineException(this.pipeline, reason, remedy);
    }

}

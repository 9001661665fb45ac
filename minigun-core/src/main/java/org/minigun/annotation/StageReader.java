package org.minigun.annotation;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.BatchFunction;
import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.ProcessorFunction;
import org.minigun.ProducerFunction;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.annotation.StageOverride.NamedMethod;
import org.minigun.graph.InvalidPipelineException;

/**
 * Makes a stage of an annotated method, but for nested pipelines.
 */
final class StageReader {

    private final Functions functions;

    private final Keys keys;

    private final Generics generics;

    private final Refusals refusals;

    private final TaskParameters parameters;

    StageReader(Functions functions, Keys keys, Generics generics, Refusals refusals, TaskParameters parameters) {
        this.parameters = parameters;
        this.functions = functions;
        this.keys = keys;
        this.generics = generics;
        this.refusals = refusals;
    }

    Stage read(String name, Method method, Annotation annotation, StageOverride said) {
        Declared declared = new Declared(name, method, annotation, said);
        if (annotation instanceof Producer) {
            return producer(declared);
        }
        if (annotation instanceof Accumulator) {
            return accumulator(declared);
        }
        return (annotation instanceof Consumer) ? consumer(declared) : processor(declared);
    }

    private Stage producer(Declared declared) {
        Method method = declared.method();
        if (declared.takes(Output.class) && declared.returnsNothing()) {
            Type output = this.generics.argument(declared.parameter(0), Output.class);
            return stage(declared, new StageBody.Producer(function(ProducerFunction.class, method)), null, output);
        }
        boolean given = this.parameters.areTaken() && TaskParameters.taken(method) != null;
        if (given && declared.returnsNothing()) {
            Type output = this.generics.argument(declared.parameter(1), Output.class);
            ProducerFunction<Object> body = this.parameters.emitting(declared.name(), this.functions.handle(method));
            return stage(declared, new StageBody.Producer(body), null, output);
        }
        if (method.getParameterCount() > 0 && !given) {
            throw wrong(declared, "takes " + parameters(method), "Declare it as void %s(Output<T> output), or without "
                    + "parameters returning a Stream, an Iterable or an Iterator." + (this.parameters.areTaken()
                            ? " In front of these it may take one object with the parameters of the run." : ""));
        }
        Class<?> generic = declared.returns(BaseStream.class, Iterable.class, Iterator.class);
        if (generic == null) {
            throw wrong(declared, "returns " + method.getGenericReturnType().getTypeName(),
                    "Return a Stream, an Iterable or an Iterator, or declare it as void %s(Output<T> output).");
        }
        Type output = this.generics.argument(method.getGenericReturnType(), generic);
        Callable<Object> items = given ? this.parameters.returning(declared.name(), this.functions.handle(method))
                : function(Callable.class, method);
        return stage(declared, new StageBody.Producer(new ItemsProducer(items, declared.name())), null, output);
    }

    private Stage processor(Declared declared) {
        Method method = declared.method();
        boolean flatten = declared.flattens();
        if (method.getParameterCount() == 2 && method.getParameterTypes()[1] == Output.class
                && method.getParameterTypes()[0] != Output.class) {
            if (!declared.returnsNothing()) {
                throw wrong(declared, "takes an Output and returns " + method.getReturnType().getTypeName(),
                        "Return nothing and emit to the Output, or return the result and take no Output.");
            }
            if (flatten) {
                throw wrong(declared, "says flatten, but returns nothing",
                        "Remove flatten: what is emitted to the Output is an item each.");
            }
            Type output = this.generics.argument(declared.parameter(1), Output.class);
            EmitterFunction<Object, Object> body = function(EmitterFunction.class, method);
            return stage(declared, new StageBody.Emitter(widenedEmitter(body, method)), declared.input(), output);
        }
        if (method.getParameterCount() != 1 || declared.takes(Output.class)) {
            throw wrong(declared, "takes " + parameters(method),
                    "Declare it as R %1$s(I item), or as void %1$s(I item, Output<R> output).");
        }
        if (declared.returnsNothing()) {
            throw wrong(declared, "returns nothing and takes no Output",
                    "Return the result, or declare it as void %s(I item, Output<R> output), or make it a @Consumer.");
        }
        ProcessorFunction<Object, Object> body = function(ProcessorFunction.class, method);
        return stage(declared, new StageBody.Processor(widenedProcessor(body, method)), declared.input(),
                flatten ? element(declared) : method.getGenericReturnType());
    }

    private @Nullable Type element(Declared declared) {
        Type result = declared.method().getGenericReturnType();
        Class<?> raw = Generics.raw(result);
        Class<?> generic = declared.returns(Stream.class, Iterable.class, Optional.class, Iterator.class);
        if (generic != null) {
            return this.generics.argument(result, generic);
        }
        if (raw.isArray() && !raw.getComponentType().isPrimitive()) {
            return raw.getComponentType();
        }
        if (raw == Object.class) {
            return null;
        }
        throw wrong(declared, "says flatten, but returns " + result.getTypeName(),
                "Return a Stream, an Iterable, an Optional or an array of objects, or remove flatten.");
    }

    private Stage accumulator(Declared declared) {
        Method method = declared.method();
        if (method.getParameterCount() != 1 || !method.getParameterTypes()[0].isAssignableFrom(List.class)
                || method.getParameterTypes()[0] == Object.class) {
            throw wrong(declared, "takes " + parameters(method),
                    "Declare it as List<T> %s(List<T> batch), or let it return what it makes of the batch.");
        }
        if (declared.returnsNothing()) {
            throw wrong(declared, "returns nothing",
                    "Return the batch, or what is made of it; or make it a @Consumer behind an accumulator.");
        }
        Type input = this.generics.argument(declared.parameter(0), Iterable.class);
        return stage(declared, new StageBody.Accumulator(function(BatchFunction.class, method)), input,
                method.getGenericReturnType());
    }

    private Stage consumer(Declared declared) {
        Method method = declared.method();
        if (method.getParameterCount() != 1 || declared.takes(Output.class)) {
            throw wrong(declared, "takes " + parameters(method),
                    "Declare it as void %s(I item)" + (List.of(method.getParameterTypes()).contains(Output.class)
                            ? ": a consumer emits nothing. To emit, make it a @Processor." : "."));
        }
        if (!declared.returnsNothing()) {
            throw wrong(declared, "returns " + method.getReturnType().getTypeName(),
                    "Declare it as void %s(I item), or make it a @Processor.");
        }
        ConsumerFunction<Object> body = function(ConsumerFunction.class, method);
        return stage(declared, new StageBody.Consumer(widenedConsumer(body, method)), declared.input(), null);
    }

    private Stage stage(Declared declared, StageBody body, @Nullable Type input, @Nullable Type output) {
        Type taken = (input != null) ? this.generics.filledIn(input) : null;
        Type emitted = (output != null) ? this.generics.filledIn(output) : null;
        Settings settings = declared.said().settings();
        for (NamedMethod named : declared.said().methods()) {
            Type item = (named.setting() == Setting.ROUTING_KEY) ? emitted : taken;
            settings = this.keys.with(settings, declared.name(), named, item);
        }
        return new Stage(declared.name(), body, taken, emitted, settings, this.functions.origin(declared.method()));
    }

    @SuppressWarnings("unchecked")
    private <F> F function(Class<?> type, Method method) {
        return (F) this.functions.ofTask(type, method);
    }

    private static ProcessorFunction<Object, Object> widenedProcessor(ProcessorFunction<Object, Object> body,
            Method method) {
        Class<?> parameter = method.getParameterTypes()[0];
        return Widening.appliesTo(parameter) ? (item) -> body.process(Widening.widened(item, parameter)) : body;
    }

    private static EmitterFunction<Object, Object> widenedEmitter(EmitterFunction<Object, Object> body, Method method) {
        Class<?> parameter = method.getParameterTypes()[0];
        return Widening.appliesTo(parameter) ? (item, output) -> body.process(Widening.widened(item, parameter), output)
                : body;
    }

    private static ConsumerFunction<Object> widenedConsumer(ConsumerFunction<Object> body, Method method) {
        Class<?> parameter = method.getParameterTypes()[0];
        return Widening.appliesTo(parameter) ? (item) -> body.consume(Widening.widened(item, parameter)) : body;
    }

    /** Refuses what no method of a task may be. */
    void check(String words, Method method) {
        if (Modifier.isAbstract(method.getModifiers())) {
            throw this.refusals.refusal("%s (%s) is abstract.".formatted(words, Refusals.words(method)),
                    "Give it a body, or make the class that implements it the task.");
        }
        if (Modifier.isPrivate(method.getModifiers())) {
            throw this.refusals.refusal("%s (%s) is private.".formatted(words, Refusals.words(method)),
                    "Remove 'private': package-private is enough, and a proxy of the task can serve it.");
        }
    }

    /** Such as: Processor 'inspect'. */
    static String words(Annotation annotation, String name) {
        return ((annotation instanceof NestedPipeline) ? "Nested pipeline"
                : annotation.annotationType().getSimpleName()) + " '" + name + "'";
    }

    private InvalidPipelineException wrong(Declared declared, String fact, String remedy) {
        return this.refusals.refusal("%s (%s) %s.".formatted(words(declared.annotation(), declared.name()),
                Refusals.words(declared.method()), fact), remedy.formatted(declared.method().getName()));
    }

    private static String parameters(Method method) {
        int count = method.getParameterCount();
        return switch (count) {
            case 0 -> "nothing";
            case 1 -> method.getGenericParameterTypes()[0].getTypeName();
            default -> count + " parameters";
        };
    }

    /**
     * A stage as it was declared.
     *
     * @param name its name
     * @param method its method
     * @param annotation its annotation
     * @param said what was said of it
     */
    private record Declared(String name, Method method, Annotation annotation, StageOverride said) {

        boolean takes(Class<?> only) {
            return this.method.getParameterCount() == 1 && this.method.getParameterTypes()[0] == only;
        }

        boolean returnsNothing() {
            return this.method.getReturnType() == void.class;
        }

        boolean flattens() {
            return this.said.settings().get(Setting.FLATTEN, false);
        }

        Type parameter(int place) {
            return this.method.getGenericParameterTypes()[place];
        }

        /** The type of the items; an int takes Integers only, see {@link Widening}. */
        Type input() {
            Class<?> raw = this.method.getParameterTypes()[0];
            return (raw.isPrimitive() && !Widening.appliesTo(raw)) ? MethodType.methodType(raw).wrap().returnType()
                    : parameter(0);
        }

        @Nullable Class<?> returns(Class<?>... generics) {
            return Stream.of(generics)
                .filter((generic) -> generic.isAssignableFrom(this.method.getReturnType()))
                .findFirst()
                .orElse(null);
        }

    }

}

package org.minigun.annotation;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.minigun.ForkBody;
import org.minigun.Hook;
import org.minigun.Run;
import org.minigun.WorkerContext;

/**
 * Makes hooks of an annotated method.
 */
final class HookReader {

    private static final Map<Class<? extends Annotation>, Hook.Kind> KINDS = Map.of(BeforeRun.class,
            Hook.Kind.BEFORE_RUN, AfterRun.class, Hook.Kind.AFTER_RUN, BeforeStage.class, Hook.Kind.BEFORE_STAGE,
            AfterStage.class, Hook.Kind.AFTER_STAGE, BeforeFork.class, Hook.Kind.BEFORE_FORK, AfterFork.class,
            Hook.Kind.AFTER_FORK);

    private static final MethodType BODY = MethodType.methodType(void.class, Run.class);

    private final Functions functions;

    private final Refusals refusals;

    HookReader(Functions functions, Refusals refusals) {
        this.functions = functions;
        this.refusals = refusals;
    }

    Stream<Hook> read(Method method, Annotation annotation) {
        Class<?>[] parameters = method.getParameterTypes();
        if (annotation instanceof AfterFork) {
            return Stream.of(new Hook(Hook.Kind.AFTER_FORK, null, afterFork(method)));
        }
        boolean takesRun = parameters.length == 1 && parameters[0] == Run.class;
        if (parameters.length > 0 && !takesRun || method.getReturnType() != void.class) {
            throw this.refusals.refusal(
                    "Hook @%s (%s) has wrong parameters or a result."
                        .formatted(annotation.annotationType().getSimpleName(), Refusals.words(method)),
                    "Declare it as void %1$s() or as void %1$s(Run run).".formatted(method.getName()));
        }
        Hook.Kind kind = Objects.requireNonNull(KINDS.get(annotation.annotationType()));
        Hook.Body body = body(method, takesRun);
        String[] stages = (annotation instanceof BeforeStage before) ? before.value()
                : (annotation instanceof AfterStage after) ? after.value() : null;
        return (stages != null) ? Stream.of(stages).map((stage) -> new Hook(kind, stage, body))
                : Stream.of(new Hook(kind, null, body));
    }

    private Hook.Body afterFork(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length > 1 || parameters.length == 1 && parameters[0] != WorkerContext.class
                || method.getReturnType() != void.class) {
            throw this.refusals.refusal(
                    "Hook @AfterFork (%s) has wrong parameters or a result.".formatted(Refusals.words(method)),
                    "Declare it as void %1$s() or as void %1$s(WorkerContext context): it runs in a worker process, where there is no Run."
                        .formatted(method.getName()));
        }
        return new ForkBody(this.functions.origin(method), null);
    }

    private Hook.Body body(Method method, boolean takesRun) {
        MethodHandle handle = this.functions.handle(method);
        MethodHandle taking = (takesRun ? handle : MethodHandles.dropArguments(handle, 0, Run.class)).asType(BODY);
        return (run) -> {
            try {
                taking.invokeExact(run);
            }
            catch (Exception | Error ex) {
                throw ex;
            }
            catch (Throwable ex) {
                throw new IllegalStateException(ex);
            }
        };
    }

}

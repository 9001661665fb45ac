package org.minigun.test;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.ProcessorFunction;
import org.minigun.Setting;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.StageMethod;
import org.minigun.capture.JavaObjects;

/**
 * The code of a stage in a worker process, in which some items meet a fault.
 */
final class FaultyStage implements ProcessorFunction<Object, Object>, EmitterFunction<Object, Object>,
        ConsumerFunction<Object>, AutoCloseable {

    private static final long serialVersionUID = 1;

    private final String stage;

    private final Healthy healthy;

    private final Fault fault;

    private final ItemPredicate<Object> chosen;

    /** Made by the first that is struck, or {@code null} if all are. */
    private final @Nullable File once;

    private final long application = ProcessHandle.current().pid();

    private FaultyStage(String stage, Healthy healthy, Fault fault, ItemPredicate<Object> chosen, @Nullable File once) {
        this.stage = stage;
        this.healthy = healthy;
        this.fault = fault;
        this.chosen = chosen;
        this.once = once;
    }

    @SuppressWarnings("unchecked")
    static Stage of(String path, Stage stage, Fault fault, ItemPredicate<?> chosen, @Nullable File once) {
        FaultyStage faulty = new FaultyStage(path, Healthy.of(path, stage), fault, (ItemPredicate<Object>) chosen,
                once);
        StageBody body = (stage.body() instanceof StageBody.Processor) ? new StageBody.Processor(faulty)
                : (stage.body() instanceof StageBody.Emitter) ? new StageBody.Emitter(faulty)
                        : new StageBody.Consumer(faulty);
        List<String> allowed = new ArrayList<>(stage.settings().get(Setting.ALLOWED_TYPES, List.of()));
        allowed.addAll(ownTypes(stage));
        return new Stage(stage.name(), body, stage.input(), output(stage),
                stage.settings().with(Setting.ALLOWED_TYPES, allowed, "stage '" + path + "'", "a fault"));
    }

    /** What the stage might send back if it were not wrapped. */
    private static List<String> ownTypes(Stage stage) {
        StageMethod method = stage.method();
        List<String> names = new ArrayList<>();
        String code = "";
        if (method != null) {
            code = method.type().getName();
            for (Class<?> type : method.method().getExceptionTypes()) {
                names.add(type.getName());
            }
        }
        else {
            SerializedLambda lambda = JavaObjects.lambda(Healthy.function(stage));
            code = (lambda != null) ? lambda.getCapturingClass().replace('/', '.')
                    : Healthy.function(stage).getClass().getName();
        }
        int end = code.lastIndexOf('.');
        if (end > 0) {
            names.add(code.substring(0, end) + ".*");
        }
        return names;
    }

    private static @Nullable Type output(Stage stage) {
        if (stage.output() != null || !(stage.body() instanceof StageBody.Processor processor)) {
            return stage.output();
        }
        SerializedLambda lambda = JavaObjects.lambda(processor.function());
        return (lambda != null) ? MethodType
            .fromMethodDescriptorString(lambda.getInstantiatedMethodType(),
                    processor.function().getClass().getClassLoader())
            .returnType() : null;
    }

    @Override
    public @Nullable Object process(Object item) throws Exception {
        meet(item);
        return this.healthy.call(item);
    }

    @Override
    public void process(Object item, Output<Object> output) throws Exception {
        meet(item);
        this.healthy.call(item, output);
    }

    @Override
    public void consume(Object item) throws Exception {
        meet(item);
        this.healthy.call(item);
    }

    private void meet(Object item) throws Exception {
        if (!this.chosen.test(item)) {
            return;
        }
        if (ProcessHandle.current().pid() == this.application) {
            throw new IllegalStateException("Stage '" + this.stage + "' runs in the application, which is not to be "
                    + "struck by " + this.fault + ": place it in worker processes (PROCESS, PROCESS_PER_BATCH), and "
                    + "run the task with placed()");
        }
        if (isFirst()) {
            this.fault.strike();
        }
    }

    private boolean isFirst() throws IOException {
        return this.once == null || this.once.createNewFile();
    }

    @Override
    public void close() {
        try {
            this.healthy.close();
        }
        catch (Exception ex) {
            throw new IllegalStateException("The instance of stage '" + this.stage + "' could not be closed", ex);
        }
    }

}

package org.minigun.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.execution.Engine;
import org.minigun.plan.ExecutionPlan;
import org.minigun.spring.Minigun;
import org.minigun.spring.RunRequest;
import org.minigun.spring.TaskDescription;
import org.minigun.spring.autoconfigure.ParameterBinder.Bound;
import org.minigun.spring.history.RunHistory;

/**
 * Runs the tasks of the registry on the engine, while the application does not stop.
 */
final class DefaultMinigun implements Minigun {

    private final Engine engine;

    private final TaskRegistry tasks;

    private final RunGate gate;

    private final RunSlots slots;

    private final ParameterBinder binder;

    DefaultMinigun(Engine engine, TaskRegistry tasks, RunGate gate, ParameterBinder binder) {
        this.engine = engine;
        this.tasks = tasks;
        this.gate = gate;
        this.slots = new RunSlots(engine);
        this.binder = binder;
    }

    @Override
    public RunResult run(String task) throws InterruptedException {
        return await(start(task));
    }

    @Override
    public RunResult run(Class<?> task) throws InterruptedException {
        return await(start(task));
    }

    private static RunResult await(Run run) throws InterruptedException {
        try {
            return run.await().orElseThrow();
        }
        catch (InterruptedException ex) {
            run.cancel();
            throw ex;
        }
    }

    @Override
    public Run start(String task) {
        return start(RunRequest.of(task));
    }

    @Override
    public Run start(Class<?> task) {
        return start(this.tasks.task(task), null, RunRequest.CODE);
    }

    @Override
    public Run start(RunRequest request) {
        return start(this.tasks.task(request.task()), request.parameters(), request.trigger());
    }

    private Run start(Task task, @Nullable Object parameters, String trigger) {
        this.gate.check(task.name());
        Bound bound = this.binder.bind(task.description(), parameters);
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(RunHistory.TRIGGER, trigger);
        bound.texts().forEach((name, value) -> attributes.put(RunHistory.PARAMETER + name, value));
        Pipeline pipeline = task.maker().apply(bound.value());
        // An operator has the run's id while it goes on, and no thread of the server.
        boolean apart = RunRequest.ENDPOINT.equals(trigger);
        return this.slots.start(task.description(),
                () -> apart ? this.engine.startApart(pipeline, attributes) : this.engine.start(pipeline, attributes));
    }

    @Override
    public List<Run> runs() {
        return this.engine.runs();
    }

    @Override
    public List<String> tasks() {
        return this.tasks.names();
    }

    @Override
    public Pipeline pipeline(String task) {
        return this.tasks.task(task).pipeline();
    }

    @Override
    public TaskDescription describe(String task) {
        return this.tasks.task(task).description();
    }

    @Override
    public ExecutionPlan plan(String task) {
        return this.engine.plan(pipeline(task));
    }

}

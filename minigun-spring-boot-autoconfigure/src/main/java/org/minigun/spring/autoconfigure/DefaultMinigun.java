package org.minigun.spring.autoconfigure;

import java.util.List;

import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.execution.Engine;
import org.minigun.plan.ExecutionPlan;
import org.minigun.spring.Minigun;

/**
 * Runs the tasks of the registry on the engine, while the application does not stop.
 */
final class DefaultMinigun implements Minigun {

    private final Engine engine;

    private final TaskRegistry tasks;

    private final RunGate gate;

    DefaultMinigun(Engine engine, TaskRegistry tasks, RunGate gate) {
        this.engine = engine;
        this.tasks = tasks;
        this.gate = gate;
    }

    @Override
    public RunResult run(String task) throws InterruptedException {
        return run(this.tasks.task(task));
    }

    @Override
    public RunResult run(Class<?> task) throws InterruptedException {
        return run(this.tasks.task(task));
    }

    @Override
    public Run start(String task) {
        return start(this.tasks.task(task));
    }

    @Override
    public Run start(Class<?> task) {
        return start(this.tasks.task(task));
    }

    private RunResult run(Task task) throws InterruptedException {
        this.gate.check(task.name());
        return this.engine.run(task.pipeline().get());
    }

    private Run start(Task task) {
        this.gate.check(task.name());
        return this.engine.start(task.pipeline().get());
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
        return this.tasks.task(task).pipeline().get();
    }

    @Override
    public ExecutionPlan plan(String task) {
        return this.engine.plan(pipeline(task));
    }

}

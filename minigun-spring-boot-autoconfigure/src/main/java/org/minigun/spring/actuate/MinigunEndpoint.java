package org.minigun.spring.actuate;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.minigun.Run;
import org.minigun.spring.Minigun;
import org.minigun.spring.RunRequest;
import org.minigun.spring.history.RunHistory;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that tells the tasks of the application with their graphs
 * and plans, and starts them.
 */
@Endpoint(id = "minigun")
public class MinigunEndpoint {

    private final Minigun minigun;

    private final Values values;

    private final TaskDescriptors descriptors;

    private final Runs runs;

    /**
     * Makes the endpoint.
     * @param minigun the tasks
     * @param history their runs
     * @param sanitizing functions that hide values
     * @param show when values are shown
     * @param roles the roles to whose holders they are shown, or none for everybody who
     * is known
     */
    public MinigunEndpoint(Minigun minigun, RunHistory history, Collection<SanitizingFunction> sanitizing, Show show,
            Set<String> roles) {
        this.minigun = minigun;
        this.values = new Values(sanitizing, show, roles);
        this.descriptors = new TaskDescriptors(minigun, history, this.values);
        this.runs = new Runs(minigun, history, this.values);
    }

    /**
     * Tells the tasks.
     * @return the tasks, by name
     */
    @ReadOperation
    public TasksDescriptor tasks() {
        return this.descriptors.tasks();
    }

    /**
     * Tells a task.
     * @param task its name
     * @return its parameters, graph and plan, or {@code null} if there is none
     */
    @ReadOperation
    public @Nullable TaskDescriptor task(@Selector String task) {
        return isKnown(task) ? task(task, this.values.shown()) : null;
    }

    /**
     * Starts a run.
     * @param task the name of the task
     * @param parameters its parameters by name, or {@code null} for those that properties
     * give it
     * @return the run
     */
    @WriteOperation
    public RunDescriptor start(@Selector String task, @Nullable Map<String, Object> parameters) {
        return start(task, parameters, this.values.shown());
    }

    Values values() {
        return this.values;
    }

    boolean isKnown(String task) {
        return this.minigun.tasks().contains(task);
    }

    TaskDescriptor task(String task, boolean shown) {
        return this.descriptors.task(task, shown);
    }

    RunDescriptor start(String task, @Nullable Map<String, Object> parameters, boolean shown) {
        Run run = this.minigun.start(RunRequest.of(task).with(parameters).by(RunRequest.ENDPOINT));
        return this.runs.describe(run, shown);
    }

}

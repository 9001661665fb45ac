package org.minigun.spring;

import java.util.List;

import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunFailedException;
import org.minigun.RunResult;
import org.minigun.plan.ExecutionPlan;

/**
 * Runs the tasks of the application: beans annotated with {@link MinigunTask}, and beans
 * of type {@link Pipeline}. Many runs may go on at once; of one task only if it
 * {@code allow-concurrent-runs}. Thread-safe.
 * <p>
 * A task is named by its name, or by the class that is annotated. A task whose producers
 * take parameters gets those that properties give ({@code minigun.tasks.x.parameters.*}),
 * unless others are said.
 */
public interface Minigun {

    /**
     * Runs a task and waits for its end.
     * @param task the name of the task
     * @return the result of a run that has not failed
     * @throws RunFailedException if the run has failed, with the exception of the user's
     * code as its cause
     * @throws UnknownTaskException if there is no such task
     * @throws TaskAlreadyRunningException if it runs and may not run twice
     * @throws InvalidParametersException if the parameters that properties give it are
     * refused
     * @throws IllegalStateException if the application is stopping
     * @throws InterruptedException if the waiting thread is interrupted; the run was
     * cancelled
     */
    RunResult run(String task) throws InterruptedException;

    /**
     * Runs a task and waits for its end.
     * @param task the class of the task
     * @return the result of a run that has not failed
     * @throws RunFailedException if the run has failed, with the exception of the user's
     * code as its cause
     * @throws UnknownTaskException if there is no such task, or more than one
     * @throws TaskAlreadyRunningException if it runs and may not run twice
     * @throws InvalidParametersException if the parameters that properties give it are
     * refused
     * @throws IllegalStateException if the application is stopping
     * @throws InterruptedException if the waiting thread is interrupted; the run was
     * cancelled
     */
    RunResult run(Class<?> task) throws InterruptedException;

    /**
     * Starts a run of a task and returns at once, unless the task runs on the calling
     * thread ({@code minigun.concurrency.default-context=inline}).
     * @param task the name of the task
     * @return the run
     * @throws UnknownTaskException if there is no such task
     * @throws TaskAlreadyRunningException if it runs and may not run twice
     * @throws InvalidParametersException if the parameters that properties give it are
     * refused
     * @throws IllegalStateException if the application is stopping
     */
    Run start(String task);

    /**
     * Starts a run of a task and returns at once, unless the task runs on the calling
     * thread ({@code minigun.concurrency.default-context=inline}).
     * @param task the class of the task
     * @return the run
     * @throws UnknownTaskException if there is no such task, or more than one
     * @throws TaskAlreadyRunningException if it runs and may not run twice
     * @throws InvalidParametersException if the parameters that properties give it are
     * refused
     * @throws IllegalStateException if the application is stopping
     */
    Run start(Class<?> task);

    /**
     * Starts a run of a task with parameters and returns at once, as
     * {@link #start(String)} does.
     * @param task the name of the task
     * @param parameters an object of the class that the task's producers take, or a map
     * that is bound to that class: each name a property of it, those that are not said as
     * properties give them
     * @return the run
     * @throws UnknownTaskException if there is no such task
     * @throws InvalidParametersException if the parameters are refused
     * @throws TaskAlreadyRunningException if it runs and may not run twice
     * @throws IllegalStateException if the application is stopping
     */
    default Run start(String task, Object parameters) {
        return start(RunRequest.of(task).with(parameters));
    }

    /**
     * Starts a run and returns at once, as {@link #start(String)} does.
     * @param request what is asked for
     * @return the run
     * @throws UnknownTaskException if there is no such task
     * @throws InvalidParametersException if the parameters are refused
     * @throws TaskAlreadyRunningException if it runs and may not run twice
     * @throws IllegalStateException if the application is stopping
     */
    Run start(RunRequest request);

    /**
     * Returns what is known of a task besides its pipeline.
     * @param task the name of the task
     * @return what is known
     * @throws UnknownTaskException if there is no such task
     */
    TaskDescription describe(String task);

    /**
     * Returns the runs that go on.
     * @return the runs, of all tasks
     */
    List<Run> runs();

    /**
     * Returns the names of the tasks.
     * @return the names, sorted
     */
    List<String> tasks();

    /**
     * Returns the pipeline of a task, as annotations, code and properties make it.
     * @param task the name of the task
     * @return the pipeline
     * @throws UnknownTaskException if there is no such task
     */
    Pipeline pipeline(String task);

    /**
     * Plans a task without running it.
     * @param task the name of the task
     * @return where each stage runs, and why
     * @throws UnknownTaskException if there is no such task
     */
    ExecutionPlan plan(String task);

}

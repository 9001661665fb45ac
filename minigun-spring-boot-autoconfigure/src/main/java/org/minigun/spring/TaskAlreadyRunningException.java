package org.minigun.spring;

/**
 * A task was to be started that runs, and may not run more than once at a time.
 */
public class TaskAlreadyRunningException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String task;

    /**
     * Makes an exception.
     * @param task the name of the task
     */
    public TaskAlreadyRunningException(String task) {
        super("Task '" + task + "' runs and may not run more than once at a time: wait for its end, or set "
                + "minigun.tasks." + task + ".allow-concurrent-runs=true");
        this.task = task;
    }

    /**
     * Returns the name of the task.
     * @return the name
     */
    public String task() {
        return this.task;
    }

}

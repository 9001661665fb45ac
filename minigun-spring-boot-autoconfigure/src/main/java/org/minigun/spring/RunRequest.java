package org.minigun.spring;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a run is started.
 *
 * @param task the name of the task
 * @param parameters the parameters object that the task declares, a map to be bound to
 * it, or {@code null} for its defaults
 * @param trigger what starts the run, for history: {@code code}, {@code startup},
 * {@code schedule} or {@code endpoint}, or a word of the application's own
 */
public record RunRequest(String task, @Nullable Object parameters, String trigger) {

    /**
     * The trigger of a run that code of the application starts.
     */
    public static final String CODE = "code";

    /**
     * The trigger of a run at start-up.
     */
    public static final String STARTUP = "startup";

    /**
     * The trigger of a run by schedule.
     */
    public static final String SCHEDULE = "schedule";

    /**
     * The trigger of a run that an operator starts: it is never carried out on the thread
     * that starts it.
     */
    public static final String ENDPOINT = "endpoint";

    /**
     * Asks for a run from code.
     * @param task the name of the task
     * @return the request
     */
    public static RunRequest of(String task) {
        return new RunRequest(task, null, CODE);
    }

    /**
     * Asks for the same with parameters.
     * @param given the parameters object, a map, or {@code null}
     * @return the request
     */
    public RunRequest with(@Nullable Object given) {
        return new RunRequest(this.task, given, this.trigger);
    }

    /**
     * Asks for the same by another trigger.
     * @param by what starts the run
     * @return the request
     */
    public RunRequest by(String by) {
        return new RunRequest(this.task, this.parameters, by);
    }

}

package org.minigun;

/**
 * A run has failed. The cause is the exception of the user's code itself.
 */
public final class RunFailedException extends MinigunException {

    private static final long serialVersionUID = 1L;

    private final transient RunResult result;

    RunFailedException(RunResult result, RunFailure failure) {
        super("Run " + result.runId() + " of task '" + result.task() + "' failed at " + failure, failure.cause());
        this.result = result;
    }

    /**
     * Returns the result of the run.
     * @return the result, with statistics and ledger
     */
    public RunResult result() {
        return this.result;
    }

}

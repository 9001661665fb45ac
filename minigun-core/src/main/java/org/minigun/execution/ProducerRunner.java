package org.minigun.execution;

import org.jspecify.annotations.Nullable;
import org.minigun.OnError;
import org.minigun.ProducerFunction;
import org.minigun.RunFailure;
import org.minigun.RunStoppedException;

/**
 * Runs a producer once, in one context.
 */
final class ProducerRunner {

    /** How far is looked for a cause: causes may go round in a circle. */
    private static final int DEEPEST = 16;

    private final RunFiles run;

    private final StageRun stage;

    private final ProducerFunction<Object> function;

    private final StageOutput output;

    private final Receiver next;

    ProducerRunner(RunFiles run, StageRun stage, ProducerFunction<Object> function, StageOutput output, Receiver next) {
        this.run = run;
        this.stage = stage;
        this.function = function;
        this.output = output;
        this.next = next;
    }

    void run() {
        this.run.control().checkAborted();
        this.output.open();
        try {
            this.function.produce(this.output);
        }
        catch (Throwable thrown) {
            this.output.close();
            ended(thrown);
        }
        this.output.close();
        this.run.control().checkAborted();
        this.next.end();
    }

    private void ended(Throwable thrown) {
        if (this.stage.isAborted() || (this.run.control().isStopping() && isStop(thrown))) {
            return;
        }
        if (this.stage.onError() == OnError.FAIL || StageRun.isFatal(thrown) || thrown instanceof HostFailure) {
            this.run.fail(new RunFailure(this.stage.path(), null, 0, thrown));
        }
        else {
            this.run.producerFailed(this.stage.path(), thrown);
        }
    }

    /**
     * Whether the producer was ended by its output, though its code may have wrapped
     * that.
     */
    private static boolean isStop(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof RunStoppedException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

}

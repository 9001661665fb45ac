package org.minigun.spring.observation;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.minigun.Run;
import org.minigun.RunResult;

/**
 * What is known of a run that is observed.
 */
public final class RunObservationContext extends Observation.Context {

    private final Run run;

    private volatile @Nullable RunResult result;

    /**
     * Makes a context.
     * @param run the run
     */
    public RunObservationContext(Run run) {
        this.run = run;
    }

    /**
     * Returns the run.
     * @return the run
     */
    public Run run() {
        return this.run;
    }

    /**
     * Returns the result.
     * @return the result, or {@code null} while the run goes on
     */
    public @Nullable RunResult result() {
        return this.result;
    }

    void result(RunResult ended) {
        this.result = ended;
    }

}

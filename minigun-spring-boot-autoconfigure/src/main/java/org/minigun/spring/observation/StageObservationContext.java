package org.minigun.spring.observation;

import io.micrometer.observation.Observation;
import org.minigun.Run;

/**
 * What is known of a stage of a run that is observed.
 */
public final class StageObservationContext extends Observation.Context {

    private final Run run;

    private final String stage;

    /**
     * Makes a context.
     * @param run the run
     * @param stage the path of the stage
     */
    public StageObservationContext(Run run, String stage) {
        this.run = run;
        this.stage = stage;
    }

    /**
     * Returns the run.
     * @return the run
     */
    public Run run() {
        return this.run;
    }

    /**
     * Returns the stage.
     * @return the path of the stage
     */
    public String stage() {
        return this.stage;
    }

}

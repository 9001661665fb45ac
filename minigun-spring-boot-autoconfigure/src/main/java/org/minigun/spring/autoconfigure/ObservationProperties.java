package org.minigun.spring.autoconfigure;

/**
 * What is said of observations, below {@code minigun.observation}.
 */
public class ObservationProperties {

    /**
     * Whether each run is observed.
     */
    private boolean enabled = true;

    /**
     * Whether each stage of a run is observed besides.
     */
    private boolean stages;

    public boolean isEnabled() {
        return this.enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isStages() {
        return this.stages;
    }

    public void setStages(boolean stages) {
        this.stages = stages;
    }

}

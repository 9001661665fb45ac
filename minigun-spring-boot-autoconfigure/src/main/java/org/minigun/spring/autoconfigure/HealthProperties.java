package org.minigun.spring.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * What health tells, below {@code minigun.health}.
 */
@ConfigurationPropertiesSource
public class HealthProperties {

    /**
     * Whether health is down while the last run of a task that has ended has failed.
     */
    private boolean downOnFailedRun;

    public boolean isDownOnFailedRun() {
        return this.downOnFailedRun;
    }

    public void setDownOnFailedRun(boolean downOnFailedRun) {
        this.downOnFailedRun = downOnFailedRun;
    }

}

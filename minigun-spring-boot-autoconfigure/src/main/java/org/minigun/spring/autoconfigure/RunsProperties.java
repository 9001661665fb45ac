package org.minigun.spring.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * What is kept of runs, below {@code minigun.runs}.
 */
@ConfigurationPropertiesSource
public class RunsProperties {

    /**
     * Runs that are kept after they have ended, at least 0.
     */
    private int history = 100;

    /**
     * Failures that are kept of a run: dead letters, skipped and unfinished items, and
     * what has failed it; at least 0.
     */
    private int keptFailures = 100;

    /**
     * Where runs are kept: in memory, or in the database of the application, where they
     * outlive it.
     */
    private StoreType storeType = StoreType.MEMORY;

    @NestedConfigurationProperty
    private final JdbcRunsProperties jdbc = new JdbcRunsProperties();

    public StoreType getStoreType() {
        return this.storeType;
    }

    public void setStoreType(StoreType storeType) {
        this.storeType = storeType;
    }

    public JdbcRunsProperties getJdbc() {
        return this.jdbc;
    }

    public int getHistory() {
        return this.history;
    }

    public void setHistory(int history) {
        this.history = atLeastZero("history", history);
    }

    public int getKeptFailures() {
        return this.keptFailures;
    }

    public void setKeptFailures(int keptFailures) {
        this.keptFailures = atLeastZero("kept-failures", keptFailures);
    }

    private static int atLeastZero(String name, int value) {
        if (value < 0) {
            throw new InvalidMinigunPropertyException(
                    "Invalid %s (%d) of runs: property 'minigun.runs.%s'.".formatted(name, value, name),
                    "Write 0 or more, or remove the property.");
        }
        return value;
    }

    /**
     * Where runs are kept.
     */
    public enum StoreType {

        /** In memory. */
        MEMORY,

        /** In a database. */
        JDBC

    }

}

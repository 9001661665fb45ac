package org.minigun.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * What is said of one pool that stages share, below {@code minigun.pools.<name>}.
 */
@ConfigurationPropertiesSource
public class PoolProperties {

    /**
     * Kind of context.
     */
    private Concurrency concurrency = Concurrency.THREAD;

    /**
     * Number of contexts, at least 1. By default that of the kind of context.
     */
    private @Nullable Integer size;

    /**
     * Worker processes of the pool.
     */
    @NestedConfigurationProperty
    private final WorkerProperties worker = new WorkerProperties();

    public Concurrency getConcurrency() {
        return this.concurrency;
    }

    public void setConcurrency(Concurrency concurrency) {
        this.concurrency = concurrency;
    }

    public @Nullable Integer getSize() {
        return this.size;
    }

    public void setSize(@Nullable Integer size) {
        this.size = size;
    }

    public WorkerProperties getWorker() {
        return this.worker;
    }

}

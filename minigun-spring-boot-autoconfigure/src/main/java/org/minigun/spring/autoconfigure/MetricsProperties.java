package org.minigun.spring.autoconfigure;

import java.util.List;

/**
 * What is said of meters, below {@code minigun.metrics}.
 */
public class MetricsProperties {

    /**
     * Whether meters are bound to the meter registry.
     */
    private boolean enabled = true;

    /**
     * Whether counts of items by their latency are published, from which a monitoring
     * system works out percentiles over instances and times.
     */
    private boolean latencyHistogram;

    /**
     * Percentiles of the latencies of stages that are published, each from 0 to 1.
     */
    private List<Double> latencyPercentiles = List.of(0.5, 0.95, 0.99);

    public boolean isEnabled() {
        return this.enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isLatencyHistogram() {
        return this.latencyHistogram;
    }

    public void setLatencyHistogram(boolean latencyHistogram) {
        this.latencyHistogram = latencyHistogram;
    }

    public List<Double> getLatencyPercentiles() {
        return this.latencyPercentiles;
    }

    public void setLatencyPercentiles(List<Double> latencyPercentiles) {
        this.latencyPercentiles = latencyPercentiles;
    }

}

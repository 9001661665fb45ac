package org.minigun.execution;

import java.util.LinkedHashMap;
import java.util.Map;

import org.minigun.Run;
import org.minigun.metrics.LatencyHistogram;

/**
 * The latencies of runs, for those who want more of them than a summary.
 */
public final class RunLatencies {

    private RunLatencies() {
    }

    /**
     * Copies the latencies of a run as they are now.
     * @param run a run of an {@link Engine}, also one that has ended
     * @return the latencies by the paths of the stages
     */
    public static Map<String, LatencyHistogram> of(Run run) {
        Map<String, LatencyHistogram> result = new LinkedHashMap<>();
        ((RunExecution) run).layout()
            .stages()
            .forEach((stage) -> result.put(stage.path(), stage.latency().histogram()));
        return result;
    }

}

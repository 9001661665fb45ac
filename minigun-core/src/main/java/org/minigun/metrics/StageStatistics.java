package org.minigun.metrics;

import java.time.Duration;

import org.minigun.graph.StageKind;

/**
 * The counts of one stage of one run at one moment.
 *
 * @param stage its path
 * @param kind its kind
 * @param last whether it has no targets
 * @param contexts how many contexts have served it
 * @param received items that arrived, those waiting in its channel included
 * @param done items that were finished
 * @param emitted items that were emitted, once an item whatever the number of targets
 * @param failed items that failed the run
 * @param skipped items that were skipped
 * @param deadLettered items that were given up on
 * @param unfinished items that were cut off by the end of the run
 * @param failedAttempts attempts that threw, further ones included
 * @param retried further attempts
 * @param expected items that it will emit as its producer has told, or -1 if it is no
 * producer or has told nothing
 * @param queueDepth items that wait in its channel
 * @param capacity items that its channel holds at most; 0 if it has none
 * @param blocked how long its sources have waited for room in its channel, over all of
 * them
 * @param starved how long its contexts have waited for items, over all of them
 * @param busy time that its code took, over all contexts
 * @param latency latencies of its items; none for a producer
 */
public record StageStatistics(String stage, StageKind kind, boolean last, int contexts, long received, long done,
        long emitted, long failed, long skipped, long deadLettered, long unfinished, long failedAttempts, long retried,
        long expected, long queueDepth, long capacity, Duration blocked, Duration starved, Duration busy,
        LatencySummary latency) {

    /**
     * Returns how many items are waiting or in work.
     * @return the number, never negative
     */
    public long inFlight() {
        return Math.max(0, this.received - ended() - this.unfinished);
    }

    /**
     * Returns the share of the finished items that were done.
     * @return from 0 to 1; 1 if nothing was finished
     */
    public double successRate() {
        long ended = ended();
        return (ended != 0) ? (double) this.done / ended : 1;
    }

    /**
     * Returns the share of a time for which the stage's contexts were busy.
     * @param runtime the time
     * @return from 0 to about 1
     */
    public double busyShare(Duration runtime) {
        double available = (double) runtime.toNanos() * Math.max(1, this.contexts);
        return (available > 0) ? this.busy.toNanos() / available : 0;
    }

    private long ended() {
        return this.done + this.failed + this.skipped + this.deadLettered;
    }

}

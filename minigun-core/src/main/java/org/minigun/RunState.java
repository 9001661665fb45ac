package org.minigun;

/**
 * Where a run is in its life.
 */
public enum RunState {

    /** Stages are at work. */
    RUNNING,

    /** Producers are held; what was in flight goes on. */
    PAUSED,

    /** Producers were asked to end; what is in flight is being finished. */
    STOPPING,

    /** Ended: all producers had no more and every item is accounted for. */
    COMPLETED,

    /** Ended by an exception. */
    FAILED,

    /** Ended by {@link Run#stop()}. */
    STOPPED,

    /** Ended by {@link Run#cancel()}. */
    CANCELLED;

    /**
     * Tells whether the run is over.
     * @return whether nothing changes any more
     */
    public boolean isFinal() {
        return ordinal() >= COMPLETED.ordinal();
    }

}

package org.minigun.spring.history;

import org.minigun.RunState;

/**
 * Where a run is in its life, as history knows it.
 */
public enum RunStatus {

    /** Stages are at work. */
    RUNNING,

    /** Producers are held. */
    PAUSED,

    /** Producers were asked to end. */
    STOPPING,

    /** Ended: every item is accounted for. */
    COMPLETED,

    /** Ended by an exception. */
    FAILED,

    /** Ended since it was asked to. */
    STOPPED,

    /** Ended by force. */
    CANCELLED,

    /** Cut off by the end of its application, which could not tell. */
    INTERRUPTED;

    /**
     * Returns the status that a state of a run stands for.
     * @param state the state
     * @return the status
     */
    public static RunStatus of(RunState state) {
        return valueOf(state.name());
    }

    /**
     * Tells whether the run is over.
     * @return whether nothing changes any more
     */
    public boolean isFinal() {
        return ordinal() >= COMPLETED.ordinal();
    }

}

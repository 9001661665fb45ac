package org.minigun.process;

import org.minigun.execution.HostedCommit;
import org.minigun.execution.HostedOutcomes;

/**
 * Tells the outcomes of stages that run together, one call at a time, until the session
 * is given up.
 */
final class GroupTelling {

    private final HostedOutcomes outcomes;

    private boolean mute;

    private long passed;

    GroupTelling(HostedOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** An item is given up on. */
    synchronized void lost(Delivery delivery, Throwable cause) {
        if (!this.mute) {
            this.outcomes.lost(delivery.item, delivery.order, Math.max(1, delivery.attempts), cause);
        }
    }

    /** What they held without that it is known outside is gone. */
    synchronized void lostInside(Throwable cause) {
        if (!this.mute) {
            this.outcomes.lostInside(cause);
        }
    }

    /** A producer has ended by an exception. */
    synchronized void producerFailed(String producer, Throwable cause) {
        if (!this.mute) {
            this.outcomes.producerFailed(producer, cause);
        }
    }

    /** The stages cannot go on. */
    synchronized void broken(Throwable cause) {
        if (!this.mute) {
            this.outcomes.broken(cause);
        }
    }

    synchronized void committed(HostedCommit commit) throws Exception {
        if (!this.mute) {
            this.outcomes.committed(commit);
            this.passed += commit.outputs().size();
        }
    }

    /** How many items have left and were passed on. */
    synchronized long passed() {
        return this.passed;
    }

    /** From now on nothing is told any more. */
    synchronized void end() {
        this.mute = true;
    }

}

package org.minigun.execution;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What crossed one edge out of one context. Written by that context's thread alone.
 */
final class EdgeTally {

    private final AtomicLong routed = new AtomicLong();

    private final AtomicLong received = new AtomicLong();

    void routed() {
        this.routed.setOpaque(this.routed.getPlain() + 1);
    }

    void received() {
        this.received.setOpaque(this.received.getPlain() + 1);
    }

    long routedCount() {
        return this.routed.getOpaque();
    }

    long receivedCount() {
        return this.received.getOpaque();
    }

}

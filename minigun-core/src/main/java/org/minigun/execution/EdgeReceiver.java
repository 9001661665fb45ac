package org.minigun.execution;

/**
 * Counts what crosses one edge, where the counts of its two ends do not tell it.
 */
final class EdgeReceiver extends Receiver {

    private final Receiver target;

    private final EdgeTally tally;

    private final boolean direct;

    EdgeReceiver(Receiver target, EdgeTally tally) {
        this.target = target;
        this.tally = tally;
        this.direct = target.isDirect();
    }

    @Override
    void accept(Object item) throws Exception {
        if (this.direct) {
            this.tally.routed();
            this.tally.received();
            this.target.accept(item);
        }
        else {
            this.target.accept(item);
            this.tally.routed();
        }
    }

    @Override
    void acceptMeasured(Object item) throws Exception {
        if (this.direct) {
            this.tally.routed();
            this.tally.received();
            this.target.acceptMeasured(item);
        }
        else {
            accept(item);
        }
    }

    @Override
    void end() {
        this.target.end();
    }

    @Override
    boolean isDirect() {
        return this.direct;
    }

}

package org.minigun.execution;

import org.minigun.RunStoppedException;

/**
 * One context's work for a stage that a host runs: takes items from the channel as far as
 * the host has room for them, and hands them over together.
 */
final class HostedServing {

    private final HostedLink link;

    private final HostedSession session;

    private final Channel channel;

    private final Lot lot;

    private final RunControl control;

    HostedServing(HostedLink link, HostedSession session, Channel channel, Lot lot, RunControl control) {
        this.link = link;
        this.session = session;
        this.channel = channel;
        this.lot = lot;
        this.control = control;
    }

    /**
     * Serves until the sources have ended and every item is settled.
     * @param chain keeps the order of items where the stage asks for it
     * @param taken told after each taking of items, to begin further contexts
     */
    void serve(ContextChain chain, Runnable taken) {
        try {
            while (this.control.signal() != RunControl.ABORT) {
                int room = this.session.awaitRoom();
                if (!this.channel.receive(this.lot, Math.min(room, this.channel.largestLot()))) {
                    break;
                }
                taken.run();
                handOver(chain);
                this.session.flush();
            }
            this.control.checkAborted();
            this.session.drain();
            this.session.close();
        }
        catch (InterruptedException ex) {
            this.control.checkAborted();
            throw new IllegalStateException("The context of '" + this.link.stage.path() + "' was interrupted", ex);
        }
    }

    private void handOver(ContextChain chain) throws InterruptedException {
        for (Object item = this.lot.next(); item != null; item = this.lot.next()) {
            long number = this.lot.currentNumber();
            try {
                if (chain.isOrdered()) {
                    chain.awaitTurn(number);
                }
                this.control.checkAborted();
                this.session.submit(item, number);
            }
            catch (InterruptedException | RunStoppedException ex) {
                this.link.stage.leftOver(this.link.stage.newCounters(), item);
                this.lot.finished();
                throw ex;
            }
            this.link.counters.received();
            this.lot.finished();
        }
    }

    /** The run was cut off: accounts for what the host has not settled. */
    void abandon() {
        this.session.abandon((item, number) -> this.link.stage.unfinished(this.link.counters, item, 1));
    }

}

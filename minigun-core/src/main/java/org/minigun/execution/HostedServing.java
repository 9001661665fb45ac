package org.minigun.execution;

import java.util.function.BooleanSupplier;

import org.minigun.RunStoppedException;

/**
 * One context's work for a stage that a host runs: takes items from the channel as far as
 * the host has room for them, and hands them over together.
 */
final class HostedServing {

    private final HostedLink link;

    private final HostedSession session;

    private final int contexts;

    private final RunControl control;

    private final BooleanSupplier leaves;

    HostedServing(HostedLink link, HostedSession session, int contexts, RunControl control, BooleanSupplier leaves) {
        this.link = link;
        this.session = session;
        this.contexts = contexts;
        this.control = control;
        this.leaves = leaves;
    }

    /**
     * Hands items over until the sources have ended.
     * @param chain keeps the order of items where the stage asks for it
     * @param channel where items come from
     * @param lot holds those that were taken together
     * @param taken told after each taking of items, to begin further contexts
     */
    void serve(ContextChain chain, Channel channel, Lot lot, Runnable taken) {
        try {
            while (this.control.signal() != RunControl.ABORT && !this.leaves.getAsBoolean()) {
                this.control.forgetStrayInterrupt();
                int room = this.session.awaitRoom();
                // No more than a share of what is there: the rest is for the others.
                long share = Math.max(1, channel.depth() / this.contexts);
                if (!channel.receive(lot, (int) Math.min(share, Math.min(room, channel.largestLot())))) {
                    break;
                }
                taken.run();
                handOver(chain, lot);
                this.session.flush();
            }
        }
        catch (InterruptedException ex) {
            throw interrupted(ex);
        }
    }

    /** Waits until every item is settled, and ends the session. */
    void finish() {
        try {
            this.control.checkAborted();
            this.control.forgetStrayInterrupt();
            this.session.drain();
            this.session.close();
        }
        catch (InterruptedException ex) {
            throw interrupted(ex);
        }
    }

    private RuntimeException interrupted(InterruptedException ex) {
        this.control.checkAborted();
        return new IllegalStateException("The context of '" + this.link.stage.path() + "' was interrupted", ex);
    }

    private void handOver(ContextChain chain, Lot lot) throws InterruptedException {
        for (Object item = lot.next(); item != null; item = lot.next()) {
            long number = lot.currentNumber();
            try {
                if (chain.isOrdered()) {
                    chain.awaitTurn(number);
                }
                this.control.checkAborted();
                this.session.submit(item, number);
            }
            catch (InterruptedException | RunStoppedException ex) {
                this.link.leftOver(item);
                lot.finished();
                throw ex;
            }
            this.link.taken();
            lot.finished();
        }
    }

    /** The run was cut off: accounts for what the host has not settled. */
    void abandon() {
        this.session.abandon((item, number) -> this.link.abandoned(item));
        this.link.cutOff();
    }

}

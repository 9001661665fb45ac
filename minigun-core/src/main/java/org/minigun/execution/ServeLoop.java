package org.minigun.execution;

import org.minigun.metrics.Sampler;

/**
 * The work of a context that serves a channel alone: takes each item and passes it to the
 * first link. What the loop is of is in {@link TightServeLoop}, of which each stage has
 * its own copy.
 */
abstract class ServeLoop {

    final ContextChain chain;

    final Link first;

    final Channel channel;

    final RunControl control;

    final Sampler sampler;

    ServeLoop(ContextChain chain, Link first, Channel channel, RunControl control) {
        this.chain = chain;
        this.first = first;
        this.channel = channel;
        this.control = control;
        this.sampler = chain.sampler();
    }

    /** Serves until the channel has ended or the run is cut off. */
    abstract void serve();

    final void acceptMeasured(Object item) {
        this.first.acceptMeasured(item);
        this.sampler.finished();
    }

}

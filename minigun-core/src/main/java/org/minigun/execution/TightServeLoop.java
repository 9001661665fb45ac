package org.minigun.execution;

/**
 * The loop. A template, see {@link LinkCopies}.
 */
final class TightServeLoop extends ServeLoop {

    TightServeLoop(ContextChain chain, Link first, Channel channel, RunControl control) {
        super(chain, first, channel, control);
    }

    @Override
    void serve() {
        for (long number = 0; this.control.signal() != RunControl.ABORT; number++) {
            Object item = this.channel.receive(GroupRun.isSlow(this.sampler.smoothedNanos()));
            if (item == null) {
                return;
            }
            this.control.forgetStrayInterrupt();
            if (this.sampler.isDue(number)) {
                acceptMeasured(item);
            }
            else {
                this.first.accept(item);
            }
        }
    }

}

package org.minigun.process;

import java.util.concurrent.atomic.AtomicInteger;

import org.minigun.execution.HostedStage;

/**
 * A run that can be cut off, and counts its hooks.
 */
final class FakeControl implements HostedStage.Control {

    final AtomicInteger forks = new AtomicInteger();

    volatile boolean aborted;

    @Override
    public void beforeFork() {
        this.forks.incrementAndGet();
    }

    @Override
    public boolean isAborted() {
        return this.aborted;
    }

    @Override
    public boolean isStopRequested() {
        return this.aborted;
    }

}

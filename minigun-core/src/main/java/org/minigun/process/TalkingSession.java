package org.minigun.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.FrameType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all sessions have in common: the worker that they talk to now, and how they are
 * cut off. Thread-safe.
 */
abstract class TalkingSession implements Terminable {

    private static final Logger logger = LoggerFactory.getLogger(TalkingSession.class);

    private static final long LOOK_MILLIS = 20;

    final StageSetup setup;

    private volatile @Nullable WorkerTalk talk;

    private volatile boolean terminated;

    TalkingSession(StageSetup setup) {
        this.setup = setup;
    }

    /** The session with the worker that it has, or {@code null}. */
    final @Nullable WorkerTalk talk() {
        return this.talk;
    }

    final boolean isTalkingTo(@Nullable WorkerTalk opened) {
        return this.talk == opened;
    }

    /** A worker is ready; it is cut off at once if the session was meanwhile. */
    final void begin(WorkerTalk opened) {
        this.talk = opened;
        if (this.terminated) {
            terminate();
        }
    }

    /** It has no worker any more, or none that others than its reader should use. */
    final void endTalk() {
        this.talk = null;
    }

    final boolean isTerminated() {
        return this.terminated;
    }

    final boolean isAborted() {
        return this.setup.stage().control().isAborted();
    }

    /** Whether the run is cut off, or this session alone. */
    final boolean isCutOff() {
        return this.terminated || isAborted();
    }

    @Override
    public final void terminate() {
        this.terminated = true;
        WorkerTalk current = this.talk;
        if (current != null) {
            SessionEnds.cutOff(current, () -> this.talk == current);
        }
        else {
            wake();
        }
    }

    /** It was terminated while it had no worker. */
    void wake() {
    }

    /** Tells producers to end once the run is asked to stop. */
    final void askForStop(WorkerTalk opened) {
        CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, opened.worker()::background)
            .execute(() -> {
                if (this.talk != opened) {
                    return;
                }
                if (!this.setup.stage().control().isStopRequested()) {
                    askForStop(opened);
                    return;
                }
                try {
                    opened.send(FrameType.STOP);
                }
                catch (IOException ex) {
                    logger.debug("Worker {} was not reached to be stopped", opened.worker().index(), ex);
                }
            });
    }

}

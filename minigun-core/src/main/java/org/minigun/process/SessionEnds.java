package org.minigun.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ThrowableData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sessions end.
 */
final class SessionEnds {

    private static final Logger logger = LoggerFactory.getLogger(SessionEnds.class);

    /** How long interrupted code gets before its worker is killed. */
    private static final long GRACE_MILLIS = 250;

    private SessionEnds() {
    }

    /**
     * Interrupts the stage's code, and soon after kills its worker if the session still
     * has it.
     */
    static void cutOff(WorkerTalk talk, BooleanSupplier has) {
        Worker worker = talk.worker();
        // Not by threads that are shared: a worker that was stopped keeps them waiting.
        worker.background(() -> {
            try {
                talk.send(FrameType.INTERRUPT);
            }
            catch (IOException ex) {
                logger.debug("Worker {} was not reached to be interrupted", worker.index(), ex);
            }
        });
        CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS, worker::background).execute(() -> {
            if (has.getAsBoolean()) {
                worker.kill(DeathReason.CANCELLED, null);
            }
        });
    }

    /**
     * Logs what the closing of the stage's instance has thrown, which concerns no item.
     */
    static void logFailedClose(StageSetup setup, WorkerTalk talk) throws CodecException, IOException {
        ItemReader in = talk.payload();
        if (in.remaining() > 0 && in.readBoolean()) {
            logger.warn("Task '{}', stage '{}': closing its instance in a worker has failed",
                    setup.stage().run().task(), setup.stage().path(),
                    ThrowableData.read(in).toThrowable(setup.loader(), setup.exceptions()));
        }
    }

    /** Tells an item that was not settled; of a list that was split the whole, once. */
    static void tell(Delivery delivery, ObjLongConsumer<Object> unsettled) {
        SplitItem whole = delivery.whole;
        if (whole == null) {
            unsettled.accept(delivery.item, delivery.order);
        }
        else if (whole.tellOnce()) {
            unsettled.accept(whole.item(), whole.order());
        }
    }

}

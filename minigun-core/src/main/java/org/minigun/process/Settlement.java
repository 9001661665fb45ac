package org.minigun.process;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedOutcomes;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.ThrowableData;
import org.minigun.protocol.TypeFilter;

/**
 * Reads what a worker says of its items and tells the outcomes. Results are held until
 * their item is done, so that a death duplicates none. One call at a time.
 */
final class Settlement {

    /** Bytes of an item's results that are held at most until it is done. */
    private static final long MOST_HELD_BYTES = 64L << 20;

    private final HostedOutcomes outcomes;

    private final ItemCodec codec;

    private final Class<?> declared;

    private final TypeFilter exceptions;

    private final ClassLoader loader;

    private final int targets;

    private final int held;

    /**
     * Whether results of an attempt that has failed in the end are passed on all the
     * same.
     */
    private final boolean atOnce;

    private boolean over;

    private long lastBusyNanos;

    Settlement(HostedOutcomes outcomes, ItemCodec codec, Class<?> declared, TypeFilter exceptions, ClassLoader loader,
            int targets, int held, boolean atOnce) {
        this.outcomes = outcomes;
        this.codec = codec;
        this.declared = declared;
        this.exceptions = exceptions;
        this.loader = loader;
        this.targets = targets;
        this.held = held;
        this.atOnce = atOnce;
    }

    /** From now on nothing is told any more. */
    synchronized void end() {
        this.over = true;
    }

    /**
     * Takes a result that is not the last word on its item.
     * @throws ProtocolException if the worker says what it cannot
     */
    synchronized void output(Delivery delivery, ItemReader in) throws ProtocolException {
        int target;
        ItemReader bytes;
        try {
            target = in.readVarInt();
            bytes = in.slice(in.readLength());
        }
        catch (CodecException ex) {
            throw new ProtocolException("Result that cannot be read", ex);
        }
        if (target < 0 || target > this.targets) {
            throw new ProtocolException("Result for target " + target + " of " + this.targets);
        }
        if (delivery.failure != null) {
            return;
        }
        try {
            delivery.heldBytes += bytes.remaining();
            hold(delivery, result(bytes), target);
        }
        catch (Exception ex) {
            delivery.failure = ex;
        }
    }

    private Object result(ItemReader bytes) throws CodecException {
        Object item = this.codec.read(bytes);
        if (!this.declared.isInstance(item)) {
            throw new CodecException("is " + ((item != null) ? "of " + item.getClass().getName() : "null")
                    + ", but the stage declares " + this.declared.getName());
        }
        return item;
    }

    private void hold(Delivery delivery, Object item, int target) throws Exception {
        if (!delivery.begunToPass && delivery.results().size() < this.held && delivery.heldBytes <= MOST_HELD_BYTES) {
            delivery.hold(item, target);
            return;
        }
        passHeld(delivery);
        delivery.begunToPass = true;
        pass(delivery, item, target);
    }

    private void passHeld(Delivery delivery) throws Exception {
        List<Delivery.Result> results = delivery.results();
        delivery.forgetResults();
        int passed = 0;
        try {
            for (Delivery.Result result : results) {
                pass(delivery, result.item(), result.target());
                passed++;
            }
        }
        catch (Exception ex) {
            // What has gone would go twice if the item were tried again.
            delivery.begunToPass |= passed > 0;
            throw ex;
        }
    }

    private void pass(Delivery delivery, Object item, int target) throws Exception {
        if (!this.over) {
            this.outcomes.emitted(delivery.item, delivery.order, item, target);
        }
    }

    /**
     * Takes the last word on an item.
     * @return nanoseconds until it is to be delivered again, or -1 if it is settled
     * @throws ProtocolException if the worker says what it cannot
     */
    synchronized long settled(int kind, Delivery delivery, ItemReader in) throws ProtocolException {
        long busy;
        @Nullable ItemReader bytes = null;
        try {
            busy = Math.max(0, in.readVarLong());
            if (kind != ResultKind.DONE) {
                bytes = in.slice(in.readLength());
            }
        }
        catch (CodecException ex) {
            throw new ProtocolException("Outcome that cannot be read", ex);
        }
        this.lastBusyNanos = busy;
        delivery.attempts++;
        if (kind == ResultKind.FAILED && bytes != null) {
            Throwable thrown = thrown(bytes);
            if (this.atOnce && delivery.failure == null) {
                try {
                    passHeld(delivery);
                }
                catch (Exception ex) {
                    thrown.addSuppressed(ex);
                }
            }
            return failed(delivery, thrown, busy);
        }
        try {
            if (delivery.failure != null) {
                throw delivery.failure;
            }
            passHeld(delivery);
            if (bytes != null) {
                pass(delivery, result(bytes), 0);
            }
        }
        catch (Exception ex) {
            return failed(delivery, ex, busy);
        }
        done(delivery, busy);
        return -1;
    }

    /** How long the code has worked on the item that was settled last. */
    long lastBusyNanos() {
        return this.lastBusyNanos;
    }

    private Throwable thrown(ItemReader bytes) throws ProtocolException {
        try {
            return ThrowableData.read(bytes).toThrowable(this.loader, this.exceptions);
        }
        catch (CodecException ex) {
            throw new ProtocolException("Exception that cannot be read", ex);
        }
    }

    private void done(Delivery delivery, long busy) {
        SplitItem whole = delivery.whole;
        if (whole != null) {
            whole.done(busy);
            settle(whole);
        }
        else if (!this.over) {
            this.outcomes.done(delivery.item, delivery.order, busy);
        }
    }

    /** An attempt has failed here or there. */
    synchronized long failed(Delivery delivery, Throwable thrown, long busy) {
        delivery.forgetResults();
        delivery.failure = null;
        if (this.over) {
            return -1;
        }
        SplitItem whole = delivery.whole;
        if (whole != null) {
            whole.lost(delivery.item, delivery.attempts, thrown);
            settle(whole);
            return -1;
        }
        if (delivery.begunToPass) {
            this.outcomes.lost(delivery.item, delivery.order, delivery.attempts, thrown);
            return -1;
        }
        return this.outcomes.failed(delivery.item, delivery.order, delivery.attempts, thrown, busy);
    }

    /** An item is given up on. */
    synchronized void lost(Delivery delivery, Throwable cause) {
        delivery.forgetResults();
        if (this.over) {
            return;
        }
        SplitItem whole = delivery.whole;
        if (whole != null) {
            whole.lost(delivery.item, delivery.attempts, cause);
            settle(whole);
        }
        else {
            this.outcomes.lost(delivery.item, delivery.order, delivery.attempts, cause);
        }
    }

    private void settle(SplitItem whole) {
        Object guilty = whole.guilty();
        Throwable cause = whole.cause();
        if (!whole.isSettled() || this.over) {
            return;
        }
        if (guilty == null || cause == null) {
            this.outcomes.done(whole.item(), whole.order(), whole.busyNanos());
        }
        else {
            this.outcomes.lost(guilty, whole.order(), whole.attempts(), cause);
        }
    }

    /** The stage cannot go on. */
    synchronized void broken(Throwable cause) {
        if (!this.over) {
            this.outcomes.broken(cause);
        }
    }

}

package org.minigun.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemWriter;

/**
 * Writes the items of one session into frames. Used by one thread at a time.
 */
final class ItemFrames {

    /** Bytes from which a frame takes no further item. */
    private static final int FULL = 64 * 1024;

    private final ItemCodec codec;

    private final List<Delivery> leaving = new ArrayList<>();

    private final List<Refusal> refusals = new ArrayList<>();

    /** How many of those that leave are in the frame begun. */
    private int inFrame;

    ItemFrames(ItemCodec codec) {
        this.codec = codec;
    }

    /**
     * Sends a frame of items, if there are any, and an item that does not fit into it in
     * one of its own.
     * @param talk the session with the worker
     * @param items gives the next item, numbered, or {@code null}
     * @param left told the items of the frame before it is sent; also if sending fails
     * for a reason that is not theirs, since they are owed all the same
     * @return whether the frame is full, so that there may be more
     */
    boolean send(WorkerTalk talk, Supplier<@Nullable Delivery> items, Consumer<List<Delivery>> left)
            throws IOException {
        Worker worker = talk.worker();
        this.leaving.clear();
        worker.writeLock().lock();
        try {
            boolean full;
            try {
                full = gather(talk, items);
            }
            finally {
                left.accept(this.leaving);
            }
            talk.forgetStrayInterrupt();
            worker.writer().flush();
            return full;
        }
        catch (CodecException ex) {
            throw new IOException("A frame of items cannot be written", ex);
        }
        finally {
            worker.writer().cancel();
            worker.writeLock().unlock();
        }
    }

    private boolean gather(WorkerTalk talk, Supplier<@Nullable Delivery> items) throws CodecException {
        ItemWriter out = begin(talk);
        boolean full = false;
        Delivery next = items.get();
        while (next != null) {
            write(next, out, talk);
            full = out.position() >= FULL;
            next = full ? null : items.get();
        }
        end(talk);
        return full;
    }

    private ItemWriter begin(WorkerTalk talk) throws CodecException {
        this.inFrame = 0;
        ItemWriter out = talk.worker().writer().begin(FrameType.ITEMS);
        out.writeVarLong(talk.session());
        return out;
    }

    private void end(WorkerTalk talk) {
        if (this.inFrame > 0) {
            talk.worker().writer().end();
        }
        else {
            talk.worker().writer().cancel();
        }
    }

    private void write(Delivery delivery, ItemWriter out, WorkerTalk talk) throws CodecException {
        this.leaving.add(delivery);
        CodecException thrown = tryWrite(delivery, out);
        if (thrown != null && this.inFrame > 0) {
            // There may be room for it in a frame of its own.
            end(talk);
            begin(talk);
            thrown = tryWrite(delivery, out);
        }
        if (thrown != null) {
            this.leaving.remove(this.leaving.size() - 1);
            this.refusals.add(new Refusal(delivery, thrown));
        }
    }

    /** Writes an item, or leaves the frame as it was and tells why. */
    private @Nullable CodecException tryWrite(Delivery delivery, ItemWriter out) {
        int begun = out.position();
        try {
            out.writeVarLong(delivery.number);
            int length = out.reserveLength();
            this.codec.write(delivery.item, out);
            out.patchLength(length);
            delivery.bytes = out.position() - begun;
            this.inFrame++;
            return null;
        }
        catch (CodecException ex) {
            out.truncate(begun);
            return ex;
        }
    }

    /** Takes the items that could not be encoded since this was asked last. */
    List<Refusal> takeRefusals() {
        if (this.refusals.isEmpty()) {
            return List.of();
        }
        List<Refusal> taken = List.copyOf(this.refusals);
        this.refusals.clear();
        return taken;
    }

    /** An item that cannot be encoded. */
    record Refusal(Delivery delivery, CodecException thrown) {

        void tell(BiConsumer<Delivery, CodecException> refused) {
            refused.accept(this.delivery, this.thrown);
        }

    }

}

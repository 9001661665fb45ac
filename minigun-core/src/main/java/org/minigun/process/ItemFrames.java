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

    ItemFrames(ItemCodec codec) {
        this.codec = codec;
    }

    /**
     * Sends a frame of items, if there are any.
     * @param talk the session with the worker
     * @param items gives the next item, numbered, or {@code null}
     * @param left told the items of the frame before it is sent
     * @return whether the frame is full, so that there may be more
     */
    boolean send(WorkerTalk talk, Supplier<@Nullable Delivery> items, Consumer<List<Delivery>> left)
            throws IOException {
        Worker worker = talk.worker();
        boolean full = false;
        this.leaving.clear();
        worker.writeLock().lock();
        try {
            ItemWriter out = worker.writer().begin(FrameType.ITEMS);
            out.writeVarLong(talk.session());
            Delivery next = items.get();
            while (next != null) {
                write(next, out);
                full = out.position() >= FULL;
                next = full ? null : items.get();
            }
            if (this.leaving.isEmpty()) {
                return false;
            }
            worker.writer().end();
            left.accept(this.leaving);
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

    /** Writes an item, or leaves the frame as it was. */
    private void write(Delivery delivery, ItemWriter out) {
        int begun = out.position();
        try {
            out.writeVarLong(delivery.number);
            int length = out.reserveLength();
            this.codec.write(delivery.item, out);
            out.patchLength(length);
            delivery.bytes = out.position() - begun;
            this.leaving.add(delivery);
        }
        catch (CodecException ex) {
            out.truncate(begun);
            this.refusals.add(new Refusal(delivery, ex));
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

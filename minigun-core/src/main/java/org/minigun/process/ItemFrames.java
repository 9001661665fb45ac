package org.minigun.process;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemWriter;

/**
 * Writes items into frames.
 */
final class ItemFrames {

    /** Bytes from which a frame takes no further item. */
    static final int FULL = 64 * 1024;

    private ItemFrames() {
    }

    /**
     * Writes an item, or leaves the frame as it was.
     * @return why the item cannot be written, or {@code null}
     */
    static @Nullable CodecException write(Delivery delivery, ItemCodec codec, ItemWriter out) {
        int begun = out.position();
        try {
            out.writeVarLong(delivery.number);
            int length = out.reserveLength();
            codec.write(delivery.item, out);
            out.patchLength(length);
            delivery.bytes = out.position() - begun;
            return null;
        }
        catch (CodecException ex) {
            out.truncate(begun);
            return ex;
        }
    }

}

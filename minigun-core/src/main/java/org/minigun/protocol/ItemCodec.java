package org.minigun.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Turns items into bytes and back, for stages that do not run in the application's JVM or
 * share its statics. An instance serves one side of one connection: one thread may write
 * while another reads, but not more. An item never refers to an earlier one, so each can
 * be sent again by itself, in any order, to another reader; what was learnt of classes
 * may be kept.
 */
public interface ItemCodec {

    /**
     * Writes an item. What was written before a failure is to be cut off by the caller.
     * @param item the item
     * @param out where to write
     * @throws CodecException if the item cannot be written
     */
    void write(@Nullable Object item, ItemWriter out) throws CodecException;

    /**
     * Reads an item.
     * @param in the bytes of one item
     * @return the item
     * @throws CodecException if the bytes are no item, or not one that may be read here
     */
    @Nullable Object read(ItemReader in) throws CodecException;

}

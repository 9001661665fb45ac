package org.minigun.worker;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemReader;

/**
 * The items of one frame, on their way to the stage's thread: a copy of the frame, or, if
 * it is large and the stage's thread waits for it, the frame itself, lent by the reader
 * until all its items are decoded.
 */
final class Parcel {

    private final ItemReader content;

    private final boolean lent;

    /** Guarded by this. */
    private boolean returned;

    private Parcel(ItemReader content, boolean lent) {
        this.content = content;
        this.lent = lent;
    }

    /** A copy of a frame. */
    static Parcel copy(ItemReader payload) throws CodecException {
        return new Parcel(new ItemReader(payload.readBytes(payload.remaining())), false);
    }

    /** A frame itself; the reader has to {@link #awaitReturn()} before it reads on. */
    static Parcel lend(ItemReader payload) {
        return new Parcel(payload, true);
    }

    /** The records: number, length, item. */
    ItemReader content() {
        return this.content;
    }

    /** Whether it has to be given back as soon as its items are decoded. */
    boolean isLent() {
        return this.lent;
    }

    synchronized void giveBack() {
        this.returned = true;
        notify();
    }

    synchronized void awaitReturn() {
        while (!this.returned) {
            try {
                wait();
            }
            catch (InterruptedException ex) {
                // Nobody interrupts the reader.
            }
        }
    }

}

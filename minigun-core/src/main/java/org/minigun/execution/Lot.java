package org.minigun.execution;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The items that one of several receivers has taken together. Its owner begins them one
 * after the other; a receiver that is idle may steal what was not begun.
 * <p>
 * Generation, size and position are one word, changed by compare-and-set: an item is read
 * before the word is changed, so whoever changes it has read the item of that generation.
 */
final class Lot {

    private final Object[] items;

    private final AtomicLong state = new AtomicLong();

    private volatile long firstNumber;

    private int filling;

    private long currentNumber;

    private @Nullable Object current;

    Lot(int largest) {
        this.items = new Object[largest];
    }

    /** Begins to fill the lot anew; what was in it was all begun. */
    void begin(long number) {
        this.firstNumber = number;
        this.filling = 0;
    }

    void add(Object item) {
        this.items[this.filling++] = item;
    }

    void publish() {
        long generation = (this.state.getPlain() >>> 32) + 1;
        this.state.set(generation << 32 | (long) this.filling << 16);
    }

    /** The owner's next item. */
    @Nullable Object next() {
        return claimInto(this);
    }

    /** Moves an item that was not begun to another, exhausted lot. */
    boolean stealInto(Lot thief) {
        Object item = claimInto(thief);
        if (item == null) {
            return false;
        }
        thief.begin(thief.currentNumber);
        thief.add(item);
        thief.publish();
        return true;
    }

    private @Nullable Object claimInto(Lot claimer) {
        while (true) {
            long seen = this.state.get();
            int size = (int) (seen >>> 16) & 0xFFFF;
            int position = (int) seen & 0xFFFF;
            if (position >= size) {
                return null;
            }
            Object item = this.items[position];
            long number = this.firstNumber + position;
            if (this.state.compareAndSet(seen, seen + 1)) {
                claimer.currentNumber = number;
                claimer.current = item;
                return item;
            }
        }
    }

    /** The number of the item begun last, in the order in which items came. */
    long currentNumber() {
        return this.currentNumber;
    }

    @Nullable Object current() {
        return this.current;
    }

    void finished() {
        this.current = null;
    }

}

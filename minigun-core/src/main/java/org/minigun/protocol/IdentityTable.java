package org.minigun.protocol;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The objects of one item that were met, numbered in their order.
 */
final class IdentityTable {

    private static final int FEW = 8;

    private @Nullable Object[] objects = new @Nullable Object[FEW];

    /** Whether an object is being written that cannot be referred to from within. */
    private boolean[] sealed = new boolean[FEW];

    /** Numbers plus one, by hash; used beyond a few. */
    private int[] slots = new int[0];

    private int count;

    /** Returns the object's number, or -1 after having given it the next one. */
    int find(Object object) {
        if (this.count < FEW) {
            for (int index = 0; index < this.count; index++) {
                if (this.objects[index] == object) {
                    return index;
                }
            }
            this.objects[this.count++] = object;
            return -1;
        }
        return findByHash(object);
    }

    /** The number that was given last. */
    int last() {
        return this.count - 1;
    }

    void seal(int number, boolean whether) {
        this.sealed[number] = whether;
    }

    boolean isSealed(int number) {
        return this.sealed[number];
    }

    void clear() {
        if (this.objects.length > 4096) {
            this.objects = new @Nullable Object[FEW];
            this.sealed = new boolean[FEW];
            this.slots = new int[0];
        }
        else {
            Arrays.fill(this.objects, 0, this.count, null);
            Arrays.fill(this.sealed, 0, this.count, false);
            if (this.count > FEW) {
                Arrays.fill(this.slots, 0);
            }
        }
        this.count = 0;
    }

    private int findByHash(Object object) {
        if (this.count == FEW || this.count * 2 >= this.slots.length) {
            rehash();
        }
        int mask = this.slots.length - 1;
        int slot = hash(object) & mask;
        while (this.slots[slot] != 0) {
            int number = this.slots[slot] - 1;
            if (this.objects[number] == object) {
                return number;
            }
            slot = slot + 1 & mask;
        }
        if (this.count == this.objects.length) {
            this.objects = Arrays.copyOf(this.objects, this.count * 2);
            this.sealed = Arrays.copyOf(this.sealed, this.count * 2);
        }
        this.objects[this.count++] = object;
        this.slots[slot] = this.count;
        return -1;
    }

    private void rehash() {
        int capacity = Math.max(64, this.slots.length);
        while (capacity <= this.count * 2) {
            capacity *= 2;
        }
        if (capacity != this.slots.length) {
            this.slots = new int[capacity];
        }
        else {
            Arrays.fill(this.slots, 0);
        }
        int mask = capacity - 1;
        for (int number = 0; number < this.count; number++) {
            int slot = hash(this.objects[number]) & mask;
            while (this.slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            this.slots[slot] = number + 1;
        }
    }

    private static int hash(@Nullable Object object) {
        int hash = System.identityHashCode(object);
        return hash ^ hash >>> 15;
    }

}

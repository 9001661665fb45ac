package org.minigun.benchmarks;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The numbers from 0 on, one by one: the source of libraries that pull.
 */
public final class Counting implements Iterator<Long> {

    private final long items;

    private long next;

    /**
     * Begins at 0.
     * @param items the number of items
     */
    public Counting(long items) {
        this.items = items;
    }

    @Override
    public boolean hasNext() {
        return this.next < this.items;
    }

    @Override
    public Long next() {
        if (this.next >= this.items) {
            throw new NoSuchElementException();
        }
        return this.next++;
    }

}

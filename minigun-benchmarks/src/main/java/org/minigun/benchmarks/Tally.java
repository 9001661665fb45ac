package org.minigun.benchmarks;

/**
 * How many items a run carries, and the sum of those that have arrived. Guarded by
 * whatever starts and joins the threads of the run.
 */
public final class Tally {

    /** The number of items to carry. */
    public int items;

    /** The sum of the items that have arrived. */
    public long sum;

    /**
     * Begins anew.
     * @param items the number of items to carry
     * @return this
     */
    public Tally begin(int items) {
        this.items = items;
        this.sum = 0;
        return this;
    }

}

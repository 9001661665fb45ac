package org.minigun.process;

/**
 * Counts the deaths of a session's workers of which nobody is found guilty. To find out
 * who is takes some; if there are more of them in a row, all of workers that have hardly
 * settled anything, it is no item's doing. Used by one thread.
 */
final class Unexplained {

    /** Who has settled so many items was of use. */
    private static final int ENOUGH = 10;

    /** Deaths that it takes to find a guilty one among several: all, the last, it. */
    private static final int SEARCH = 2;

    private final int allowed;

    private int inRow;

    Unexplained(int maxCrashes) {
        this.allowed = maxCrashes + SEARCH;
    }

    /**
     * A worker has died.
     * @param explained whether an item is known to be guilty, or was given up on
     * @param settled items that the worker had settled for the session
     * @return whether workers die in vain, so that starting more of them would not help
     */
    boolean isInVain(boolean explained, long settled) {
        this.inRow = (explained || settled >= ENOUGH) ? 0 : this.inRow + 1;
        return this.inRow > this.allowed;
    }

}

package org.minigun.worker;

/**
 * The stage that a worker serves while an archive of class data is made of what it loads.
 */
public final class Practice {

    private Practice() {
    }

    /**
     * Gives back what it takes.
     * @param item an item
     * @return the item
     */
    public static Object repeat(Object item) {
        return item;
    }

}

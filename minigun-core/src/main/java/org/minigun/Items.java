package org.minigun;

/**
 * How items are named in messages.
 */
public final class Items {

    private static final int LONGEST = 200;

    private Items() {
    }

    /**
     * Describes an item by its own words, cut to 200 characters. An item whose
     * {@code toString} throws is described by its class.
     * @param item the item
     * @return the description
     */
    public static String describe(Object item) {
        String text;
        try {
            text = String.valueOf(item);
        }
        catch (RuntimeException | StackOverflowError ex) {
            text = item.getClass().getName() + " (its toString throws " + ex.getClass().getName() + ")";
        }
        return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "...";
    }

}

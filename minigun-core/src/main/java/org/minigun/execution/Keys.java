package org.minigun.execution;

import org.minigun.KeyFunction;

/**
 * Maps keys to partitions.
 */
final class Keys {

    private Keys() {
    }

    static Object key(KeyFunction<Object> function, Object item, String stage) throws Exception {
        Object key = function.key(item);
        if (key == null) {
            throw new IllegalArgumentException("The key of an item at stage '" + stage
                    + "' is null: its key function has to give each item a key");
        }
        return key;
    }

    /**
     * Which of a number of partitions an item belongs to: by its key's hash, mixed so
     * that keys in a row do not meet one partition.
     */
    static int slot(KeyFunction<Object> function, Object item, int slots, String stage) throws Exception {
        int hash = key(function, item, stage).hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), slots);
    }

}

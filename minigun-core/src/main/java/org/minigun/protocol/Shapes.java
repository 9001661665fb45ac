package org.minigun.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The shapes of all classes that a codec has met. A reader and a writer may ask at a
 * time.
 */
final class Shapes {

    private final @Nullable ClassLoader loader;

    private final ShapeFactory factory;

    /**
     * Open addressing by the class's hash; replaced, never changed, when one is added.
     */
    private volatile @Nullable Shape[] table = new @Nullable Shape[64];

    private int count;

    Shapes(@Nullable ClassLoader loader, boolean trusted) {
        this.loader = loader;
        this.factory = new ShapeFactory(trusted);
    }

    @Nullable ClassLoader loader() {
        return this.loader;
    }

    Shape of(Class<?> type) {
        Shape shape = find(this.table, type);
        return (shape != null) ? shape : add(type);
    }

    private static @Nullable Shape find(@Nullable Shape[] table, Class<?> type) {
        int mask = table.length - 1;
        int slot = type.hashCode() & mask;
        while (true) {
            Shape shape = table[slot];
            if (shape == null || shape.type == type) {
                return shape;
            }
            slot = slot + 1 & mask;
        }
    }

    private synchronized Shape add(Class<?> type) {
        Shape there = find(this.table, type);
        if (there != null) {
            return there;
        }
        Shape shape = this.factory.make(type);
        @Nullable Shape[] old = this.table;
        @Nullable Shape[] next = new @Nullable Shape[(this.count * 2 >= old.length) ? old.length * 2 : old.length];
        for (Shape each : old) {
            if (each != null) {
                put(next, each);
            }
        }
        put(next, shape);
        this.count++;
        this.table = next;
        return shape;
    }

    private static void put(@Nullable Shape[] table, Shape shape) {
        int mask = table.length - 1;
        int slot = shape.type.hashCode() & mask;
        while (table[slot] != null) {
            slot = slot + 1 & mask;
        }
        table[slot] = shape;
    }

}

package org.minigun.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that the other side names, as far as they are allowed.
 */
final class ClassNames {

    private static final int CACHED = 64;

    private static final int LONGEST = 1000;

    private final Shapes shapes;

    private final TypeFilter filter;

    private final List<String> table;

    private final @Nullable Shape[] ofTable;

    /** Shapes that were read, by their name's bytes. */
    private final @Nullable Shape[] cache = new @Nullable Shape[CACHED];

    ClassNames(Shapes shapes, TypeFilter filter, List<String> table) {
        this.shapes = shapes;
        this.filter = filter;
        this.table = table;
        this.ofTable = new @Nullable Shape[table.size()];
    }

    TypeFilter filter() {
        return this.filter;
    }

    int tableSize() {
        return this.ofTable.length;
    }

    Shape ofTable(int number) throws CodecException {
        Shape shape = this.ofTable[number - 1];
        if (shape == null) {
            shape = this.shapes.of(load(this.table.get(number - 1)));
            this.ofTable[number - 1] = shape;
        }
        return shape;
    }

    /** Reads a class that is named for the first time in its item. */
    Shape read(ItemReader in) throws CodecException {
        int length = in.readLength();
        if (length == 0 || length > LONGEST) {
            throw new CodecException("names a class by " + length + " bytes");
        }
        in.fill(length);
        int from = in.position();
        byte[] bytes = in.array();
        int slot = (length * 31 + bytes[from + length - 1] * 7 + bytes[from + length / 2]) & CACHED - 1;
        Shape shape = this.cache[slot];
        if (shape != null && Arrays.equals(shape.name, 0, shape.name.length, bytes, from, from + length)) {
            in.skip(length);
        }
        else {
            shape = this.shapes.of(load(new String(in.readBytes(length), StandardCharsets.UTF_8)));
            this.cache[slot] = shape;
        }
        int layout = in.readInt();
        if (layout != shape.layout) {
            throw new CodecException("has an object of " + Messages.name(shape.type)
                    + " with other fields than the class has here; both sides need the same version of it");
        }
        return shape;
    }

    /** Finds a class without initializing it. */
    Class<?> load(String name) throws CodecException {
        boolean platforms = name.startsWith("java.");
        if (!platforms && !this.filter.allows(name)) {
            throw new CodecException("has an object of class " + name + ", which the stage does not declare;"
                    + " if it may come from a worker, name it in allowed-types");
        }
        if (name.startsWith("[")) {
            throw new CodecException("names an array where a class is due");
        }
        try {
            return Class.forName(name, false, platforms ? null : this.shapes.loader());
        }
        catch (ClassNotFoundException | LinkageError ex) {
            if (platforms) {
                return loadFromOtherModule(name, ex);
            }
            throw new CodecException("has an object of class " + name + ", which is not known here", ex);
        }
    }

    /** Classes of {@code java.sql} and others are not the boot loader's. */
    private static Class<?> loadFromOtherModule(String name, Throwable cause) throws CodecException {
        try {
            return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        }
        catch (ClassNotFoundException | LinkageError ex) {
            throw new CodecException("has an object of class " + name + ", which is not known here", cause);
        }
    }

}

package org.minigun.demo.inspect;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * A class file in a jar.
 *
 * @param packageName its package, empty for the unnamed one
 * @param name its name in the package, such as {@code Map$Entry}
 * @param majorVersion the major version of the class file
 */
public record ClassEntry(String packageName, String name, int majorVersion) {

    /** How many bytes of a class file are looked at. */
    static final int HEAD = 8;

    private static final int MAGIC = 0xcafebabe;

    /**
     * Puts together the name of a class with its package.
     * @param packageName the package, empty for the unnamed one
     * @param name the name in it
     * @return the full name
     */
    public static String fullName(String packageName, String name) {
        return packageName.isEmpty() ? name : packageName + "." + name;
    }

    /**
     * Reads the beginning of a class file.
     * @param path the class as a path, such as {@code java/util/Map$Entry}
     * @param head the first bytes
     * @return the class, or {@code null} if this is not a class file
     */
    static @Nullable ClassEntry of(String path, byte[] head) {
        if (head.length < HEAD || ByteBuffer.wrap(head).getInt() != MAGIC) {
            return null;
        }
        int slash = path.lastIndexOf('/');
        String packageName = (slash > 0) ? path.substring(0, slash).replace('/', '.').intern() : "";
        return new ClassEntry(packageName, path.substring(slash + 1), ByteBuffer.wrap(head).getShort(6) & 0xffff);
    }

}

package org.minigun.demo.inspect;

/**
 * A class file in a jar.
 *
 * @param packageName its package, empty for the unnamed one
 * @param name its name in the package, such as {@code Map$Entry}
 * @param majorVersion the major version of the class file
 */
public record ClassEntry(String packageName, String name, int majorVersion) {
}

package org.minigun.demo.inspect;

/**
 * The module that a jar says it is.
 *
 * @param name the name
 * @param automatic whether the name is only reserved in the manifest
 */
public record ModuleName(String name, boolean automatic) {
}

package org.minigun.demo.store;

import org.jspecify.annotations.Nullable;

/**
 * A class and a jar that holds it.
 *
 * @param className the full name of the class
 * @param path the path of the jar
 * @param artifact the group and the artifact
 * @param version the version of the artifact, or {@code null} if it is not known
 * @param classifier the classifier of the jar, or {@code null} if it has none
 * @param majorVersion the version of the class file
 * @param moduleName the module that the jar is, or {@code null} if it does not say
 * @param licence the licence of the jar, or {@code null} if it does not say
 */
public record ClassHit(String className, String path, String artifact, @Nullable String version,
        @Nullable String classifier, int majorVersion, @Nullable String moduleName, @Nullable String licence) {
}

package org.minigun.demo.publish;

import org.jspecify.annotations.Nullable;

/**
 * What the index says of a jar.
 *
 * @param path its path, by which it is known
 * @param checksum its checksum, by which it is known as it is
 * @param artifact its group and artifact
 * @param version its version, or {@code null} if it is not known
 * @param classifier its classifier, or {@code null} if it has none
 * @param majorVersion the highest version among its class files, 0 if it has none
 * @param moduleName the module that it is, or {@code null} if it does not say
 * @param licence its licence, or {@code null} if it does not say
 */
public record JarFacts(String path, String checksum, String artifact, @Nullable String version,
        @Nullable String classifier, int majorVersion, @Nullable String moduleName, @Nullable String licence) {

    @Override
    public String toString() {
        return this.path;
    }

}

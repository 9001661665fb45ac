package org.minigun.demo.store;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.publish.JarFacts;

/**
 * A jar and what is in it.
 *
 * @param facts what it is
 * @param size its size in bytes
 * @param automaticModule whether its module has but a name
 * @param licenceSource where its licence is said, or {@code null}
 * @param multiRelease whether it has classes for later Java versions
 * @param signed whether it is signed
 * @param nestedJars how many jars lie in it
 * @param duplicateEntries how many of its entries have the name of an earlier one
 * @param classes how many classes are in it
 * @param attributes attributes of its manifest, by name
 * @param packages the first of its classes, by their packages
 * @param more whether there are more classes than these
 * @param kind what it is
 * @param sourceFiles how many source files are in it; of sources only
 */
public record JarDetails(JarFacts facts, long size, boolean automaticModule, @Nullable String licenceSource,
        boolean multiRelease, boolean signed, int nestedJars, int duplicateEntries, int classes,
        Map<String, String> attributes, Map<String, List<String>> packages, boolean more, JarKind kind,
        int sourceFiles) {
}

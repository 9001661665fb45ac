package org.minigun.demo.store;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a directory.
 *
 * @param jars how many jars that may stand on a class path
 * @param classes how many classes are in them
 * @param size how large they are together, in bytes
 * @param javaVersions the jars by the Java version they need, oldest first
 * @param largest the largest jars
 * @param duplicates classes in several artifacts
 * @param unreadable the first files that could not be read
 * @param unreadableCount how many files could not be read
 * @param attached jars that are not among these
 */
public record Summary(long jars, long classes, long size, List<JavaVersionRow> javaVersions, List<JarRow> largest,
        Duplicates duplicates, List<Unreadable> unreadable, long unreadableCount, Attached attached) {

    /**
     * Jars that belong to others and on no class path.
     *
     * @param sources how many jars of sources
     * @param sourceFiles how many source files are in them
     * @param javadocs how many jars of documentation
     */
    public record Attached(long sources, long sourceFiles, long javadocs) {

        /**
         * There are none.
         */
        public static final Attached NONE = new Attached(0, 0, 0);

    }

    /**
     * The jars that need one Java version.
     *
     * @param majorVersion the highest version among their class files, 0 for jars without
     * classes
     * @param jars how many jars
     * @param classes how many classes are in them
     * @param size how large they are together, in bytes
     */
    public record JavaVersionRow(int majorVersion, long jars, long classes, long size) {
    }

    /**
     * A jar.
     *
     * @param path its path
     * @param artifact its group and artifact
     * @param version its version, or {@code null} if it is not known
     * @param size its size in bytes
     * @param classes how many classes are in it
     */
    public record JarRow(String path, String artifact, @Nullable String version, long size, long classes) {
    }

    /**
     * Classes that are in several artifacts. Versions and classifiers of one artifact are
     * one.
     *
     * @param classes how many classes
     * @param groups the largest sets of artifacts that have classes in common
     */
    public record Duplicates(long classes, List<DuplicateGroup> groups) {
    }

    /**
     * Artifacts that have classes in common.
     *
     * @param artifacts the artifacts, in order of their names
     * @param classes how many classes are in just these
     * @param example one of the classes
     */
    public record DuplicateGroup(List<String> artifacts, long classes, String example) {
    }

}

package org.minigun.demo.inspect;

/**
 * What a file is whose name ends as that of a jar does.
 */
public enum JarKind {

    /** A jar that may stand on a class path. */
    JAR,

    /** The sources of another jar: it has no class. */
    SOURCES,

    /** The documentation of another jar: it has no class. */
    JAVADOC,

    /** No zip file, or none that is read. */
    BROKEN

}

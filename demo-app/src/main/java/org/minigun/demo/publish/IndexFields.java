package org.minigun.demo.publish;

/**
 * The fields of a document of the index.
 */
public final class IndexFields {

    /** Jar or class. */
    public static final String KIND = "kind";

    /** The path of the jar. */
    public static final String PATH = "path";

    /** The publication that has brought it, and the path of the jar. */
    public static final String STATE = "state";

    /** The checksum of the jar. */
    public static final String CHECKSUM = "checksum";

    /** The group and the artifact of the jar. */
    public static final String ARTIFACT = "artifact";

    /** The version of the artifact. */
    public static final String VERSION = "version";

    /** The classifier of the jar. */
    public static final String CLASSIFIER = "classifier";

    /** The module that the jar is. */
    public static final String MODULE = "module";

    /** The licence of the jar. */
    public static final String LICENCE = "licence";

    /** The version of the class file, or the highest of the jar. */
    public static final String MAJOR_VERSION = "major";

    /** The package of the class, empty for the unnamed one. */
    public static final String PACKAGE = "package";

    /** The name of the class in its package. */
    public static final String NAME = "name";

    /** The name of the class in its package, in lower case. */
    public static final String LOWER_NAME = "lower";

    private IndexFields() {
    }

    /**
     * What {@link #STATE} holds.
     */
    static String state(String publication, String path) {
        return publication + " " + path;
    }

}

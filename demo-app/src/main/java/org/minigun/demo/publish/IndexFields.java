package org.minigun.demo.publish;

/**
 * The fields of a document of the index.
 */
final class IndexFields {

    /** Jar or class. */
    static final String KIND = "kind";

    /** The path of the jar. */
    static final String PATH = "path";

    /** The jar as it is: its path and its checksum. */
    static final String STATE = "state";

    static final String CHECKSUM = "checksum";

    static final String ARTIFACT = "artifact";

    static final String VERSION = "version";

    static final String CLASSIFIER = "classifier";

    static final String MODULE = "module";

    static final String LICENCE = "licence";

    static final String MAJOR_VERSION = "major";

    /** The package of the class, empty for the unnamed one. */
    static final String PACKAGE = "package";

    /** The name of the class in its package. */
    static final String NAME = "name";

    static final String LOWER_NAME = "lower";

    private IndexFields() {
    }

    /**
     * What {@link #STATE} holds.
     */
    static String state(String path, String checksum) {
        return checksum + " " + path;
    }

}

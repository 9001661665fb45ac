package org.minigun.demo.inspect;

/**
 * Names Java versions as people do.
 */
public final class JavaVersion {

    private static final int JAVA_1_4 = 48;

    private static final int JAVA_1_0 = 44;

    /** Of Java 99, which comes about 2063: what is later is damage. */
    private static final int JAVA_99 = 143;

    private JavaVersion() {
    }

    /**
     * Tells whether there is a Java version that writes such class files, or may be.
     * @param majorVersion the major version of the class file
     * @return whether it is plausible
     */
    static boolean isPlausible(int majorVersion) {
        return majorVersion > JAVA_1_0 && majorVersion <= JAVA_99;
    }

    /**
     * Returns the Java version that reads a class file.
     * @param majorVersion the major version of the class file
     * @return the oldest Java version that reads it, such as {@code 1.4} or {@code 17};
     * {@code -} for a version that never was
     */
    public static String of(int majorVersion) {
        if (majorVersion <= JAVA_1_0) {
            return "-";
        }
        int feature = majorVersion - JAVA_1_0;
        return (majorVersion <= JAVA_1_4) ? "1." + feature : Integer.toString(feature);
    }

}

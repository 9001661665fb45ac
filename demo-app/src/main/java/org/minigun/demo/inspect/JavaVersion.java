package org.minigun.demo.inspect;

/**
 * Names Java versions as people do.
 */
public final class JavaVersion {

    private static final int JAVA_1_4 = 48;

    private static final int JAVA_1_0 = 44;

    private JavaVersion() {
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

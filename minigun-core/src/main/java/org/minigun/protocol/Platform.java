package org.minigun.protocol;

/**
 * Tells classes of the Java platform from others.
 */
final class Platform {

    private Platform() {
    }

    static boolean isPlatforms(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == PlatformLoader.LOADER;
    }

    /** Asked for when first needed. */
    private static final class PlatformLoader {

        static final ClassLoader LOADER = ClassLoader.getPlatformClassLoader();

    }

}

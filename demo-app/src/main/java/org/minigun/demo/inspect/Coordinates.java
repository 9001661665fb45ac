package org.minigun.demo.inspect;

import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a jar is called.
 *
 * @param groupId the group, or {@code null} if nothing says it
 * @param artifactId the artifact, at least the name of the file without its version
 * @param version the version, or {@code null} if nothing says it
 * @param classifier the classifier, or {@code null} if it has none
 */
public record Coordinates(@Nullable String groupId, String artifactId, @Nullable String version,
        @Nullable String classifier) {

    private static final Pattern NAME_AND_VERSION = Pattern.compile("(.+?)-(\\d.*)");

    /**
     * Returns the group and the artifact, which are what two versions have in common.
     * @return such as {@code org.slf4j:slf4j-api}
     */
    public String artifact() {
        return (this.groupId != null) ? this.groupId + ":" + this.artifactId : this.artifactId;
    }

    /**
     * Finds out what a jar is called: by its place if that is as in a Maven repository,
     * else by its {@code pom.properties}, else by its file name.
     * @param directory the directory that was searched
     * @param file the jar
     * @param pomProperties its only {@code pom.properties}, or {@code null}
     * @return its coordinates
     */
    static Coordinates of(Path directory, Path file, @Nullable Properties pomProperties) {
        String name = baseName(file);
        Coordinates byPlace = byPlace(directory, file, name);
        if (byPlace != null) {
            return byPlace;
        }
        if (pomProperties != null && pomProperties.getProperty("artifactId") != null) {
            return new Coordinates(pomProperties.getProperty("groupId"), pomProperties.getProperty("artifactId"),
                    pomProperties.getProperty("version"), null);
        }
        Matcher matcher = NAME_AND_VERSION.matcher(name);
        return matcher.matches() ? new Coordinates(null, matcher.group(1), matcher.group(2), null)
                : new Coordinates(null, name, null, null);
    }

    private static @Nullable Coordinates byPlace(Path directory, Path file, String name) {
        if (!file.startsWith(directory)) {
            return null;
        }
        Path place = directory.relativize(file);
        int names = place.getNameCount();
        if (names < 4) {
            return null;
        }
        String version = place.getName(names - 2).toString();
        String artifact = place.getName(names - 3).toString();
        String plain = artifact + "-" + version;
        boolean snapshot = version.endsWith("-SNAPSHOT")
                && name.startsWith(plain.substring(0, plain.length() - "SNAPSHOT".length()));
        if (!snapshot && !name.equals(plain) && !name.startsWith(plain + "-")) {
            return null;
        }
        String group = place.subpath(0, names - 3).toString().replace(place.getFileSystem().getSeparator(), ".");
        String classifier = name.startsWith(plain + "-") ? name.substring(plain.length() + 1) : null;
        return new Coordinates(group, artifact, version, classifier);
    }

    private static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return (dot > 0) ? name.substring(0, dot) : name;
    }

}

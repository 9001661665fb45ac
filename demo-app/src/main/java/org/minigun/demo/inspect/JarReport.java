package org.minigun.demo.inspect;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What was read from a jar. Made of values alone, so that it can cross a process
 * boundary.
 *
 * @param path the path of the jar, absolute
 * @param checksum its SHA-256 in lower-case hexadecimal digits
 * @param size its size in bytes
 * @param coordinates what it is called
 * @param majorVersion the highest version among its class files, or 0 if it has none;
 * {@code module-info} and the classes for later Java versions do not count
 * @param module the module that it is, or {@code null} if it does not say
 * @param licence its licence, or {@code null} if it does not say
 * @param manifest main attributes of the manifest that are worth keeping
 * @param multiRelease whether it has classes for later Java versions
 * @param signed whether it is signed; the signature is not checked
 * @param nestedJars how many jars lie in it; read deeply: also within those
 * @param duplicateEntries how many of its entries have the name of an earlier one
 * @param classes its classes, each once, {@code module-info} left out; read deeply: those
 * of the jars within it too
 * @param tools the command line tools that it provides; empty unless read deeply
 * @param kind what it is
 * @param sourceFiles how many source files are in it; of sources only
 * @param reading how it was read
 */
public record JarReport(String path, String checksum, long size, Coordinates coordinates, int majorVersion,
        @Nullable ModuleName module, @Nullable Licence licence, Map<String, String> manifest, boolean multiRelease,
        boolean signed, int nestedJars, int duplicateEntries, List<ClassEntry> classes, List<String> tools,
        JarKind kind, int sourceFiles, Reading reading) {

    /**
     * Copies the collections.
     */
    public JarReport {
        manifest = Map.copyOf(manifest);
        classes = List.copyOf(classes);
        tools = List.copyOf(tools);
    }

    @Override
    public String toString() {
        return this.path + " (" + this.classes.size() + " classes)";
    }

}

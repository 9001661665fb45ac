package org.minigun.demo.inspect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Opens the jars within a jar, those within these, and so on, as far as it goes. Trusts
 * them as most readers do: no limit of memory or time is kept.
 */
final class NestedJars {

    private static final String CLASS = ".class";

    private final Map<String, ClassEntry> classes = new LinkedHashMap<>();

    private int opened;

    private NestedJars() {
    }

    static NestedJars of(ZipFile zip) throws IOException {
        NestedJars nested = new NestedJars();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
            ZipEntry entry = entries.nextElement();
            if (isJar(entry.getName())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    nested.open(in);
                }
                catch (IllegalArgumentException ex) {
                    throw new UnreadableJarException("a jar within it is corrupt: " + ex.getMessage(), ex);
                }
            }
        }
        return nested;
    }

    /**
     * How many jars there are within the jars that lie in the jar itself.
     */
    int opened() {
        return this.opened;
    }

    /**
     * Their classes by their paths.
     */
    Map<String, ClassEntry> classes() {
        return this.classes;
    }

    private void open(InputStream in) throws IOException {
        try (JarInputStream jar = new JarInputStream(in, false)) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                String name = entry.getName();
                if (isJar(name)) {
                    this.opened++;
                    open(new Unclosed(jar));
                }
                else if (name.endsWith(CLASS)) {
                    readClass(name, jar);
                }
            }
        }
    }

    private void readClass(String name, JarInputStream jar) throws IOException {
        String path = name.substring(0, name.length() - CLASS.length());
        if (path.startsWith("META-INF/") || path.equals("module-info") || this.classes.containsKey(path)) {
            return;
        }
        ClassEntry read = ClassEntry.of(path, jar.readNBytes(ClassEntry.HEAD));
        if (read != null) {
            this.classes.put(path, read);
        }
    }

    private static boolean isJar(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    /**
     * A jar in a jar is closed before the jar around it is read on.
     */
    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The one around it closes it.
        }

    }

}

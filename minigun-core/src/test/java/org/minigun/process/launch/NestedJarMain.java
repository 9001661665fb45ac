package org.minigun.process.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;

import org.jspecify.annotations.Nullable;

/**
 * The launcher of an executable jar, at its root: loads classes from jars within the jar.
 */
public final class NestedJarMain {

    private NestedJarMain() {
    }

    /**
     * Starts the application.
     * @param arguments its arguments
     * @throws Exception if it fails
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, byte[]> content = new HashMap<>();
        try (JarFile jar = new JarFile(System.getProperty("java.class.path"))) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                try (InputStream in = jar.getInputStream(entry)) {
                    if (entry.getName().startsWith("BOOT-INF/classes/")) {
                        content.put(entry.getName().substring("BOOT-INF/classes/".length()), in.readAllBytes());
                    }
                    else if (entry.getName().startsWith("BOOT-INF/lib/")) {
                        readNested(in, content);
                    }
                }
            }
        }
        ClassLoader loader = new NestedLoader(content);
        Thread.currentThread().setContextClassLoader(loader);
        var main = Class.forName("org.minigun.process.launch.LaunchMain", true, loader)
            .getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) arguments);
    }

    private static void readNested(InputStream in, Map<String, byte[]> content) throws IOException {
        JarInputStream jar = new JarInputStream(in);
        for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
            content.put(entry.getName(), jar.readAllBytes());
        }
    }

    private static final class NestedLoader extends ClassLoader {

        private final Map<String, byte[]> content;

        NestedLoader(Map<String, byte[]> content) {
            super(ClassLoader.getPlatformClassLoader());
            this.content = content;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = this.content.get(name.replace('.', '/') + ".class");
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            byte[] bytes = this.content.get(name);
            return (bytes != null) ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
        }

    }

}

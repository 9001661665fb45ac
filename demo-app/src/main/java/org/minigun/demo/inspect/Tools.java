package org.minigun.demo.inspect;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import java.util.zip.ZipFile;

/**
 * Asks the command line tools that a jar provides, as {@code java.util.spi.ToolProvider}
 * has it, for their names. That runs code of the jar.
 */
final class Tools {

    private static final String SERVICE = "META-INF/services/" + ToolProvider.class.getName();

    private Tools() {
    }

    /**
     * Returns the names of the tools in a jar.
     * @return the names, sorted; empty if it has none, or if they need other jars
     */
    static List<String> of(ZipFile zip, Path file) throws IOException {
        if (zip.getEntry(SERVICE) == null) {
            return List.of();
        }
        URL[] urls = { file.toUri().toURL() };
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            return ServiceLoader.load(ToolProvider.class, loader)
                .stream()
                .filter((provider) -> provider.type().getClassLoader() == loader)
                .map((provider) -> provider.get().name())
                .sorted()
                .toList();
        }
        catch (ServiceConfigurationError | LinkageError ex) {
            // Made for other jars to be there, or for a later Java.
            return List.of();
        }
    }

}

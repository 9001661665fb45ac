package org.minigun.isolate;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

import org.jspecify.annotations.Nullable;

/**
 * Defines the application's classes anew, from the bytes that the application's loader
 * finds, so that their statics are its own. The classes of the platform are shared, and
 * so are those of Minigun and what is logged by: there is one log. Resources are the
 * application's.
 */
final class IsolateLoader extends ClassLoader {

    private static final String OURS = "org.minigun.";

    private static final String[] SHARED = { "java.", "org.slf4j.", "org.jspecify.", "ch.qos.logback.",
            "org.apache.logging.log4j.", "org.minigun.spring." };

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader application;

    private final @Nullable String core;

    private final Map<String, ProtectionDomain> domains = new ConcurrentHashMap<>();

    IsolateLoader(String name, ClassLoader application) {
        super(name, application);
        this.application = application;
        String anyOfCore = path(IsolateLoader.class.getName());
        URL url = application.getResource(anyOfCore);
        this.core = (url != null) ? location(url, anyOfCore) : null;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = findLoadedClass(name);
            if (type == null) {
                type = load(name);
            }
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        for (String shared : SHARED) {
            if (name.startsWith(shared)) {
                return this.application.loadClass(name);
            }
        }
        String path = path(name);
        URL url = this.application.getResource(path);
        if (url == null || url.getProtocol().equals("jrt")) {
            return this.application.loadClass(name);
        }
        String location = location(url, path);
        if (name.startsWith(OURS) && location.equals(this.core)) {
            return this.application.loadClass(name);
        }
        try {
            return define(name, path, url, location);
        }
        catch (IOException ex) {
            throw new ClassNotFoundException(name + " cannot be read from " + url, ex);
        }
    }

    private Class<?> define(String name, String path, URL url, String location) throws IOException {
        URLConnection connection = url.openConnection();
        byte[] bytes;
        try (InputStream in = connection.getInputStream()) {
            bytes = in.readAllBytes();
        }
        int end = name.lastIndexOf('.');
        if (end > 0 && getDefinedPackage(name.substring(0, end)) == null) {
            definePackage(name.substring(0, end), connection, path);
        }
        return defineClass(name, bytes, 0, bytes.length, domain(location));
    }

    private ProtectionDomain domain(String location) {
        return this.domains.computeIfAbsent(location,
                (key) -> new ProtectionDomain(new CodeSource(codeLocation(key), (Certificate @Nullable []) null), null,
                        this, null));
    }

    private void definePackage(String name, URLConnection connection, String path) throws IOException {
        Manifest manifest = (connection instanceof JarURLConnection jar) ? jar.getManifest() : null;
        Attributes own = (manifest != null) ? manifest.getAttributes(path.substring(0, path.lastIndexOf('/') + 1))
                : null;
        Attributes main = (manifest != null) ? manifest.getMainAttributes() : null;
        try {
            definePackage(name, said(own, main, Attributes.Name.SPECIFICATION_TITLE),
                    said(own, main, Attributes.Name.SPECIFICATION_VERSION),
                    said(own, main, Attributes.Name.SPECIFICATION_VENDOR),
                    said(own, main, Attributes.Name.IMPLEMENTATION_TITLE),
                    said(own, main, Attributes.Name.IMPLEMENTATION_VERSION),
                    said(own, main, Attributes.Name.IMPLEMENTATION_VENDOR), null);
        }
        catch (IllegalArgumentException ex) {
            // Another thread was first.
            Objects.requireNonNull(getDefinedPackage(name));
        }
    }

    private static @Nullable String said(@Nullable Attributes own, @Nullable Attributes main, Attributes.Name name) {
        String value = (own != null) ? own.getValue(name) : null;
        return (value == null && main != null) ? main.getValue(name) : value;
    }

    private static String path(String name) {
        return name.replace('.', '/').concat(".class");
    }

    /** What a resource was found in: its URL without its path. */
    private static String location(URL url, String path) {
        String text = url.toString();
        String location = text.endsWith(path) ? text.substring(0, text.length() - path.length()) : text;
        int versions = location.lastIndexOf("META-INF/versions/");
        return (versions > 0) ? location.substring(0, versions) : location;
    }

    /** As the loaders of the platform and of Spring Boot say it. */
    private static @Nullable URL codeLocation(String location) {
        boolean jar = location.startsWith("jar:file:") && location.endsWith("!/");
        try {
            return new URL(jar ? location.substring("jar:".length(), location.length() - "!/".length()) : location);
        }
        catch (MalformedURLException ex) {
            return null;
        }
    }

}

package org.minigun.demo.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * Writes jars that harm who reads them deeply and trusts them, and some good ones among
 * them. Each is small, and none needs more than what jars are allowed to have.
 */
public final class HostileJars {

    private static final int GOOD = 5;

    /** Of the manifest, inflated. */
    private static final int BOMB = 384 << 20;

    /** Sixteen jars in each of sixteen jars and so on: no life is long enough. */
    private static final int LEVELS = 12;

    private static final int JARS_IN_A_JAR = 16;

    private static final int NAMES = 6_000;

    /**
     * Nearly as long as a name in a zip file may be; the longest are refused by newer
     * JDKs.
     */
    private static final int NAME = 65_000;

    private final Path directory;

    private HostileJars(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes the jars. Those that are there are replaced.
     * @param directory where to put them; made if it is not there
     * @return the name of each hostile jar, and what it does
     * @throws IOException if they cannot be written
     */
    public static Map<String, String> write(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new HostileJars(directory).write();
    }

    private Map<String, String> write() throws IOException {
        Map<String, String> written = new LinkedHashMap<>();
        for (int i = 1; i <= GOOD; i++) {
            good("good-" + i + ".jar", i);
        }
        bomb("bomb.jar");
        written.put("bomb.jar", "has a jar in it whose manifest inflates to " + (BOMB >> 20) + " MB");
        nested("nested.jar");
        written.put("nested.jar", JARS_IN_A_JAR + " jars in each of " + JARS_IN_A_JAR + " jars, " + LEVELS + " deep");
        names("names.jar");
        written.put("names.jar", NAMES + " classes, each with a name of " + NAME + " characters");
        tool("hang.jar", HangingTool.class);
        written.put("hang.jar", "brings a tool that never tells its name");
        tool("halt.jar", HaltingTool.class);
        written.put("halt.jar", "brings a tool that calls Runtime.halt when asked for its name");
        return written;
    }

    /** A tool, and a jar in the jar. */
    private void good(String name, int number) throws IOException {
        try (JarWriter jar = jar(name)) {
            jar.tool(GreetingTool.class);
            jar.text("number.txt", "Good jar " + number);
            jar.bytes("lib/within.jar", bytes((within) -> within.type(GreetingTool.class)));
        }
    }

    private void bomb(String name) throws IOException {
        try (JarWriter jar = jar(name)) {
            jar.jar("lib/bomb.jar", (within) -> within.blanks("META-INF/MANIFEST.MF", BOMB));
        }
    }

    private void nested(String name) throws IOException {
        byte[] innermost = bytes((within) -> within.type(GreetingTool.class));
        for (int i = 0; i < LEVELS; i++) {
            byte[] within = innermost;
            innermost = bytes((jar) -> {
                for (int copy = 0; copy < JARS_IN_A_JAR; copy++) {
                    jar.bytes("lib/" + copy + ".jar", within);
                }
            });
        }
        Files.write(this.directory.resolve(name), innermost);
    }

    private void names(String name) throws IOException {
        try (JarWriter jar = jar(name)) {
            jar.jar("lib/names.jar", (within) -> {
                for (int i = 0; i < NAMES; i++) {
                    String number = String.valueOf(i);
                    within.classFile("n".repeat(NAME - number.length()) + number);
                }
            });
        }
    }

    private void tool(String name, Class<? extends ToolProvider> type) throws IOException {
        try (JarWriter jar = jar(name)) {
            jar.tool(type);
        }
    }

    private JarWriter jar(String name) throws IOException {
        return new JarWriter(Files.newOutputStream(this.directory.resolve(name)));
    }

    private static byte[] bytes(JarWriter.Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarWriter jar = new JarWriter(bytes)) {
            content.write(jar);
        }
        return bytes.toByteArray();
    }

}

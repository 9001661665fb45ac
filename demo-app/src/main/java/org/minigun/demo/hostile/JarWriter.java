package org.minigun.demo.hostile;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.spi.ToolProvider;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar. The same content makes the same bytes.
 */
final class JarWriter implements AutoCloseable {

    private static final byte[] CLASS_HEAD = { (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61 };

    private static final int BLOCK = 1 << 20;

    private final ZipOutputStream zip;

    JarWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        this.zip.setLevel(Deflater.BEST_SPEED);
    }

    void text(String name, String text) throws IOException {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(String name, byte[] bytes) throws IOException {
        open(name);
        this.zip.write(bytes);
        this.zip.closeEntry();
    }

    /**
     * Adds as many blanks as were asked for.
     */
    void blanks(String name, int length) throws IOException {
        open(name);
        byte[] block = " ".repeat(BLOCK).getBytes(StandardCharsets.US_ASCII);
        for (int left = length; left > 0; left -= BLOCK) {
            this.zip.write(block, 0, Math.min(left, BLOCK));
        }
        this.zip.closeEntry();
    }

    /**
     * Adds the beginning of a class file, which no JVM would load.
     */
    void classFile(String name) throws IOException {
        bytes(name + ".class", CLASS_HEAD);
    }

    /**
     * Adds a class of this application.
     */
    void type(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is not on the class path");
            }
            bytes(name, in.readAllBytes());
        }
    }

    /**
     * Adds a class of this application as a command line tool.
     */
    void tool(Class<? extends ToolProvider> type) throws IOException {
        type(type);
        text("META-INF/services/" + ToolProvider.class.getName(), type.getName() + "\n");
    }

    /**
     * Adds a jar, however large it is.
     */
    void jar(String name, Content content) throws IOException {
        open(name);
        try (JarWriter within = new JarWriter(new Unclosed(this.zip))) {
            content.write(within);
        }
        this.zip.closeEntry();
    }

    private void open(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        this.zip.putNextEntry(entry);
    }

    @Override
    public void close() throws IOException {
        this.zip.close();
    }

    /**
     * What a jar is filled with.
     */
    @FunctionalInterface
    interface Content {

        void write(JarWriter jar) throws IOException;

    }

    /**
     * A jar in a jar is closed before the jar around it is written on.
     */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            this.out.write(bytes, offset, length);
        }

        @Override
        public void close() {
            // The one around it closes it.
        }

    }

}

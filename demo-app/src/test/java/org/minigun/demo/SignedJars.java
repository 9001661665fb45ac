package org.minigun.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import jdk.security.jarsigner.JarSigner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes executable jars that have a signed jar within them.
 */
final class SignedJars {

    private static final char[] PASSWORD = "password".toCharArray();

    private final Path directory;

    SignedJars(Path directory) {
        this.directory = directory;
    }

    /** Copies a jar, with one of its libraries signed. */
    Path withSignedLibrary(Path jar, String library) throws Exception {
        Path copy = this.directory.resolve("signed " + jar.getFileName());
        int signed = 0;
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] bytes;
                try (InputStream in = from.getInputStream(entry)) {
                    bytes = in.readAllBytes();
                }
                if (entry.getName().startsWith("BOOT-INF/lib/" + library)) {
                    bytes = sign(bytes);
                    signed++;
                }
                put(to, entry, bytes);
            }
        }
        assertThat(signed).isOne();
        return copy;
    }

    private static void put(ZipOutputStream to, ZipEntry entry, byte[] bytes) throws IOException {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        copy.setMethod(entry.getMethod());
        if (entry.getMethod() == ZipEntry.STORED) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            copy.setSize(bytes.length);
            copy.setCrc(crc.getValue());
        }
        to.putNextEntry(copy);
        to.write(bytes);
        to.closeEntry();
    }

    private byte[] sign(byte[] jar) throws Exception {
        Path plain = Files.write(this.directory.resolve("plain.jar"), jar);
        Path signed = this.directory.resolve("signed.jar");
        var key = (KeyStore.PrivateKeyEntry) keys().getEntry("key", new KeyStore.PasswordProtection(PASSWORD));
        try (ZipFile in = new ZipFile(plain.toFile()); OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(key).signerName("MINIGUN").build().sign(in, out);
        }
        byte[] bytes = Files.readAllBytes(signed);
        Files.delete(plain);
        Files.delete(signed);
        return bytes;
    }

    private KeyStore keys() throws Exception {
        Path file = this.directory.resolve("keys.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(keytool, "-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname",
                "CN=Test", "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
        assertThat(process.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

}

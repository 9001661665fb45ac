package org.minigun.process.launch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes a name of all that something depends on.
 */
final class Digest {

    private static final int LENGTH = 16;

    private final MessageDigest digest;

    Digest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }

    Digest add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        this.digest.update(bytes);
        return this;
    }

    Digest add(long number) {
        this.digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return this;
    }

    String toText() {
        return HexFormat.of().formatHex(this.digest.digest(), 0, LENGTH);
    }

}

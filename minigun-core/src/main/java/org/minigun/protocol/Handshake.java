package org.minigun.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first frame of each side.
 */
public final class Handshake {

    /** Length of the secret in bytes. */
    public static final int SECRET_LENGTH = 32;

    /** More is never read from a peer that has not shown the secret. */
    public static final int MAX_HELLO = 1024;

    /** The longest welcome. */
    public static final int MAX_WELCOME = 1 << 20;

    private static final int MAGIC = 0x4D47554E;

    private static final short VERSION = 1;

    private static final int HELLO_LENGTH = 1 + 4 + 2 + SECRET_LENGTH + 8;

    private Handshake() {
    }

    /**
     * Makes the worker's frame.
     * @param secret the secret that the application has told the worker
     * @param pid the worker's process id
     * @return the frame with its length in front, ready to be written
     */
    public static ByteBuffer hello(byte[] secret, long pid) {
        return ByteBuffer.allocate(4 + HELLO_LENGTH)
            .putInt(HELLO_LENGTH)
            .put((byte) FrameType.HELLO.code())
            .putInt(MAGIC)
            .putShort(VERSION)
            .put(secret, 0, SECRET_LENGTH)
            .putLong(pid)
            .flip();
    }

    /**
     * Checks the worker's frame.
     * @param frame the frame without its length
     * @param secret the secret to be shown
     * @return the process id that the worker tells, untrusted
     * @throws ProtocolException if the frame is not that of a worker that knows the
     * secret
     */
    public static long checkHello(ByteBuffer frame, byte[] secret) throws ProtocolException {
        if (frame.remaining() != HELLO_LENGTH || frame.get() != FrameType.HELLO.code() || frame.getInt() != MAGIC) {
            throw new ProtocolException("The peer's first frame is not that of a worker");
        }
        short version = frame.getShort();
        if (version != VERSION) {
            throw new ProtocolException("The worker speaks version " + version + " of the protocol, the application "
                    + VERSION + ": both need the same version of Minigun on their class path");
        }
        byte[] shown = new byte[SECRET_LENGTH];
        frame.get(shown);
        if (!MessageDigest.isEqual(shown, secret)) {
            throw new ProtocolException("The peer does not know the secret");
        }
        return frame.getLong();
    }

    /**
     * Makes the application's frame.
     * @param welcome what it says
     * @return the frame with its length in front, ready to be written
     */
    public static ByteBuffer welcome(Welcome welcome) {
        List<byte[]> strings = new ArrayList<>();
        int length = 4 + 1 + 4 * 5;
        for (Map.Entry<String, String> property : welcome.properties().entrySet()) {
            strings.add(property.getKey().getBytes(StandardCharsets.UTF_8));
            strings.add(property.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] string : strings) {
            length += 5 + string.length;
        }
        ByteBuffer frame = ByteBuffer.allocate(length).position(4).put((byte) FrameType.WELCOME.code());
        putVarint(frame, welcome.workerIndex());
        putVarint(frame, welcome.maxFrame());
        putVarint(frame, welcome.maxDepth());
        putVarint(frame, welcome.properties().size());
        for (byte[] string : strings) {
            putVarint(frame, string.length);
            frame.put(string);
        }
        frame.putInt(0, frame.position() - 4);
        if (frame.position() - 4 > MAX_WELCOME) {
            throw new IllegalArgumentException("The worker's properties are too long (" + frame.position()
                    + " bytes): at most 1 MiB; hand large data on as broadcast data");
        }
        return frame.flip();
    }

    /**
     * Reads the application's frame.
     * @param frame the frame without its length
     * @return what it says
     * @throws ProtocolException if it is no welcome
     */
    public static Welcome readWelcome(ByteBuffer frame) throws ProtocolException {
        if (!frame.hasRemaining() || frame.get() != FrameType.WELCOME.code()) {
            throw new ProtocolException("The application's first frame is no welcome");
        }
        int index = getVarint(frame);
        int maxFrame = getVarint(frame);
        int maxDepth = getVarint(frame);
        int size = getVarint(frame);
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String name = getString(frame);
            properties.put(name, getString(frame));
        }
        return new Welcome(index, maxFrame, maxDepth, properties);
    }

    private static String getString(ByteBuffer frame) throws ProtocolException {
        int length = getVarint(frame);
        if (length > frame.remaining()) {
            throw new ProtocolException("The welcome ends within a string");
        }
        byte[] bytes = new byte[length];
        frame.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void putVarint(ByteBuffer frame, int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            frame.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        frame.put((byte) rest);
    }

    private static int getVarint(ByteBuffer frame) throws ProtocolException {
        int value = 0;
        for (int shift = 0; shift < 35 && frame.hasRemaining(); shift += 7) {
            byte next = frame.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                if (value < 0) {
                    break;
                }
                return value;
            }
        }
        throw new ProtocolException("The welcome holds no valid number where one is due");
    }

    /**
     * What the application tells a worker first.
     *
     * @param workerIndex the worker's number in its pool
     * @param maxFrame the longest frame in bytes that may be sent either way
     * @param maxDepth how deep items may be nested
     * @param properties the worker's properties
     */
    public record Welcome(int workerIndex, int maxFrame, int maxDepth, Map<String, String> properties) {
    }

}

package org.minigun.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a frame between application and worker says.
 */
public enum FrameType {

    /** Worker: who it is, and the secret. */
    HELLO(1),

    /** Application: the worker is let in; its index, limits and properties. */
    WELCOME(2),

    /** Application: a session begins. */
    OPEN(10),

    /** Application: items to be worked on, in this order. */
    ITEMS(11),

    /** Application: a producer may emit so many items more. */
    CREDIT(12),

    /** Application: a producer is asked to end. */
    STOP(13),

    /** Application: no more items come; the session ends when those are done. */
    CLOSE(14),

    /** Application: the stage's code is to be interrupted. */
    INTERRUPT(15),

    /** Application: tell the stacks of all threads. */
    DUMP(16),

    /** Application: end politely. */
    SHUTDOWN(17),

    /** Worker: the instance stands, hooks have run. */
    OPENED(30),

    /** Worker: the session could not begin. */
    OPEN_FAILED(31),

    /** Worker: results and outcomes of items. */
    RESULTS(32),

    /** Worker: the session has ended. */
    CLOSED(33),

    /** Worker: a log record. */
    LOG(34),

    /** Worker: the stacks of all threads. */
    DUMPED(35),

    /** Worker: it is about to end, and why. */
    DYING(36);

    private static final @Nullable FrameType[] BY_CODE = new FrameType[64];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /**
     * Returns the byte that stands for the type.
     * @return the code, from 1 to 63
     */
    public int code() {
        return this.code;
    }

    /**
     * Returns the type that a byte stands for.
     * @param code the byte
     * @return the type
     * @throws ProtocolException if there is none
     */
    public static FrameType of(int code) throws ProtocolException {
        FrameType type = (code > 0 && code < BY_CODE.length) ? BY_CODE[code] : null;
        if (type == null) {
            throw new ProtocolException("Frame of unknown type " + code);
        }
        return type;
    }

}

package org.minigun.process;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.minigun.Items;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.ProtocolException;

/**
 * What a worker says of itself, in frames that are for no session. Untrusted.
 * Thread-safe.
 */
final class LastWords {

    private static final int LONGEST_DUMP = 1 << 18;

    private final int index;

    private volatile Worker.@Nullable Cause dying;

    private volatile @Nullable String threadDump;

    LastWords(int index) {
        this.index = index;
    }

    boolean take(FrameReader frame) throws IOException {
        try {
            switch (frame.type()) {
                case LOG -> WorkerLog.forward(this.index, frame.payload());
                case DUMPED -> dumped(frame.payload().readString());
                case DYING -> dying(frame.payload().readByte(), frame.payload().readString());
                default -> {
                    return false;
                }
            }
        }
        catch (CodecException ex) {
            throw new ProtocolException("A frame of type " + frame.type() + " could not be read", ex);
        }
        return true;
    }

    private void dumped(String threads) {
        this.threadDump = (threads.length() <= LONGEST_DUMP) ? threads : threads.substring(0, LONGEST_DUMP) + "...";
    }

    private void dying(int reason, String detail) {
        DeathReason known = Autopsy.reason(reason);
        this.dying = new Worker.Cause((known != null) ? known : DeathReason.FATAL_ERROR, Items.describe(detail));
    }

    /** Why it was about to end, or {@code null} if it has not said so. */
    Worker.@Nullable Cause dying() {
        return this.dying;
    }

    /** Its threads, or {@code null} if it has not told them since they were forgotten. */
    @Nullable String threadDump() {
        return this.threadDump;
    }

    void forgetThreadDump() {
        this.threadDump = null;
    }

}

package org.minigun.protocol;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Exceptions as bytes.
 */
final class ThrowableWire {

    /** What does not fit is tried again with texts of this length, and then shorter. */
    private static final int LONG_TEXT = 4096;

    private static final int SHORTER = 4;

    /** For so many characters of text one frame of the stack is told. */
    private static final int TEXT_OF_A_FRAME = 64;

    private ThrowableWire() {
    }

    static void write(ThrowableData data, ItemWriter out) throws CodecException {
        out.writeString(data.type());
        writeText(data.message(), out);
        out.writeString(data.text());
        List<StackTraceElement> stack = data.stack();
        out.writeVarInt(stack.size());
        for (StackTraceElement element : stack) {
            writeText(element.getClassLoaderName(), out);
            writeText(element.getModuleName(), out);
            writeText(element.getModuleVersion(), out);
            out.writeString(element.getClassName());
            out.writeString(element.getMethodName());
            writeText(element.getFileName(), out);
            out.writeInt(element.getLineNumber());
        }
        out.writeBoolean(data.cause() != null);
        if (data.cause() != null) {
            write(data.cause(), out);
        }
        out.writeVarInt(data.suppressed().size());
        for (ThrowableData suppressed : data.suppressed()) {
            write(suppressed, out);
        }
    }

    static void writeWhatFits(ThrowableData data, ItemWriter out, int shortest) throws CodecException {
        int position = out.position();
        ThrowableData shorter = data;
        for (int length = LONG_TEXT;; length /= SHORTER) {
            try {
                write(shorter, out);
                return;
            }
            catch (CodecException ex) {
                out.truncate(position);
                if (length == 0 || length < shortest) {
                    throw ex;
                }
                shorter = cut(data, length);
            }
        }
    }

    private static ThrowableData cut(ThrowableData data, int length) {
        List<StackTraceElement> stack = data.stack();
        ThrowableData cause = data.cause();
        String message = data.message();
        return new ThrowableData(data.type(), (message != null) ? cut(message, length) : null, cut(data.text(), length),
                stack.subList(0, Math.min(stack.size(), length / TEXT_OF_A_FRAME)),
                (cause != null && length > TEXT_OF_A_FRAME) ? cut(cause, length / SHORTER) : null, List.of());
    }

    private static String cut(String text, int length) {
        return (text.length() <= length) ? text : text.substring(0, length) + "...";
    }

    static ThrowableData read(ItemReader in) throws CodecException {
        return new Reading(in).read(1);
    }

    private static void writeText(@Nullable String text, ItemWriter out) throws CodecException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeString(text);
        }
    }

    /** One tree being read, which the other side may have made as bad as it can. */
    private static final class Reading {

        private final ItemReader in;

        private int nodes;

        Reading(ItemReader in) {
            this.in = in;
        }

        ThrowableData read(int depth) throws CodecException {
            if (depth > ThrowableTaker.MAX_DEPTH || ++this.nodes > ThrowableTaker.MAX_NODES) {
                throw new CodecException("has an exception with too many causes");
            }
            String type = this.in.readString();
            String message = readText();
            String text = this.in.readString();
            int frames = this.in.readLength();
            if (frames > ThrowableTaker.MAX_FRAMES) {
                throw new CodecException("has an exception with a stack of " + frames + " frames");
            }
            List<StackTraceElement> stack = new ArrayList<>(frames);
            for (int index = 0; index < frames; index++) {
                stack.add(new StackTraceElement(readText(), readText(), readText(), this.in.readString(),
                        this.in.readString(), readText(), this.in.readInt()));
            }
            ThrowableData cause = this.in.readBoolean() ? read(depth + 1) : null;
            int count = this.in.readLength();
            List<ThrowableData> suppressed = new ArrayList<>(Math.min(count, ThrowableTaker.MAX_SUPPRESSED));
            for (int index = 0; index < count; index++) {
                suppressed.add(read(depth + 1));
            }
            return new ThrowableData(type, message, text, stack, cause, suppressed);
        }

        private @Nullable String readText() throws CodecException {
            return this.in.readBoolean() ? this.in.readString() : null;
        }

    }

}

package org.minigun.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

import org.jspecify.annotations.Nullable;

/**
 * A class that only Java serialization can copy. Written for a reader that trusts only.
 */
final class SerializedShape extends Shape {

    SerializedShape(Class<?> type) {
        super(type);
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        if (!encoder.trusted) {
            throw new CodecException(this.type.getTypeName()
                    + " can only be copied by Java serialization, which is not read from a worker; " + Messages.REMEDY);
        }
        int number = encoder.enterSealed(value);
        if (number < 0) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(value);
        }
        catch (IOException | RuntimeException | StackOverflowError ex) {
            throw new CodecException(this.type.getTypeName() + " cannot be serialized: " + ex, ex);
        }
        ItemWriter out = encoder.out();
        out.writeByte(Tags.SERIALIZED);
        out.writeVarInt(bytes.size());
        out.writeBytes(bytes.toByteArray(), 0, bytes.size());
        encoder.leaveSealed(number);
    }

    static @Nullable Object readStream(ItemReader in, @Nullable ClassLoader loader) throws CodecException {
        byte[] bytes = in.readBytes(in.readLength());
        try (Stream stream = new Stream(new ByteArrayInputStream(bytes), loader)) {
            return stream.readObject();
        }
        catch (IOException | ClassNotFoundException | RuntimeException | StackOverflowError ex) {
            throw new CodecException("cannot be read by Java serialization: " + ex, ex);
        }
    }

    private static final class Stream extends ObjectInputStream {

        private final @Nullable ClassLoader loader;

        Stream(InputStream in, @Nullable ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, this.loader);
            }
            catch (ClassNotFoundException ex) {
                return super.resolveClass(description);
            }
        }

    }

}

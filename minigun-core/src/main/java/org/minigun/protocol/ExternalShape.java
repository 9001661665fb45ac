package org.minigun.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A class that writes itself.
 */
final class ExternalShape extends Shape {

    private final Instances instances;

    private final @Nullable Method resolve;

    ExternalShape(Class<?> type, @Nullable Method resolve) {
        super(type);
        this.resolve = resolve;
        this.instances = new Instances(type, false);
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        if (!encoder.enter(value)) {
            return;
        }
        ItemWriter out = encoder.out();
        out.writeByte(Tags.OBJECT);
        encoder.shape(this);
        int length = out.reserveLength();
        try {
            External external = new External(encoder);
            ((Externalizable) value).writeExternal(external);
            external.flush();
        }
        catch (IOException ex) {
            throw unwrapped(ex, "writeExternal()");
        }
        out.patchLength(length);
        encoder.leave();
    }

    @Override
    @Nullable Object read(Decoder decoder) throws CodecException {
        Object made = this.instances.make();
        int number = decoder.meetLater();
        if (this.resolve == null) {
            decoder.met(number, made);
        }
        decoder.enter();
        ItemReader in = decoder.in();
        try {
            decoder.within(in.slice(in.readLength()),
                    (inner) -> ((Externalizable) made).readExternal(new Internal(inner)));
        }
        catch (IOException | ClassNotFoundException ex) {
            throw unwrapped(ex, "readExternal()");
        }
        decoder.leave();
        Object resolved = Resolving.resolve(made, this.resolve);
        decoder.met(number, resolved);
        return resolved;
    }

    private CodecException unwrapped(Exception ex, String method) {
        return (ex.getCause() instanceof CodecException cause) ? cause
                : new CodecException(method + " of " + this.type.getName() + " threw " + ex, ex);
    }

    private static final class External extends DataOutputStream implements ObjectOutput {

        private final Encoder encoder;

        External(Encoder encoder) {
            super(new Bytes(encoder));
            this.encoder = encoder;
        }

        @Override
        public void writeObject(Object object) throws IOException {
            try {
                this.encoder.value(object);
            }
            catch (CodecException ex) {
                throw new IOException(ex);
            }
        }

    }

    private static final class Bytes extends OutputStream {

        private final Encoder encoder;

        Bytes(Encoder encoder) {
            this.encoder = encoder;
        }

        @Override
        public void write(int value) throws IOException {
            try {
                this.encoder.out().writeByte(value);
            }
            catch (CodecException ex) {
                throw new IOException(ex);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                if (length < ItemWriter.LARGE) {
                    this.encoder.out().writeBytes(bytes, offset, length);
                }
                else {
                    // It would be kept by reference, and its owner may use it again.
                    this.encoder.out().writeBytes(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
                }
            }
            catch (CodecException ex) {
                throw new IOException(ex);
            }
        }

    }

    private static final class Internal extends DataInputStream implements ObjectInput {

        private final Decoder decoder;

        Internal(Decoder decoder) {
            super(new Source(decoder));
            this.decoder = decoder;
        }

        @Override
        @SuppressWarnings("NullAway")
        public Object readObject() throws IOException {
            try {
                return this.decoder.value();
            }
            catch (CodecException ex) {
                throw new IOException(ex);
            }
        }

    }

    private static final class Source extends InputStream {

        private final Decoder decoder;

        Source(Decoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public int available() {
            return this.decoder.in().remaining();
        }

        @Override
        public int read() throws IOException {
            try {
                return (available() > 0) ? this.decoder.in().readByte() & 0xFF : -1;
            }
            catch (CodecException ex) {
                throw new IOException(ex);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int part = Math.min(length, available());
            if (part == 0 && length > 0) {
                return -1;
            }
            try {
                this.decoder.in().readBytes(into, offset, part);
                return part;
            }
            catch (CodecException ex) {
                throw new IOException(ex);
            }
        }

    }

}

package org.minigun.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class FrameTests {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private final FrameWriter writer = new FrameWriter(Channels.newChannel(this.sent), 1 << 20);

    private FrameReader reader() {
        return reader(this.sent.toByteArray());
    }

    private static FrameReader reader(byte[] bytes) {
        return new FrameReader(Channels.newChannel(new ByteArrayInputStream(bytes)), 1 << 20);
    }

    @Test
    void givesBackFramesInOrder() throws Exception {
        for (int index = 0; index < 1000; index++) {
            ItemWriter out = this.writer.begin((index % 2 == 0) ? FrameType.ITEMS : FrameType.RESULTS);
            out.writeVarInt(index);
            out.writeString("text " + index);
            this.writer.end();
        }
        assertThat(this.sent.size()).isZero();
        this.writer.flush();
        assertThat(this.writer.buffered()).isZero();
        FrameReader reader = reader();
        for (int index = 0; index < 1000; index++) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.type()).isEqualTo((index % 2 == 0) ? FrameType.ITEMS : FrameType.RESULTS);
            assertThat(reader.payload().readVarInt()).isEqualTo(index);
            assertThat(reader.payload().readString()).isEqualTo("text " + index);
            assertThat(reader.payload().remaining()).isZero();
        }
        assertThat(reader.next()).isFalse();
    }

    @Test
    void givesBackFramesOfAllSizesThatComeInPieces() throws Exception {
        Random random = new Random(1);
        int[] sizes = { 0, 1, 100, 16_383, 16_384, 65_535, 65_536, 131_067, 131_068, 131_072, 300_000, 1_000_000, 3, 0,
                700_000, 5 };
        for (int size : sizes) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            ItemWriter out = this.writer.begin(FrameType.ITEMS);
            out.writeVarInt(size);
            out.writeBytes(bytes, 0, size);
            out.writeLong(size);
            this.writer.end();
        }
        this.writer.flush();
        FrameReader reader = new FrameReader(new Pieces(this.sent.toByteArray(), 7777), 1 << 20);
        random = new Random(1);
        for (int size : sizes) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            assertThat(reader.next()).isTrue();
            ItemReader in = reader.payload();
            ItemReader slice = in.slice(in.remaining());
            assertThat(in.remaining()).isZero();
            assertThat(slice.readBytes(slice.readVarInt())).isEqualTo(bytes);
            assertThat(slice.readLong()).isEqualTo(size);
        }
        assertThat(reader.next()).isFalse();
    }

    @Test
    void readsLargeFramesInSmallSteps() throws Exception {
        ItemWriter out = this.writer.begin(FrameType.ITEMS);
        for (int index = 0; index < 50_000; index++) {
            out.writeVarInt(index);
            out.writeString("ä" + index);
        }
        this.writer.end();
        this.writer.flush();
        FrameReader reader = reader();
        assertThat(reader.next()).isTrue();
        ItemReader in = reader.payload();
        for (int index = 0; index < 50_000; index++) {
            if (index % 3 == 0) {
                int number = (index < 128) ? 1 : (index < 16_384) ? 2 : 3;
                ItemReader part = in.slice(number + 3 + Integer.toString(index).length());
                assertThat(part.readVarInt()).isEqualTo(index);
                assertThat(part.readString()).isEqualTo("ä" + index);
                assertThat(part.remaining()).isZero();
            }
            else {
                assertThat(in.readVarInt()).isEqualTo(index);
                assertThat(in.readString()).isEqualTo("ä" + index);
            }
        }
        assertThatThrownBy(in::readByte).isInstanceOf(CodecException.class);
    }

    @Test
    void forgetsCancelledFramesAndTruncatedItems() throws Exception {
        ItemWriter out = this.writer.begin(FrameType.ITEMS);
        out.writeString("first");
        this.writer.end();
        out = this.writer.begin(FrameType.ITEMS);
        out.writeBytes(new byte[50_000], 0, 50_000);
        this.writer.cancel();
        out = this.writer.begin(FrameType.RESULTS);
        out.writeString("kept");
        int item = out.reserveLength();
        out.writeBytes(new byte[50_000], 0, 50_000);
        out.writeString("x");
        out.truncate(item);
        int length = out.reserveLength();
        out.writeString("last");
        assertThat(out.patchLength(length)).isEqualTo(5);
        this.writer.end();
        this.writer.flush();
        FrameReader reader = reader();
        reader.next();
        assertThat(reader.payload().readString()).isEqualTo("first");
        reader.next();
        assertThat(reader.payload().readString()).isEqualTo("kept");
        assertThat(reader.payload().readLength()).isEqualTo(5);
        assertThat(reader.payload().readString()).isEqualTo("last");
        assertThat(reader.next()).isFalse();
    }

    @Test
    void refusesToWriteFramesThatAreTooLong() throws Exception {
        ItemWriter out = this.writer.begin(FrameType.ITEMS);
        assertThatThrownBy(() -> out.writeBytes(new byte[1 << 20], 0, 1 << 20)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> out.writeString("x".repeat(1 << 20))).isInstanceOf(CodecException.class);
        out.writeBytes(new byte[1_000_000], 0, 1_000_000);
        this.writer.end();
        this.writer.flush();
        assertThat(reader().next()).isTrue();
    }

    @Test
    void refusesWhatIsNoFrame() {
        assertRefused(new byte[] { 0, 0, 0, 0 }, "Frame of 0 bytes");
        assertRefused(new byte[] { -1, 0, 0, 0, 0 }, "Frame of -16777216 bytes");
        assertRefused(new byte[] { 0x7F, 0, 0, 0, 0 }, "from 1 to 1048576 are allowed");
        assertRefused(new byte[] { 0, 0, 0, 1, 99 }, "unknown type 99");
    }

    @Test
    void tellsAnEndWithinAFrameFromAnEndBetweenTwo() throws IOException {
        assertThatThrownBy(() -> reader(new byte[] { 0, 0 }).next()).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> reader(new byte[] { 0, 0, 0, 9, 11, 1 }).next()).isInstanceOf(EOFException.class)
            .hasMessageContaining("of 9 bytes 2 have come");
        assertThat(reader(new byte[0]).next()).isFalse();
    }

    @Test
    void keepsPartsOfALargeFrameWhileOthersAreRead() throws Exception {
        ItemWriter out = this.writer.begin(FrameType.ITEMS);
        for (int index = 0; index < 10_000; index++) {
            out.writeLong(index);
        }
        this.writer.end();
        this.writer.flush();
        FrameReader reader = reader();
        reader.next();
        List<ItemReader> parts = new ArrayList<>();
        while (reader.payload().remaining() > 0) {
            parts.add(reader.payload().slice(8));
        }
        for (int index = 0; index < 10_000; index++) {
            assertThat(parts.get(index).readLong()).isEqualTo(index);
        }
    }

    @Test
    void passesFramesThroughASocketBothWays(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            Thread echo = new Thread(() -> {
                try (SocketChannel channel = server.accept()) {
                    FrameReader reader = new FrameReader(channel, 1 << 24);
                    FrameWriter writer = new FrameWriter(channel, 1 << 24);
                    while (reader.next()) {
                        ItemReader in = reader.payload();
                        byte[] bytes = in.readBytes(in.remaining());
                        writer.begin(reader.type()).writeBytes(bytes, 0, bytes.length);
                        writer.end();
                        if (!reader.hasNext()) {
                            writer.flush();
                        }
                    }
                }
                catch (IOException | CodecException ex) {
                    throw new IllegalStateException(ex);
                }
            });
            echo.start();
            try (SocketChannel channel = SocketChannel.open(address)) {
                FrameWriter out = new FrameWriter(channel, 1 << 24);
                FrameReader in = new FrameReader(channel, 1 << 24);
                for (int size : new int[] { 1, 100_000, 5, 10_000_000, 0, 20_000 }) {
                    out.begin(FrameType.ITEMS).writeBuffer(ByteBuffer.allocateDirect(size));
                    out.end();
                    out.flush();
                    assertThat(in.next()).isTrue();
                    assertThat(in.payload().remaining()).isEqualTo(size);
                }
            }
            echo.join();
        }
    }

    private static void assertRefused(byte[] bytes, String text) {
        assertThatThrownBy(() -> reader(bytes).next()).isInstanceOf(ProtocolException.class).hasMessageContaining(text);
    }

    /** Gives so many bytes at a time at most. */
    private static final class Pieces implements ReadableByteChannel {

        private final ByteBuffer bytes;

        private final int size;

        Pieces(byte[] bytes, int size) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.size = size;
        }

        @Override
        public int read(ByteBuffer into) {
            int part = Math.min(Math.min(this.size, into.remaining()), this.bytes.remaining());
            if (part == 0) {
                return -1;
            }
            into.put(this.bytes.slice(this.bytes.position(), part));
            this.bytes.position(this.bytes.position() + part);
            return part;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
        }

    }

}

package org.minigun.benchmarks.process;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;

/**
 * The other side of the bare loop: decodes what comes, encodes it again and sends it
 * back, a frame for a frame, and nothing else.
 */
public final class EchoChild {

    private EchoChild() {
    }

    /**
     * Echoes until the socket ends.
     * @param arguments the socket
     * @throws Exception if it fails
     */
    public static void main(String[] arguments) throws Exception {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
            FrameReader reader = new FrameReader(channel, 64 << 20);
            FrameWriter writer = new FrameWriter(channel, 64 << 20);
            ItemCodec codec = DefaultItemCodec.builder().build();
            while (reader.next()) {
                ItemReader in = reader.payload();
                ItemWriter out = writer.begin(FrameType.RESULTS);
                while (in.remaining() > 0) {
                    Object item = codec.read(in.slice(in.readLength()));
                    int length = out.reserveLength();
                    codec.write(item, out);
                    out.patchLength(length);
                }
                writer.end();
                writer.flush();
            }
        }
    }

}

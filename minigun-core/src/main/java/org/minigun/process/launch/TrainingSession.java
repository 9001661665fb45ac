package org.minigun.process.launch;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.StageCode;

/**
 * What a worker does whose classes go into an archive: one session with a few items of
 * common types, from opening to closing, and an orderly end.
 */
final class TrainingSession {

    private static final long SESSION = 1;

    private static final int FRAME = 1 << 20;

    private static final List<Object> ITEMS = List.of("text", 1L, 2, 0.5, List.of("a", "b"), Map.of("a", 1),
            new Sample(1, "text", List.of("a", "b", "c"), Instant.EPOCH), new byte[] { 1 });

    private TrainingSession() {
    }

    static void run(LaunchedWorker worker) throws IOException {
        FrameWriter frames = new FrameWriter(worker.channel(), FRAME);
        FrameReader answers = new FrameReader(worker.channel(), FRAME);
        try {
            ItemWriter open = frames.begin(FrameType.OPEN);
            open.writeVarLong(SESSION);
            description().write(open);
            frames.end();
            items(frames);
            frames.begin(FrameType.CLOSE).writeVarLong(SESSION);
            frames.end();
            frames.flush();
        }
        catch (CodecException ex) {
            throw new ProtocolException("The items of the training cannot be sent", ex);
        }
        while (answers.next() && answers.type() != FrameType.CLOSED) {
            if (answers.type() == FrameType.OPEN_FAILED) {
                throw new ProtocolException("The training's session was refused");
            }
        }
        frames.begin(FrameType.SHUTDOWN);
        frames.end();
        frames.flush();
    }

    private static void items(FrameWriter frames) throws CodecException {
        ItemCodec codec = DefaultItemCodec.builder().build();
        ItemWriter out = frames.begin(FrameType.ITEMS);
        out.writeVarLong(SESSION);
        long number = 0;
        for (Object item : ITEMS) {
            out.writeVarLong(++number);
            int length = out.reserveLength();
            codec.write(item, out);
            out.patchLength(length);
        }
        frames.end();
    }

    private static SessionDescription description() {
        StageCode code = new StageCode(StageCode.Kind.STATIC_METHOD, "org.minigun.worker.Practice", "repeat",
                "(Ljava/lang/Object;)Ljava/lang/Object;", null);
        return new SessionDescription("training", "training", "training", SessionDescription.Body.PROCESSOR, code,
                List.of(), List.of(), Map.of(), Map.of(), false);
    }

    private record Sample(long id, String name, List<String> parts, Instant time) {
    }

}

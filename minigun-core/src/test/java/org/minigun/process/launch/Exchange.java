package org.minigun.process.launch;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.StageCode;

/**
 * Speaks with a worker as the application does.
 */
final class Exchange {

    private static final int FRAME = 1 << 20;

    private static final String FUNCTION = "(Ljava/lang/Object;)Ljava/lang/Object;";

    private final FrameWriter frames;

    private final FrameReader answers;

    private final ItemCodec codec = DefaultItemCodec.builder().build();

    private long number;

    Exchange(LaunchedWorker worker, Class<?> type, String method) throws IOException, CodecException {
        this.frames = new FrameWriter(worker.channel(), FRAME);
        this.answers = new FrameReader(worker.channel(), FRAME);
        ItemWriter open = this.frames.begin(FrameType.OPEN);
        open.writeVarLong(1);
        StageCode code = new StageCode(StageCode.Kind.STATIC_METHOD, type.getName(), method, FUNCTION, null);
        new SessionDescription("task", "run", "stage", SessionDescription.Body.PROCESSOR, code, List.of(), List.of(),
                Map.of(), Map.of(), false)
            .write(open);
        this.frames.end();
        this.frames.flush();
    }

    /** Sends five items to a stage of the worker's own, and counts the results. */
    static int five(LaunchedWorker worker) throws IOException, CodecException {
        Exchange exchange = new Exchange(worker, FiveStage.class, "twice");
        for (long item = 0; item < 5; item++) {
            exchange.send(item);
        }
        int results = 0;
        while (results < 5) {
            results += exchange.results();
        }
        return results;
    }

    void send(Object item) throws IOException, CodecException {
        ItemWriter items = this.frames.begin(FrameType.ITEMS);
        items.writeVarLong(1);
        items.writeVarLong(++this.number);
        int length = items.reserveLength();
        this.codec.write(item, items);
        items.patchLength(length);
        this.frames.end();
        this.frames.flush();
    }

    /** Waits for a frame with results. */
    int results() throws IOException, CodecException {
        while (this.answers.next()) {
            if (this.answers.type() == FrameType.OPEN_FAILED) {
                throw new IOException("The session was refused");
            }
            if (this.answers.type() == FrameType.RESULTS) {
                return count(this.answers.payload());
            }
        }
        throw new IOException("The worker has ended");
    }

    private static int count(ItemReader payload) throws CodecException {
        payload.readVarLong();
        int count = 0;
        while (payload.remaining() > 0) {
            int kind = payload.readByte();
            if (kind != ResultKind.RESULT) {
                throw new CodecException("Unexpected kind of result " + kind);
            }
            payload.readVarLong();
            payload.readVarLong();
            payload.readBytes(payload.readVarInt());
            count++;
        }
        return count;
    }

    void shutdown() throws IOException {
        this.frames.begin(FrameType.SHUTDOWN);
        this.frames.end();
        this.frames.flush();
    }

    /** A stage of an application. */
    static final class FiveStage {

        private FiveStage() {
        }

        static Object twice(Object item) {
            return (Long) item * 2;
        }

    }

}

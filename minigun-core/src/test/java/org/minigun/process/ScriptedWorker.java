package org.minigun.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.StatusPage;

/**
 * A worker's end of a connection: opens and closes sessions as it should, and leaves each
 * item to its script, which may break the protocol.
 */
final class ScriptedWorker {

    private final SocketChannel channel;

    private final FrameReader reader;

    private final FrameWriter writer;

    private final StatusPage status;

    private final Script script;

    private final ItemCodec codec = DefaultItemCodec.builder().filter((name) -> true).maxDepth(1000).build();

    private final Deque<Item> items = new ArrayDeque<>();

    private long session;

    private boolean closing;

    ScriptedWorker(SocketChannel channel, StatusPage status, Script script) {
        this.channel = channel;
        this.status = status;
        this.script = script;
        this.reader = new FrameReader(channel, 64 << 20);
        this.writer = new FrameWriter(channel, 64 << 20);
    }

    /** What it does with an item. */
    interface Script {

        /** Answers each item with itself. */
        Script ECHO = (worker, item) -> worker.result(item.number(), item.value());

        void take(ScriptedWorker worker, Item item) throws Exception;

    }

    /** An item and its number. */
    record Item(long number, Object value) {
    }

    /** Ends like a worker that dies. */
    static final class DeathException extends Exception {

        private static final long serialVersionUID = 1L;

    }

    void run() {
        try (this.channel) {
            while (this.reader.next()) {
                take();
                for (Item item = this.items.poll(); item != null; item = this.items.poll()) {
                    this.status.begin(item.number());
                    this.script.take(this, item);
                    this.status.settle();
                }
                if (this.closing) {
                    this.closing = false;
                    send(FrameType.CLOSED, (out) -> out.writeByte(0));
                }
            }
        }
        catch (Exception ex) {
            // It dies of it, as a process would.
            Thread.currentThread().interrupt();
        }
    }

    private void take() throws Exception {
        ItemReader in = this.reader.payload();
        switch (this.reader.type()) {
            case OPEN -> {
                this.session = in.readVarLong();
                send(FrameType.OPENED, (out) -> {
                });
            }
            case ITEMS -> {
                in.readVarLong();
                while (in.remaining() > 0) {
                    long number = in.readVarLong();
                    Object value = this.codec.read(in.slice(in.readLength()));
                    this.items.add(new Item(number, value));
                }
            }
            case CREDIT -> this.items.add(new Item(0, "credit"));
            case CLOSE -> this.closing = true;
            default -> throw new DeathException();
        }
    }

    long session() {
        return this.session;
    }

    StatusPage status() {
        return this.status;
    }

    void result(long number, Object item) throws IOException, CodecException {
        send(FrameType.RESULTS, (out) -> record(out, ResultKind.RESULT, number, item));
    }

    void output(long number, Object item) throws IOException, CodecException {
        send(FrameType.RESULTS, (out) -> record(out, ResultKind.OUTPUT, number, item));
    }

    /** Writes a record, whose time or target is 0. */
    void record(ItemWriter out, int kind, long number, Object item) throws CodecException {
        record(out, kind, number, 0, item);
    }

    void record(ItemWriter out, int kind, long number, int target, Object item) throws CodecException {
        out.writeByte(kind);
        out.writeVarLong(number);
        out.writeVarLong(target);
        int length = out.reserveLength();
        this.codec.write(item, out);
        out.patchLength(length);
    }

    /** Sends a frame of the session. */
    void send(FrameType type, Payload payload) throws IOException, CodecException {
        send(type, this.session, payload);
    }

    void send(FrameType type, long named, Payload payload) throws IOException, CodecException {
        ItemWriter out = this.writer.begin(type);
        out.writeVarLong(named);
        payload.write(out);
        this.writer.end();
        this.writer.flush();
    }

    /** Sends bytes that need not be a frame. */
    void raw(byte... bytes) throws IOException {
        this.channel.write(ByteBuffer.wrap(bytes));
    }

    /** What a frame says after its session. */
    interface Payload {

        void write(ItemWriter out) throws CodecException;

    }

}

package org.minigun.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.minigun.process.launch.LaunchedWorker;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.Handshake;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.StageCode;
import org.minigun.protocol.StatusPage;
import org.minigun.protocol.ThrowableData;

/**
 * An application that speaks the protocol to a worker's program in the same JVM.
 */
final class TestApplication implements AutoCloseable {

    static final int MAX_FRAME = 8 << 20;

    private final @Nullable Path directory;

    private final @Nullable LaunchedWorker launched;

    private final SocketChannel channel;

    private final StatusPage status;

    private final FrameWriter out;

    private final FrameReader in;

    private final ItemCodec codec = DefaultItemCodec.builder().build();

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final CompletableFuture<Integer> halted = new CompletableFuture<>();

    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

    private final List<String> dying = new ArrayList<>();

    private TestApplication(Map<String, String> properties) throws IOException {
        Path files = Files.createTempDirectory("worker");
        this.directory = files;
        this.launched = null;
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(files.resolve("s"));
        this.status = StatusPage.create(files.resolve("status"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            SocketChannel workers = SocketChannel.open(address);
            this.channel = server.accept();
            WorkerConnection connection = new WorkerConnection(workers,
                    new Handshake.Welcome(3, MAX_FRAME, 256, properties),
                    new Watchdog(InputStream.nullInputStream(), this.status));
            WorkerLoop loop = new WorkerLoop(connection, StatusPage.open(files.resolve("status")),
                    new TestEnding(workers));
            Thread thread = new Thread(() -> run(loop), "test-worker");
            thread.setDaemon(true);
            thread.start();
        }
        this.out = new FrameWriter(this.channel, MAX_FRAME);
        this.in = new FrameReader(this.channel, MAX_FRAME);
    }

    private TestApplication(LaunchedWorker launched) {
        this.directory = null;
        this.launched = launched;
        this.channel = launched.channel();
        this.status = launched.status();
        this.out = new FrameWriter(this.channel, MAX_FRAME);
        this.in = new FrameReader(this.channel, MAX_FRAME);
    }

    private void run(WorkerLoop loop) {
        try {
            loop.run();
            this.ended.complete(null);
        }
        catch (Throwable ex) {
            this.ended.completeExceptionally(ex);
        }
    }

    static TestApplication start() {
        return start(Map.of());
    }

    static TestApplication start(Map<String, String> properties) {
        try {
            return new TestApplication(properties);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Drives a JVM that was launched for it, and ends it. */
    static TestApplication of(LaunchedWorker launched) {
        return new TestApplication(launched);
    }

    StatusPage status() {
        return this.status;
    }

    FrameWriter out() {
        return this.out;
    }

    FrameReader in() {
        return this.in;
    }

    ItemCodec codec() {
        return this.codec;
    }

    int awaitHalt() throws Exception {
        return this.halted.get(10, TimeUnit.SECONDS);
    }

    void awaitGone() throws Exception {
        this.gone.get(10, TimeUnit.SECONDS);
    }

    void awaitEnd() throws Exception {
        this.ended.get(10, TimeUnit.SECONDS);
    }

    boolean isGone() {
        return this.gone.isDone();
    }

    /** What the worker's last words were. */
    List<String> dying() {
        return this.dying;
    }

    static SessionDescription session(SessionDescription.Body body, StageCode code) {
        return session(body, code, List.of(), List.of("left", "right"));
    }

    static SessionDescription session(SessionDescription.Body body, StageCode code, List<StageCode> hooks,
            List<String> targets) {
        return new SessionDescription("census", "run-1", "inspect", body, code, hooks, targets,
                Map.of("colour", "blue", "org.minigun.own", "x"), Map.of(), false);
    }

    void open(long session, SessionDescription description) throws IOException, CodecException {
        ItemWriter frame = this.out.begin(FrameType.OPEN);
        frame.writeVarLong(session);
        description.write(frame);
        this.out.end();
        this.out.flush();
    }

    /** Opens a session and waits until it is open. */
    void opened(long session, SessionDescription description) throws IOException, CodecException {
        open(session, description);
        expect(FrameType.OPENED, session);
    }

    void items(long session, long firstNumber, Object... items) throws IOException, CodecException {
        ItemWriter frame = this.out.begin(FrameType.ITEMS);
        frame.writeVarLong(session);
        for (int i = 0; i < items.length; i++) {
            frame.writeVarLong(firstNumber + i);
            int length = frame.reserveLength();
            this.codec.write(items[i], frame);
            frame.patchLength(length);
        }
        this.out.end();
        this.out.flush();
    }

    void send(FrameType type, long session) throws IOException, CodecException {
        this.out.begin(type).writeVarLong(session);
        this.out.end();
        this.out.flush();
    }

    void credit(long session, int count) throws IOException, CodecException {
        ItemWriter frame = this.out.begin(FrameType.CREDIT);
        frame.writeVarLong(session);
        frame.writeVarInt(count);
        this.out.end();
        this.out.flush();
    }

    /** Reads the next frame, which has to be of that type. */
    ItemReader expect(FrameType type) throws IOException, CodecException {
        if (!this.in.next()) {
            throw new IOException("The worker has closed the connection; expected " + type);
        }
        if (this.in.type() == FrameType.DYING && type != FrameType.DYING) {
            ItemReader payload = this.in.payload();
            this.dying.add(payload.readByte() + " " + payload.readString());
            return expect(type);
        }
        if (this.in.type() != type) {
            throw new IOException("Expected " + type + ", not " + this.in.type());
        }
        return this.in.payload();
    }

    ItemReader expect(FrameType type, long session) throws IOException, CodecException {
        ItemReader payload = expect(type);
        long said = payload.readVarLong();
        if (said != session) {
            throw new IOException("Expected " + type + " of session " + session + ", not of " + said);
        }
        return payload;
    }

    /** Reads results until an item is settled, or a producer has ended. */
    Settled settled(long session) throws IOException, CodecException {
        return settled(session, 1).get(0);
    }

    /** Reads results until so many items are settled. */
    List<Settled> settled(long session, int count) throws IOException, CodecException {
        Map<Long, List<String>> outputs = new LinkedHashMap<>();
        List<Settled> all = new ArrayList<>();
        while (all.size() < count) {
            ItemReader frame = expect(FrameType.RESULTS, session);
            while (frame.remaining() > 0) {
                int kind = frame.readByte();
                long number = frame.readVarLong();
                List<String> before = outputs.computeIfAbsent(number, (any) -> new ArrayList<>());
                record(frame, kind, number, before, all);
            }
        }
        return all;
    }

    private void record(ItemReader frame, int kind, long number, List<String> before, List<Settled> all)
            throws CodecException {
        switch (kind) {
            case ResultKind.OUTPUT -> {
                int target = frame.readVarInt();
                before.add(((target > 0) ? target + ":" : "") + item(frame));
            }
            case ResultKind.DONE -> all.add(new Settled(number, kind, busy(frame), before, null));
            case ResultKind.RESULT -> {
                long busy = busy(frame);
                before.add(String.valueOf(item(frame)));
                all.add(new Settled(number, kind, busy, before, null));
            }
            case ResultKind.FAILED -> all.add(new Settled(number, kind, busy(frame), before, thrown(frame)));
            case ResultKind.ENDED -> all.add(new Settled(number, kind, 0, all(), null));
            case ResultKind.ENDED_BADLY -> all.add(new Settled(number, kind, 0, all(), thrown(frame)));
            default -> throw new CodecException("Kind " + kind);
        }
        if (kind == ResultKind.OUTPUT && number == 0) {
            this.produced.add(before.get(before.size() - 1));
        }
    }

    private final List<String> produced = new ArrayList<>();

    private List<String> all() {
        return this.produced;
    }

    private static long busy(ItemReader frame) throws CodecException {
        return frame.readVarLong();
    }

    private @Nullable Object item(ItemReader frame) throws CodecException {
        return this.codec.read(frame.slice(frame.readLength()));
    }

    private static ThrowableData thrown(ItemReader frame) throws CodecException {
        return ThrowableData.read(frame.slice(frame.readLength()));
    }

    /** Reads the last frame of a session. */
    @Nullable ThrowableData closed(long session) throws IOException, CodecException {
        ItemReader payload = expect(FrameType.CLOSED, session);
        return payload.readBoolean() ? ThrowableData.read(payload) : null;
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
        if (this.launched != null) {
            this.launched.close();
        }
        if (this.directory != null) {
            Files.deleteIfExists(this.directory.resolve("s"));
            Files.deleteIfExists(this.directory.resolve("status"));
            Files.delete(this.directory);
        }
    }

    /** What became of an item, or of a producer. */
    record Settled(long number, int kind, long busyNanos, List<String> outputs, @Nullable ThrowableData thrown) {
    }

    /** Notes how the process would end. */
    private final class TestEnding implements Ending {

        private final SocketChannel workers;

        TestEnding(SocketChannel workers) {
            this.workers = workers;
        }

        @Override
        public void halt(int code) {
            TestApplication.this.halted.complete(code);
            applicationGone();
            // A process would go no further.
            throw new ConnectionLostException();
        }

        @Override
        public void applicationGone() {
            TestApplication.this.gone.complete(true);
            try {
                this.workers.close();
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

    }

}

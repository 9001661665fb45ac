package org.minigun.worker;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.StatusPage;
import org.minigun.worker.logging.LogRelay;

/**
 * The worker's program after the handshake: reads frames all the time, so that the
 * application is always heard, and leaves the work to the stage's thread. One session at
 * a time.
 */
final class WorkerLoop {

    /** Frames of this size and above are lent rather than copied, where that can be. */
    private static final int LARGE = 64 * 1024;

    private static final String JUL_CLASS = "java.util.logging.config.class";

    private static final String JUL_FILE = "java.util.logging.config.file";

    private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";

    private final WorkerConnection connection;

    private final Ending ending;

    private final Heartbeat heartbeat;

    private final Worker worker;

    private @Nullable StageSession session;

    /**
     * Makes a loop whose fatal errors halt the process.
     * @param connection the connection
     * @param status the status page
     */
    WorkerLoop(WorkerConnection connection, StatusPage status) {
        this(connection, status, new ProcessEnding(connection));
        new ExitGuard(this.ending).install();
        prepareLogging();
    }

    /** Says by name what logs, so that nothing of it is loaded before it is used. */
    private static void prepareLogging() {
        if (System.getProperty(JUL_CLASS) == null && System.getProperty(JUL_FILE) == null) {
            System.setProperty(JUL_CLASS, "org.minigun.worker.logging.JulRelay");
        }
        if (System.getProperty(SLF4J_VERBOSITY) == null) {
            System.setProperty(SLF4J_VERBOSITY, "WARN");
        }
    }

    WorkerLoop(WorkerConnection connection, StatusPage status, Ending ending) {
        this.connection = connection;
        this.ending = ending;
        this.heartbeat = new Heartbeat(status);
        Outlet outlet = new Outlet(connection.channel(), connection.maxFrame(), ending);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        this.worker = new Worker(connection, status, outlet, new Fatal(status, outlet, ending), new Ticker(),
                new Broadcasts(), (context != null) ? context : ClassLoader.getSystemClassLoader());
    }

    /**
     * Serves the application until it says that the worker is to end, and then returns.
     * At the end of the connection {@link WorkerConnection#applicationGone()} is called.
     */
    void run() {
        this.worker.fatal().install();
        this.worker.ticker().start();
        this.heartbeat.start();
        Rehearsal.begin(this.connection.properties(), this.worker.loader());
        LogRelay.connect(new LogOutlet(this.worker.outlet()), this.connection.properties());
        try {
            Training.begin(this.connection.properties(), this.worker.loader());
            FrameReader frames = new FrameReader(this.connection.channel(), this.connection.maxFrame());
            while (frames.next()) {
                if (frames.type() == FrameType.SHUTDOWN) {
                    return;
                }
                take(frames.type(), frames.payload());
            }
            this.ending.applicationGone();
        }
        catch (IOException | CodecException ex) {
            Notice.say("The worker ends, since its connection has failed: ".concat(ex.toString()));
            this.ending.applicationGone();
        }
        catch (ConnectionLostException ex) {
            this.ending.applicationGone();
        }
        catch (Throwable ex) {
            this.worker.fatal().die(ex);
        }
        finally {
            LogRelay.connect(null, this.connection.properties());
            this.worker.ticker().stop();
            this.heartbeat.stop();
        }
    }

    private void take(FrameType type, ItemReader payload) throws IOException, CodecException {
        if (type == FrameType.DUMP) {
            this.worker.outlet().dumped(threads());
            return;
        }
        long id = payload.readVarLong();
        if (type == FrameType.OPEN) {
            open(id, payload);
            return;
        }
        StageSession current = this.session;
        if (current == null || current.id() != id) {
            if (type == FrameType.ITEMS) {
                throw new ProtocolException("Items for session " + id + ", which is not open");
            }
            // Said before the application knew that the session has ended.
            return;
        }
        switch (type) {
            case ITEMS -> deliver(current.inbox(), payload);
            case CREDIT -> current.credits().give(payload.readVarLong());
            case STOP -> current.credits().stop();
            case INTERRUPT -> current.interrupt();
            case CLOSE -> current.inbox().close();
            default -> throw new ProtocolException("Frame " + type + " is not for workers");
        }
    }

    /** That they cannot be described is not what the worker dies of. */
    private String threads() {
        StageSession current = this.session;
        try {
            return ThreadDump.take((current != null) ? current.thread() : null);
        }
        catch (RuntimeException | LinkageError ex) {
            return "(they cannot be described: ".concat(ex.toString()).concat(")");
        }
    }

    private static void deliver(Inbox inbox, ItemReader payload) throws CodecException {
        if (payload.remaining() >= LARGE && inbox.isAwaited()) {
            Parcel parcel = Parcel.lend(payload);
            inbox.put(parcel);
            parcel.awaitReturn();
        }
        else {
            inbox.put(Parcel.copy(payload));
        }
    }

    private void open(long id, ItemReader payload) throws IOException, CodecException {
        StageSession before = this.session;
        if (before != null && !before.isOver()) {
            throw new ProtocolException("Session " + id + " begins before session " + before.id() + " has ended");
        }
        StageSession opened = new StageSession(id, SessionDescription.read(payload), this.worker);
        this.session = opened;
        opened.start();
    }

}

package org.minigun.process;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

import org.minigun.execution.HostedStage;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.ThrowableData;
import org.minigun.protocol.TypeFilter;

/**
 * One session's frames to and from its worker.
 */
final class WorkerTalk {

    private final Worker worker;

    private final long session;

    private final HostedStage.Control control;

    WorkerTalk(Worker worker, long session, HostedStage.Control control) {
        this.worker = worker;
        this.session = session;
        this.control = control;
    }

    Worker worker() {
        return this.worker;
    }

    long session() {
        return this.session;
    }

    /**
     * Clears an interrupt that is not the run's own, before the thread uses the
     * connection, which it would close: an item that writes or reads itself, a key or a
     * listener has left it behind.
     */
    void forgetStrayInterrupt() {
        if (Thread.interrupted() && this.control.isAborted()) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins the session and waits until the worker has its code. */
    void open(SessionDescription description, ClassLoader loader, TypeFilter exceptions)
            throws IOException, OpenFailedException {
        forgetStrayInterrupt();
        ReentrantLock lock = this.worker.writeLock();
        lock.lock();
        try {
            ItemWriter out = this.worker.writer().begin(FrameType.OPEN);
            out.writeVarLong(this.session);
            description.write(out);
            this.worker.writer().end();
            this.worker.writer().flush();
        }
        catch (CodecException ex) {
            this.worker.writer().cancel();
            throw new OpenFailedException(ex);
        }
        finally {
            lock.unlock();
        }
        FrameType answer = next();
        try {
            ItemReader in = this.worker.reader().payload();
            check(in.readVarLong());
            if (answer == FrameType.OPEN_FAILED) {
                throw new OpenFailedException(ThrowableData.read(in).toThrowable(loader, exceptions));
            }
        }
        catch (CodecException ex) {
            throw new ProtocolException("Frame " + answer + " that cannot be read", ex);
        }
        if (answer != FrameType.OPENED) {
            throw new ProtocolException("Frame " + answer + " before the session has begun");
        }
    }

    /** Waits for the next frame that is for the session. */
    FrameType next() throws IOException {
        forgetStrayInterrupt();
        while (this.worker.reader().next()) {
            if (!this.worker.takes()) {
                return this.worker.reader().type();
            }
        }
        throw new EOFException("The worker has closed its connection");
    }

    /** The payload of a frame, after its session. */
    ItemReader payload() throws ProtocolException {
        ItemReader in = this.worker.reader().payload();
        try {
            check(in.readVarLong());
        }
        catch (CodecException ex) {
            throw new ProtocolException("Frame without a session", ex);
        }
        return in;
    }

    private void check(long named) throws ProtocolException {
        if (named != this.session) {
            throw new ProtocolException("Frame for session " + named + " in session " + this.session);
        }
    }

    /** Sends a frame that says nothing but its session. */
    void send(FrameType type) throws IOException {
        send(type, -1);
    }

    /** Sends a frame that says its session and, unless it is negative, a number. */
    void send(FrameType type, long number) throws IOException {
        forgetStrayInterrupt();
        ReentrantLock lock = this.worker.writeLock();
        lock.lock();
        try {
            ItemWriter out = this.worker.writer().begin(type);
            out.writeVarLong(this.session);
            if (number >= 0) {
                out.writeVarLong(number);
            }
            this.worker.writer().end();
            this.worker.writer().flush();
        }
        catch (CodecException ex) {
            throw new IOException("Frame " + type + " cannot be written", ex);
        }
        finally {
            this.worker.writer().cancel();
            lock.unlock();
        }
        if (type == FrameType.CLOSE) {
            this.worker.closing(this.session);
        }
    }

}

package org.minigun.process;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to a worker. The writer is guarded by the lock; the reader belongs to
 * whoever has leased the worker.
 */
final class WorkerLink {

    private static final Logger logger = LoggerFactory.getLogger(WorkerLink.class);

    private static final long LOCK_MILLIS = 200;

    private final FrameWriter writer;

    private final FrameReader reader;

    private final ReentrantLock writeLock = new ReentrantLock();

    WorkerLink(SocketChannel channel, int maxFrame) {
        this.writer = new FrameWriter(channel, maxFrame);
        this.reader = new FrameReader(channel, maxFrame);
    }

    FrameWriter writer() {
        return this.writer;
    }

    FrameReader reader() {
        return this.reader;
    }

    ReentrantLock writeLock() {
        return this.writeLock;
    }

    /**
     * Sends a frame without payload. Gives up if another thread is stuck writing.
     * @return whether it was sent
     */
    boolean send(FrameType type) {
        try {
            if (!this.writeLock.tryLock(LOCK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            this.writer.begin(type);
            this.writer.end();
            this.writer.flush();
            return true;
        }
        catch (IOException ex) {
            // The connection has ended: that is found out by the one who reads.
            logger.debug("A worker was not reached for {}", type, ex);
            return false;
        }
        finally {
            this.writeLock.unlock();
        }
    }

}

package org.minigun.worker;

import java.util.ArrayDeque;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ThrowableData;
import org.minigun.worker.logging.LogSink;

/**
 * Sends log records. The stage's thread sends its own at once, so that its last words are
 * not lost; those of other threads, which may be interrupted and must not touch the
 * socket therefore, are sent by a thread of the worker. When the application does not
 * read, a record waits a moment and is then dropped and counted. Thread-safe.
 */
final class LogOutlet implements LogSink {

    private static final int LONGEST_MESSAGE = 64 * 1024;

    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_RECORD = 512 * 1024;

    private static final int QUEUED_BYTES = 1 << 20;

    private static final long WAIT_MILLIS = 200;

    private final Outlet outlet;

    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();

    /** Guarded by the queue. */
    private int queued;

    /** Guarded by the queue. */
    private long dropped;

    /** Guarded by the queue. */
    private boolean draining;

    LogOutlet(Outlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public void accept(int level, String logger, String message, Map<String, String> context,
            @Nullable Throwable thrown) {
        byte[] record = encode(level, logger, message, context, thrown);
        if (Thread.currentThread() instanceof StageThread) {
            if (!this.outlet.log(record, WAIT_MILLIS)) {
                drop();
            }
        }
        else {
            enqueue(record);
        }
    }

    private byte[] encode(int level, String logger, String message, Map<String, String> context,
            @Nullable Throwable thrown) {
        ItemWriter out = new ItemWriter();
        out.limit(LONGEST_RECORD);
        try {
            out.writeByte(level);
            out.writeString(cut(logger, LONGEST_NAME));
            out.writeString(cut(message, LONGEST_MESSAGE));
            out.writeString(cut(Thread.currentThread().getName(), LONGEST_NAME));
            int details = out.position();
            try {
                encode(context, thrown, out);
            }
            catch (CodecException ex) {
                out.truncate(details);
                encode(Map.of(), null, out);
            }
            return out.toByteArray();
        }
        catch (CodecException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void encode(Map<String, String> context, @Nullable Throwable thrown, ItemWriter out)
            throws CodecException {
        int entries = 0;
        for (Map.Entry<String, String> entry : context.entrySet()) {
            if (entry.getKey() != null && entry.getValue() != null) {
                entries++;
            }
        }
        out.writeVarInt(entries);
        for (Map.Entry<String, String> entry : context.entrySet()) {
            if (entry.getKey() != null && entry.getValue() != null) {
                out.writeString(entry.getKey());
                out.writeString(entry.getValue());
            }
        }
        out.writeBoolean(thrown != null);
        if (thrown != null) {
            ThrowableData.write(thrown, out);
        }
    }

    private static String cut(String text, int longest) {
        return (text.length() <= longest) ? text : text.substring(0, longest).concat("...");
    }

    private void drop() {
        synchronized (this.queue) {
            this.dropped++;
        }
    }

    private void enqueue(byte[] record) {
        synchronized (this.queue) {
            if (this.queued + record.length > QUEUED_BYTES) {
                awaitRoom();
            }
            if (this.queued + record.length > QUEUED_BYTES) {
                this.dropped++;
                return;
            }
            this.queue.add(record);
            this.queued += record.length;
            if (!this.draining) {
                this.draining = true;
                new HelperThread(this::drain, "log").start();
            }
            this.queue.notifyAll();
        }
    }

    /** Waits once, for a moment. An interrupt shortens the wait and is kept. */
    private void awaitRoom() {
        try {
            this.queue.wait(WAIT_MILLIS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        while (true) {
            byte[] record = next();
            while (!this.outlet.log(record, WAIT_MILLIS)) {
                if (this.outlet.isTorn()) {
                    return;
                }
            }
        }
    }

    private byte[] next() {
        synchronized (this.queue) {
            byte[] record = this.queue.poll();
            while (record == null) {
                try {
                    this.queue.wait();
                }
                catch (InterruptedException ex) {
                    // Nobody can.
                }
                record = this.queue.poll();
            }
            this.queued -= record.length;
            this.queue.notifyAll();
            if (this.dropped > 0) {
                long lost = this.dropped;
                this.dropped = 0;
                this.queue.addFirst(record);
                this.queued += record.length;
                return encode(30, LogOutlet.class.getName(),
                        lost + " log records of the worker were dropped, since the application does not read", Map.of(),
                        null);
            }
            return record;
        }
    }

}

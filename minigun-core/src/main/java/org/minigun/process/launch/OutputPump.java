package org.minigun.process.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Reads what a worker prints on one of its outputs until it ends, and hands it line by
 * line to a logger. Whatever the logger does, the worker is never blocked for ever: a
 * line that cannot be logged is dropped.
 */
final class OutputPump implements Runnable {

    /** The name under which the logging context holds the worker's index. */
    static final String WORKER = "minigun.worker";

    /** What is longer is cut into several lines. */
    static final int LONGEST_LINE = 8192;

    private final InputStream in;

    private final Logger logger;

    private final boolean warns;

    private final String index;

    private final OutputTail tail;

    private final Charset charset;

    private final byte[] line = new byte[LONGEST_LINE];

    private int length;

    private boolean cut;

    private OutputPump(InputStream in, Logger logger, boolean warns, int index, OutputTail tail, Charset charset) {
        this.in = in;
        this.logger = logger;
        this.warns = warns;
        this.index = Integer.toString(index);
        this.tail = tail;
        this.charset = charset;
    }

    static Thread startOut(Process process, int index, OutputTail tail, Charset charset) {
        return start(new OutputPump(process.getInputStream(), LoggerFactory.getLogger("org.minigun.worker.stdout"),
                false, index, tail, charset), "minigun-worker-" + index + "-stdout");
    }

    static Thread startErr(Process process, int index, OutputTail tail, Charset charset) {
        return start(new OutputPump(process.getErrorStream(), LoggerFactory.getLogger("org.minigun.worker.stderr"),
                true, index, tail, charset), "minigun-worker-" + index + "-stderr");
    }

    private static Thread start(OutputPump pump, String name) {
        Thread thread = new Thread(null, pump, name, 0, false);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void run() {
        MDC.put(WORKER, this.index);
        byte[] chunk = new byte[LONGEST_LINE];
        try (this.in) {
            for (int count = this.in.read(chunk); count >= 0; count = this.in.read(chunk)) {
                split(chunk, count);
            }
        }
        catch (IOException ex) {
            // Closed from this side, or the process is gone.
        }
        if (this.length > 0) {
            emit();
        }
    }

    private void split(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            byte next = chunk[i];
            if (next == '\n') {
                if (this.length > 0 || !this.cut) {
                    emit();
                }
                this.cut = false;
            }
            else {
                this.line[this.length++] = next;
                if (this.length == LONGEST_LINE) {
                    emit();
                    this.cut = true;
                }
            }
        }
    }

    private void emit() {
        int end = (this.length > 0 && this.line[this.length - 1] == '\r') ? this.length - 1 : this.length;
        String text = new String(this.line, 0, end, this.charset);
        this.length = 0;
        this.tail.add(text);
        try {
            if (this.warns) {
                this.logger.warn(text);
            }
            else {
                this.logger.info(text);
            }
        }
        catch (Exception | LinkageError ex) {
            // A broken appender must not stop the worker; the tail has the line.
        }
    }

}

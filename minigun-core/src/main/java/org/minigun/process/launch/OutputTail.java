package org.minigun.process.launch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of what a worker has printed. Thread-safe.
 */
public final class OutputTail {

    private static final int LINES = 50;

    private final Deque<String> lines = new ArrayDeque<>(LINES);

    synchronized void add(String line) {
        if (this.lines.size() == LINES) {
            this.lines.removeFirst();
        }
        this.lines.addLast(line);
    }

    /**
     * Returns the last lines.
     * @return at most 50 lines, the oldest first
     */
    public synchronized List<String> lines() {
        return List.copyOf(this.lines);
    }

}

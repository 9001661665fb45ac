package org.minigun.process;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.minigun.protocol.MarkedProcesses;

/**
 * Ends what workers have left behind that have ended in good order without children: what
 * a child of theirs has started before its own end. To find that all processes of the
 * machine are looked at, so that is done for all workers of a while at once. Thread-safe.
 */
final class Leftovers {

    private static final long DELAY_MILLIS = 500;

    private final Background background;

    /** Guarded by this. */
    private final Set<String> markers = new HashSet<>();

    Leftovers(Background background) {
        this.background = background;
    }

    /**
     * A worker has ended.
     * @param marker its mark
     */
    void add(String marker) {
        synchronized (this) {
            this.markers.add(marker);
            if (this.markers.size() > 1) {
                return;
            }
        }
        CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS, this.background).execute(this::end);
    }

    /** Ends at once what is left of all that have ended until now. */
    void end() {
        Set<String> ended;
        synchronized (this) {
            ended = Set.copyOf(this.markers);
            this.markers.clear();
        }
        if (!ended.isEmpty()) {
            MarkedProcesses.kill(ended);
        }
    }

}

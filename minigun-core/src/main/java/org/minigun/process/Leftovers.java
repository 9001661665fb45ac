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

    private final Object looking = new Object();

    /** Guarded by this. */
    private final Set<String> markers = new HashSet<>();

    /** Guarded by this. */
    private boolean scheduled;

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
            if (this.scheduled) {
                return;
            }
            // Where no thread can be had the next that ends tries again.
            CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS, this.background).execute(this::end);
            this.scheduled = true;
        }
    }

    /** Ends at once what is left of all that have ended until now. */
    void end() {
        // One looks at a time, so that who closes the pool waits for one who looks.
        synchronized (this.looking) {
            Set<String> ended;
            synchronized (this) {
                this.scheduled = false;
                ended = Set.copyOf(this.markers);
                this.markers.clear();
            }
            if (!ended.isEmpty()) {
                MarkedProcesses.kill(ended);
            }
        }
    }

}

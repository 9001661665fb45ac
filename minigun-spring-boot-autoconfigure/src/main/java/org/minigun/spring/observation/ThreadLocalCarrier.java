package org.minigun.spring.observation;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.minigun.CarriedContext;
import org.minigun.ContextCarrier;
import org.minigun.Run;

/**
 * Carries the thread-locals of the thread that starts a run to the threads of the run, as
 * far as they have an accessor of Micrometer's context propagation. Thread-safe.
 */
public final class ThreadLocalCarrier implements ContextCarrier {

    private final ContextSnapshotFactory snapshots;

    /**
     * Makes a carrier; to be added to an engine before those that set what it carries to
     * values of the run's own.
     * @param snapshots takes the values
     */
    public ThreadLocalCarrier(ContextSnapshotFactory snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public CarriedContext capture(Run run) {
        ContextSnapshot snapshot = this.snapshots.captureAll();
        return (stage) -> snapshot.setThreadLocals()::close;
    }

}

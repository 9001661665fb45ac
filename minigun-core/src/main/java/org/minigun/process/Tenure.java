package org.minigun.process;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedStage;

/**
 * What a pool notes of one of its workers. Guarded by the pool's lock.
 */
final class Tenure {

    /** Since when it has had no work. */
    long idleSinceNanos = System.nanoTime();

    /** When it is killed, once it was told to end. */
    long endByNanos;

    /** The run that has leased it, or {@code null}. */
    HostedStage.@Nullable Control control;

    /** It was leased as one that has never served before, and ends with its session. */
    boolean fresh;

    /** Its session was told to give it back for another one. */
    boolean leaving;

    /** Its place is free. */
    boolean vacated;

}

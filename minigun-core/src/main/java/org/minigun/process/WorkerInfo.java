package org.minigun.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One worker process, as it was when asked.
 *
 * @param pool name of its pool
 * @param index its number in its pool, from 0
 * @param pid its process id
 * @param state what it is doing
 * @param itemsServed items that it has settled
 * @param age how long it has lived
 * @param residentBytes its resident memory in bytes, or -1 where it is not known
 * @param cpu its CPU time, or zero where it is not known
 * @param task the task that it serves, or {@code null} if none
 * @param stage path of the stage that it serves, or {@code null} if none
 * @param restarts how many workers this one's place has lost before
 * @param lastDeath how the last of them has died, or {@code null}
 */
public record WorkerInfo(String pool, int index, long pid, WorkerState state, long itemsServed, Duration age,
        long residentBytes, Duration cpu, @Nullable String task, @Nullable String stage, int restarts,
        @Nullable DeathCertificate lastDeath) {

}

package org.minigun;

import java.time.Instant;

/**
 * An item that was given up on.
 *
 * @param runId the id of the run
 * @param stage the path of the stage
 * @param item the item; of an accumulator the batch
 * @param attempts how often it was tried, at least 1
 * @param cause the exception of the last attempt, those of the former ones suppressed
 * @param time when it was given up
 */
public record DeadLetter(String runId, String stage, Object item, int attempts, Throwable cause, Instant time) {
}

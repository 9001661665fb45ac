package org.minigun.demo.store;

import java.time.Instant;

/**
 * A publication that has ended.
 *
 * @param runId the id of its run
 * @param ended when its index was put into service
 * @param added how many jars were not in the index before
 * @param changed how many jars were in it as they are no more
 * @param removed how many jars are gone from it
 */
public record Publication(String runId, Instant ended, int added, int changed, int removed) {
}

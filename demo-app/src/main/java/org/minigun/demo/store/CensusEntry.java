package org.minigun.demo.store;

import java.time.Instant;

/**
 * A census that has ended.
 *
 * @param runId the id of its run
 * @param directory the directory that was searched
 * @param started when it began
 * @param outcome what it has changed
 * @param gone how many jars that were known are no longer there
 * @param notRead how many of the unchanged ones were not read
 */
public record CensusEntry(String runId, String directory, Instant started, SaveOutcome outcome, int gone, int notRead) {
}

package org.minigun.demo.store;

import java.time.Instant;

/**
 * A file that could not be read.
 *
 * @param path its path
 * @param reason why
 * @param stage the stage that gave it up
 * @param attempts how often that stage tried
 * @param since when this was first seen
 */
public record Unreadable(String path, String reason, String stage, int attempts, Instant since) {
}

package org.minigun.demo.store;

import java.util.List;

/**
 * What a search has found.
 *
 * @param hits the first hits
 * @param more whether there are more
 */
public record ClassHits(List<ClassHit> hits, boolean more) {
}

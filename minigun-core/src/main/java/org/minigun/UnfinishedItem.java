package org.minigun;

import org.jspecify.annotations.Nullable;

/**
 * An item that a stage had received and not finished when the run was cut off.
 *
 * @param stage the path of the stage
 * @param item the item, or {@code null} where it cannot be known: a fused stage that has
 * gone through many items fast and then does not stop
 */
public record UnfinishedItem(String stage, @Nullable Object item) {
}

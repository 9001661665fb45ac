package org.minigun.worker;

import org.minigun.protocol.ItemReader;

/**
 * The items of one frame, on their way to the stage's thread.
 *
 * @param content the records: number, length, item
 */
record Parcel(ItemReader content) {
}

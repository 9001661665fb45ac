package org.minigun.process;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Where broadcast data comes from.
 */
@FunctionalInterface
interface BroadcastSource {

    /**
     * Writes the data.
     * @param channel where to write it to
     * @throws IOException if it cannot be written
     */
    void writeTo(WritableByteChannel channel) throws IOException;

}

package org.minigun.demo.publish;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the next index has other than the one in service.
 */
public sealed interface IndexChange {

    /**
     * A small index of its own, to be merged into the next one.
     *
     * @param directory where it is
     * @param entries how many entries of each jar are in it, by the path of the jar
     */
    record Segment(Path directory, Map<String, Integer> entries) implements IndexChange {
    }

    /**
     * A jar that is gone.
     *
     * @param path its path
     */
    record Removal(String path) implements IndexChange {
    }

}

package org.minigun.benchmarks.codec;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * The small record of all cases of codecs and processes.
 *
 * @param id a number
 * @param text 20 characters
 * @param value a number
 * @param tags three texts
 * @param at a time
 */
public record Small(long id, String text, double value, List<String> tags, Instant at) implements Serializable {

    /**
     * Makes one.
     * @param id its number
     * @return the record
     */
    public static Small of(long id) {
        return new Small(id, "abcdefghijklmnopqrst", id * 0.5, List.of("one", "two", "three"),
                Instant.ofEpochSecond(1_700_000_000L + id, 123_456_789));
    }

}

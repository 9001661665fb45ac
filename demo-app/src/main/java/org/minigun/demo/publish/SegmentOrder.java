package org.minigun.demo.publish;

import java.nio.file.Path;
import java.util.List;

/**
 * Entries that are to become a segment, and where.
 *
 * @param publication the id of the publication that they are a part of
 * @param directory the directory to make it in
 * @param entries the entries
 */
public record SegmentOrder(String publication, Path directory, List<IndexEntry> entries) {

    @Override
    public String toString() {
        int more = this.entries.size() - 1;
        return this.entries.get(0) + ((more > 0) ? " and " + more + " more" : "");
    }

}

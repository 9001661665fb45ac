package org.minigun.demo.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.minigun.demo.publish.IndexDirectory;
import org.minigun.demo.publish.IndexEntry;
import org.minigun.demo.publish.IndexMerger;
import org.minigun.demo.publish.SegmentBuilder;
import org.minigun.demo.publish.SegmentOrder;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An index of what a database knows.
 */
public final class TestIndex {

    private TestIndex() {
    }

    /**
     * Puts one into service.
     */
    public static void publish(JdbcTemplate jdbc, IndexDirectory directory, String id) throws IOException {
        PublicationLog log = new PublicationLog(jdbc);
        List<IndexEntry> entries = new ArrayList<>();
        jdbc.queryForList("SELECT id FROM jar", Long.class).forEach((jar) -> entries.addAll(log.load(jar)));
        Path segment = directory.workspace(id).resolve("s1");
        SegmentBuilder.build(new SegmentOrder(id, segment, entries));
        IndexMerger.merge(directory.index(id), null, id, List.of(), List.of(segment), List.of());
        directory.swap(directory.index(id));
        directory.clean();
    }

}

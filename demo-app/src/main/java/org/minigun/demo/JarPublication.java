package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Run;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.AfterRun;
import org.minigun.annotation.BeforeRun;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.demo.publish.IndexChange;
import org.minigun.demo.publish.IndexDirectory;
import org.minigun.demo.publish.IndexEntry;
import org.minigun.demo.publish.IndexException;
import org.minigun.demo.publish.IndexFiles;
import org.minigun.demo.publish.IndexMerger;
import org.minigun.demo.publish.JarFacts;
import org.minigun.demo.publish.SegmentBuilder;
import org.minigun.demo.publish.SegmentOrder;
import org.minigun.demo.store.PublicationLog;
import org.minigun.spring.MinigunTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;

/**
 * Brings the index up to what the census knows: makes small indexes of the new and
 * changed jars, merges them with the index in service into the next one, and swaps the
 * two in one step. A jar is in the next index with all of its classes, or as it was
 * before. Cut off at any moment, the index in service stays, and the next publication
 * completes what was left. A new instance for each run.
 */
@MinigunTask("publish")
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class JarPublication {

    private static final Logger logger = LoggerFactory.getLogger(JarPublication.class);

    private final PublicationLog log;

    private final IndexDirectory directory;

    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

    private final AtomicInteger orders = new AtomicInteger();

    private String runId = "";

    private @Nullable AutoCloseable lock;

    private @Nullable Path current;

    JarPublication(PublicationLog log, IndexDirectory directory) {
        this.log = log;
        this.directory = directory;
    }

    /**
     * Sees to it that the log and the index agree on what is published: they do not if
     * the last publication was cut off between the two, or one of both is lost.
     */
    @BeforeRun
    void begin(Run run) throws IndexException {
        this.runId = run.id();
        try {
            this.lock = this.directory.lock();
            this.directory.clean();
            this.current = this.directory.current().orElse(null);
        }
        catch (IOException ex) {
            throw new IndexException(this.directory, ex);
        }
        IndexMerger.Contents contents = contents();
        String last = DatabaseRetry.call(this.log::last).map((publication) -> publication.runId()).orElse("");
        if (!contents.publication().equals(last)) {
            DatabaseRetry.run(() -> this.log.believe(contents.checksums()));
        }
    }

    private IndexMerger.Contents contents() throws IndexException {
        Path index = this.current;
        if (index != null) {
            try {
                return IndexMerger.contents(index);
            }
            catch (IOException ex) {
                if (!IndexFiles.isLost(ex)) {
                    throw IndexException.unreadable(index, ex);
                }
                logger.warn("The index in '{}' cannot be read, and is made anew: {}", index, ex.toString());
                logger.debug("It cannot be read", ex);
                this.current = null;
            }
        }
        return new IndexMerger.Contents("none", Map.of());
    }

    /**
     * Jars of which the index knows nothing, or other than what the census knows.
     */
    @Producer(to = "load")
    void outdated(Output<Long> output) {
        List<Long> ids = DatabaseRetry.call(this.log::outdated);
        output.expect(ids.size());
        ids.forEach(output::emit);
    }

    /**
     * Jars that the index knows and the census does not.
     */
    @Producer(to = "changes")
    List<IndexChange.Removal> gone() {
        return DatabaseRetry.call(this.log::gone).stream().map(IndexChange.Removal::new).toList();
    }

    /**
     * Waits for the database most of the time.
     */
    @Processor(concurrency = Concurrency.VIRTUAL_THREAD, poolSize = 8, flatten = true, capacity = 64)
    List<IndexEntry> load(Long id) {
        List<IndexEntry> entries = DatabaseRetry.call(() -> this.log.load(id));
        if (!entries.isEmpty()) {
            JarFacts jar = entries.get(0).jar();
            this.loaded.put(jar.path(), new Loaded(id, jar, entries.size()));
        }
        return entries;
    }

    /**
     * Keeps jars and classes apart: documents of a segment that have the same fields take
     * less room. The directory is chosen here, so that it is the same at each attempt.
     */
    @Accumulator(maxSize = 2_000, maxTotal = 4_000, keyBy = "kind")
    SegmentOrder batch(List<IndexEntry> entries) {
        return new SegmentOrder(this.runId,
                this.directory.workspace(this.runId).resolve("s" + this.orders.incrementAndGet()), entries);
    }

    /**
     * Static and without Spring, so that it runs in a worker. What cannot be made a
     * segment of is given up on, and with it the jars that have a part in it.
     */
    @Processor(concurrency = Concurrency.PROCESS_PER_BATCH, onError = OnError.DEAD_LETTER, capacity = 2)
    static IndexChange.Segment segment(SegmentOrder order) throws IOException {
        return SegmentBuilder.build(order);
    }

    /**
     * All there are, at the end.
     */
    @Accumulator(maxSize = Integer.MAX_VALUE, from = { "segment", "gone" })
    List<IndexChange> changes(List<IndexChange> changes) {
        return changes;
    }

    /**
     * Merges, swaps, and only then notes what is published.
     */
    @Consumer
    void swap(List<IndexChange> changes) throws IndexException {
        Map<String, Integer> indexed = new HashMap<>();
        List<Path> segments = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (IndexChange change : changes) {
            if (change instanceof IndexChange.Segment segment) {
                segments.add(segment.directory());
                segment.entries().forEach((path, entries) -> indexed.merge(path, entries, Integer::sum));
            }
            else if (change instanceof IndexChange.Removal removal) {
                removed.add(removal.path());
            }
        }
        Map<Long, JarFacts> complete = new HashMap<>();
        List<JarFacts> incomplete = new ArrayList<>();
        this.loaded.forEach((path, jar) -> {
            if (indexed.getOrDefault(path, 0) == jar.entries()) {
                complete.put(jar.id(), jar.jar());
            }
            else {
                incomplete.add(jar.jar());
            }
        });
        if (complete.isEmpty() && removed.isEmpty()) {
            return;
        }
        List<String> outdated = new ArrayList<>(removed);
        complete.values().forEach((jar) -> outdated.add(jar.path()));
        try {
            Path next = this.directory.index(this.runId);
            IndexMerger.merge(next, this.current, this.runId, outdated, segments, incomplete);
            this.directory.swap(next);
        }
        catch (IOException ex) {
            throw new IndexException(this.directory, ex);
        }
        DatabaseRetry.call(() -> this.log.published(this.runId, complete, removed));
    }

    /**
     * Leaves the index in service and nothing else.
     */
    @AfterRun
    void end() throws Exception {
        AutoCloseable held = this.lock;
        if (held != null) {
            try (held) {
                this.directory.clean();
            }
        }
    }

    /**
     * A jar on its way into the index.
     */
    private record Loaded(long id, JarFacts jar, int entries) {
    }

}

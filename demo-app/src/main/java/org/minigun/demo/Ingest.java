package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.Broadcast;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.demo.inspect.FileState;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.inspect.JarInspector;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.LicenceTexts;
import org.minigun.demo.inspect.SourceJars;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.Unreadable;
import org.minigun.graph.Routing;

/**
 * What becomes of a jar that was found, whoever has found it: the pipeline that is nested
 * in the tasks {@code census} and {@code watch}. Two of them may work at one time on the
 * same jars. A new one for each run counts what that run has changed.
 */
class Ingest {

    private final JarStore store;

    private final CensusLog log;

    private final JarFinder finder;

    private final boolean full;

    private final boolean following;

    private final NewerReading newer;

    private final AtomicReference<SaveOutcome> outcome = new AtomicReference<>(SaveOutcome.NONE);

    private final AtomicInteger notRead = new AtomicInteger();

    private Ingest(JarStore store, CensusLog log, JarFinder finder, boolean full, boolean following) {
        this.store = store;
        this.log = log;
        this.finder = finder;
        this.full = full;
        this.following = following;
        this.newer = new NewerReading(store, following, full, Instant.now());
    }

    /**
     * Makes one for jars that are as they are.
     * @param full whether to read also what is known
     */
    static Ingest once(JarStore store, CensusLog log, JarFinder finder, boolean full) {
        return new Ingest(store, log, finder, full, false);
    }

    /**
     * Makes one for jars that may change: of each change is told, so what is outdated
     * when it is to be saved is left out.
     */
    static Ingest following(JarStore store, CensusLog log, JarFinder finder) {
        return new Ingest(store, log, finder, false, true);
    }

    /**
     * What the workers recognise licences by: all of them share one copy.
     */
    @Broadcast(LicenceTexts.BROADCAST)
    byte[] licences() throws IOException {
        return LicenceTexts.table();
    }

    /**
     * What is known as it is goes no further.
     */
    @Processor
    @Nullable FoundJar compare(FoundJar jar) {
        if (this.full || !DatabaseRetry.call(() -> this.store.knows(jar))) {
            return jar;
        }
        this.notRead.incrementAndGet();
        return null;
    }

    /**
     * Only what is a jar as far as can be seen from outside is worth a worker.
     */
    @Processor(routing = Routing.DYNAMIC, to = { "inspect", "sources", "broken" })
    void route(FoundJar found, Output<FoundJar> output) throws IOException {
        FoundJar jar = found.sorted();
        output.to(switch (jar.kind()) {
            case JAR -> "inspect";
            case SOURCES, JAVADOC -> "sources";
            case BROKEN -> "broken";
        }).emit(jar);
    }

    /**
     * Static and without Spring, so that it can be moved into a worker by one word. A jar
     * that cannot be read is given up on, with the reason, and does not stop the others.
     * Few jars may wait, since all of them are still read when the user ends the census.
     */
    @Processor(onError = OnError.DEAD_LETTER, capacity = 64)
    static JarReport inspect(FoundJar jar) throws IOException {
        return JarInspector.inspect(jar);
    }

    /**
     * Counts what is in them and opens nothing.
     */
    @Processor(onError = OnError.DEAD_LETTER, capacity = 64)
    static JarReport sources(FoundJar jar) throws IOException {
        return SourceJars.report(jar);
    }

    /**
     * Notes what is no jar.
     */
    @Consumer(retries = 3)
    void broken(FoundJar jar) {
        this.log.unreadable(new Unreadable(jar.file().toString(), jar.problem(), "route", 1, Instant.now()),
                () -> this.newer.covers(jar));
        if (this.following) {
            forgetGone(List.of(jar.file()));
        }
    }

    /**
     * Jars differ much in size, so a batch has at most so many classes, too.
     */
    @Accumulator(maxSize = 500, maxWait = "1s", maxWeight = 5_000, weigher = "weight", capacity = 64,
            from = { "inspect", "sources" })
    List<JarReport> batch(List<JarReport> batch) {
        return batch;
    }

    int weight(JarReport report) {
        return 1 + report.classes().size();
    }

    /**
     * Few batches may wait, since each is large. Tried again, since a census and a watch
     * that save the same jar at one time are in each other's way once.
     */
    @Consumer(capacity = 2, retries = 3)
    void save(List<JarReport> batch) {
        Set<String> newer = new HashSet<>();
        SaveOutcome saved = this.store.save(batch, this.full, (report) -> isWanted(report, newer));
        // From here on it must not be tried again: then what is new was known already.
        this.outcome.accumulateAndGet(saved.plus(new SaveOutcome(0, 0, newer.size())), SaveOutcome::plus);
        forgetGone(batch.stream().map((report) -> Path.of(report.path())).toList());
    }

    /**
     * What a census has read of a jar that has changed since then is better than nothing,
     * but not than what a watch has told of it meanwhile.
     */
    private boolean isWanted(JarReport report, Set<String> newer) {
        if (isCurrent(report)) {
            return true;
        }
        if (this.following) {
            return false;
        }
        if (this.store.knows(report)) {
            newer.add(report.path());
            return false;
        }
        return !this.log.isUnreadable(report.path());
    }

    /**
     * Of what is gone by now it may have been told before it was known. If the whole
     * directory is gone, what is known stays.
     */
    private void forgetGone(List<Path> files) {
        List<Path> gone = files.stream().filter(Files::notExists).toList();
        if (!gone.isEmpty() && isThere()) {
            DatabaseRetry.call(() -> this.log.forget(gone));
        }
    }

    private boolean isThere() {
        try {
            this.finder.root();
            return true;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private static boolean isCurrent(JarReport report) {
        try {
            return FileState.of(Path.of(report.path())).equals(report.reading().state());
        }
        catch (IOException ex) {
            // Gone, or going: of that a watch is told, too.
            return false;
        }
    }

    /**
     * What has changed so far.
     */
    SaveOutcome outcome() {
        return this.outcome.get().plus(new SaveOutcome(0, 0, this.notRead.get()));
    }

    /**
     * How many jars were known as they are, and not read.
     */
    int notRead() {
        return this.notRead.get();
    }

}

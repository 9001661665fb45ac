package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Run;
import org.minigun.RunState;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.AfterRun;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.inspect.JarInspector;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Limits;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.spring.MinigunTask;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;

/**
 * Reads every jar of a directory into the database. Taken again it changes only what has
 * changed. A new instance for each run counts what that run has changed.
 */
@MinigunTask("census")
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class JarCensus {

    private final JarFinder finder;

    private final Limits limits;

    private final boolean deep;

    private final JarStore store;

    private final CensusLog log;

    private final AtomicReference<SaveOutcome> outcome = new AtomicReference<>(SaveOutcome.NONE);

    JarCensus(JarFinder finder, CensusProperties properties, JarStore store, CensusLog log) {
        this.finder = finder;
        this.limits = properties.limits();
        this.deep = properties.deep();
        this.store = store;
        this.log = log;
    }

    /**
     * Goes through the directory twice, which takes a moment, so that progress and an
     * estimate can be shown.
     */
    @Producer
    void jars(Output<FoundJar> output) throws IOException {
        Path root = root();
        output.expect(this.finder.count());
        this.finder.find((file) -> output.emit(new FoundJar(file, root, this.limits, this.deep)));
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
     * Jars differ much in size, so a batch has at most so many classes, too.
     */
    @Accumulator(maxSize = 500, maxWait = "1s", maxWeight = 5_000, weigher = "weight", capacity = 64)
    List<JarReport> batch(List<JarReport> batch) {
        return batch;
    }

    int weight(JarReport report) {
        return 1 + report.classes().size();
    }

    /**
     * Few batches may wait, since each is large.
     */
    @Consumer(capacity = 2)
    void save(List<JarReport> batch) {
        SaveOutcome saved = this.store.save(batch);
        this.outcome.accumulateAndGet(saved, SaveOutcome::plus);
    }

    /**
     * Notes what has changed, unless the run was cut short.
     */
    @AfterRun
    void end(Run run) throws IOException {
        if (run.failure().isPresent() || run.state() != RunState.RUNNING) {
            return;
        }
        Path root = root();
        int gone = this.log.forgetGone(root, run.started());
        this.log.ended(new CensusEntry(run.id(), root.toString(), run.started(), this.outcome.get(), gone));
    }

    private Path root() throws IOException {
        try {
            return this.finder.root();
        }
        catch (IOException ex) {
            throw new CensusDirectoryException(this.finder.directory(), ex);
        }
    }

}

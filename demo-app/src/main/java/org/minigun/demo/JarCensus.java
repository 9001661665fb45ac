package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Path;

import org.minigun.Output;
import org.minigun.Run;
import org.minigun.RunState;
import org.minigun.annotation.AfterRun;
import org.minigun.annotation.NestedPipeline;
import org.minigun.annotation.Producer;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.spring.MinigunTask;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;

/**
 * Reads every jar of a directory into the database. Taken again it changes only what has
 * changed: {@link Ingest} says how. A new instance for each run counts what that run has
 * changed.
 */
@MinigunTask("census")
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class JarCensus {

    private final JarFinder finder;

    private final CensusProperties properties;

    private final CensusLog log;

    private final UnreadableRecorder recorder;

    private final Ingest ingest;

    JarCensus(JarFinder finder, CensusProperties properties, JarStore store, CensusLog log,
            UnreadableRecorder recorder) {
        this.finder = finder;
        this.properties = properties;
        this.log = log;
        this.recorder = recorder;
        this.ingest = Ingest.once(store, log, finder, properties.full());
    }

    /**
     * Goes through the directory twice, which takes a moment, so that progress and an
     * estimate can be shown.
     */
    @Producer
    void jars(Output<FoundJar> output) throws IOException {
        Path root = root();
        output.expect(this.finder.count());
        this.finder.find((file) -> output.emit(this.properties.found(file, root)));
    }

    @NestedPipeline
    Ingest ingest() {
        return this.ingest;
    }

    /**
     * Notes what has changed, unless the run was cut short, and what could not be noted
     * before.
     */
    @AfterRun
    void end(Run run) throws IOException {
        if (run.failure().isPresent()) {
            return;
        }
        this.recorder.noteLeft(run);
        if (run.state() != RunState.RUNNING) {
            return;
        }
        Path root = root();
        int gone = DatabaseRetry.call(() -> this.log.forgetGone(root, run.started()));
        CensusEntry entry = new CensusEntry(run.id(), root.toString(), run.started(), this.ingest.outcome(), gone,
                this.ingest.notRead());
        DatabaseRetry.run(() -> this.log.ended(entry));
    }

    private Path root() {
        return CensusDirectoryException.rootOf(this.finder);
    }

}

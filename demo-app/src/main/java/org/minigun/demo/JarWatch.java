package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.Run;
import org.minigun.annotation.AfterRun;
import org.minigun.annotation.BeforeRun;
import org.minigun.annotation.NestedPipeline;
import org.minigun.annotation.Producer;
import org.minigun.demo.follow.Changes;
import org.minigun.demo.follow.DirectoryFollower;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.spring.MinigunTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;

/**
 * Follows the directory until it is stopped: what is known agrees with what is there a
 * moment after it has changed. It begins with all there is, so it needs no census before;
 * one may be taken meanwhile. If the directory itself goes the run fails, and what is
 * known stays.
 */
@MinigunTask("watch")
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class JarWatch {

    private static final Logger logger = LoggerFactory.getLogger(JarWatch.class);

    /** After so long it is seen at the latest that the run is to end. */
    private static final Duration WAIT = Duration.ofMillis(200);

    private final JarFinder finder;

    private final CensusProperties properties;

    private final CensusLog log;

    private final UnreadableRecorder recorder;

    private final Ingest ingest;

    private final Set<Path> gone = new LinkedHashSet<>();

    private @Nullable Run run;

    /** Whether something may be gone of which is not told. */
    private boolean missed = true;

    JarWatch(JarFinder finder, CensusProperties properties, JarStore store, CensusLog log,
            UnreadableRecorder recorder) {
        this.finder = finder;
        this.properties = properties;
        this.log = log;
        this.recorder = recorder;
        this.ingest = Ingest.following(store, log, finder);
    }

    @BeforeRun
    void begin(Run run) {
        this.run = run;
    }

    @Producer
    void changes(Output<FoundJar> output) throws IOException, InterruptedException {
        Path root = CensusDirectoryException.rootOf(this.finder);
        try (DirectoryFollower follower = new DirectoryFollower(this.finder, this.properties.settle())) {
            Changes changes = new Changes(List.of(), List.of(), false);
            while (!output.isStopping()) {
                this.gone.addAll(changes.gone());
                this.missed |= changes.missed();
                forget(root);
                noteLeft();
                changes.jars().forEach((jar) -> output.emit(this.properties.found(jar, root)));
                changes = follower.poll(WAIT);
            }
        }
    }

    /**
     * Tried again with the next changes if just then someone saves what is to be
     * forgotten, or the connection is lost.
     */
    private void forget(Path root) {
        if (this.missed || !this.gone.isEmpty()) {
            Set<Path> within = this.missed ? Set.of(root) : Set.copyOf(this.gone);
            if (tried("What is gone of '" + root + "' cannot be forgotten", () -> this.log.forget(within))) {
                this.missed = false;
                this.gone.clear();
            }
        }
    }

    private void noteLeft() {
        Run run = this.run;
        if (run != null) {
            tried("What could not be read cannot be noted", () -> this.recorder.noteLeft(run));
        }
    }

    private static boolean tried(String failure, Runnable change) {
        try {
            change.run();
            return true;
        }
        catch (RuntimeException ex) {
            if (!DatabaseRetry.isPassing(ex)) {
                throw ex;
            }
            logger.info("{} now, and is in a moment", failure, ex);
            return false;
        }
    }

    @NestedPipeline
    Ingest ingest() {
        return this.ingest;
    }

    /**
     * Nobody waits for a watch, so it says itself why it has ended before it was asked
     * to.
     */
    @AfterRun
    void end(Run run) {
        SaveOutcome outcome = this.ingest.outcome();
        logger.info("Watch {} has seen {} new and {} changed jars", run.id(), outcome.added(), outcome.changed());
        run.failure()
            .ifPresent((failure) -> logger.error(
                    "Directory '{}' is not watched any more: {}. What is known of it stays; start the task again "
                            + "when that is mended",
                    this.finder.directory(), String.valueOf(failure.cause().getMessage())));
        if (run.failure().isEmpty()) {
            this.recorder.noteLeft(run);
        }
    }

}

package org.minigun.demo;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.minigun.DeadLetter;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.UnreadableJarException;
import org.minigun.demo.report.Sizes;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.Unreadable;
import org.minigun.process.WorkerCrashException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Notes each jar that was given up on, with the reason. What the database does not take
 * at once is kept until it does, and a run that ends before fails.
 */
@Component
class UnreadableRecorder implements RunListener {

    private static final Logger logger = LoggerFactory.getLogger(UnreadableRecorder.class);

    /** By the id of the run. */
    private final Map<String, Queue<Runnable>> left = new ConcurrentHashMap<>();

    private final CensusLog log;

    private final JarStore store;

    private final CensusProperties properties;

    UnreadableRecorder(CensusLog log, JarStore store, CensusProperties properties) {
        this.log = log;
        this.store = store;
        this.properties = properties;
    }

    @Override
    public void itemDeadLettered(Run run, DeadLetter deadLetter) {
        if (deadLetter.item() instanceof FoundJar jar) {
            Unreadable unreadable = new Unreadable(jar.file().toString(), reason(deadLetter.cause()),
                    deadLetter.stage(), deadLetter.attempts(), deadLetter.time());
            NewerReading newer = new NewerReading(this.store, run.task().equals("watch"), this.properties.full(),
                    run.started());
            Runnable noting = () -> this.log.unreadable(unreadable, () -> newer.covers(jar));
            try {
                DatabaseRetry.run(noting);
            }
            catch (RuntimeException ex) {
                // The run does not see what a listener throws.
                logger.warn("That '{}' cannot be read cannot be noted now: {}", jar.file(), ex.toString());
                this.left.computeIfAbsent(run.id(), (id) -> new ConcurrentLinkedQueue<>()).add(noting);
            }
        }
    }

    @Override
    public void runEnded(Run run, RunResult result) {
        this.left.remove(run.id());
    }

    /**
     * Notes what could not be noted when it was given up on; to be called by one thread
     * of the run at a time.
     * @throws IllegalStateException if it cannot be noted now, either
     */
    void noteLeft(Run run) {
        Queue<Runnable> noting = this.left.getOrDefault(run.id(), new ConcurrentLinkedQueue<>());
        try {
            for (Runnable next = noting.peek(); next != null; next = noting.peek()) {
                DatabaseRetry.run(next);
                noting.remove();
            }
        }
        catch (RuntimeException ex) {
            throw new IllegalStateException("The database does not take it that files cannot be read ("
                    + Sizes.count(noting.size(), "file") + "), and may know them as they were before: "
                    + ex.getMessage() + ". See that it can be written, and start the task again: it reads them again",
                    ex);
        }
    }

    /**
     * Says in a line why an item was given up on.
     */
    static String reason(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof WorkerCrashException crash) {
            return crash.certificate().message().lines().findFirst().orElseThrow();
        }
        return (cause instanceof UnreadableJarException && message != null) ? message : cause.toString();
    }

}

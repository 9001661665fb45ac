package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;

import org.minigun.DeadLetter;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.demo.inspect.FileState;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.UnreadableJarException;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.Unreadable;
import org.minigun.process.WorkerCrashException;

import org.springframework.stereotype.Component;

/**
 * Notes each jar that was given up on, with the reason.
 */
@Component
class UnreadableRecorder implements RunListener {

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
            boolean following = run.task().equals("watch");
            Unreadable unreadable = new Unreadable(jar.file().toString(), reason(deadLetter.cause()),
                    deadLetter.stage(), deadLetter.attempts(), deadLetter.time());
            DatabaseRetry.run(() -> this.log.unreadable(unreadable,
                    () -> isOutdated(jar, this.store, following, this.properties.full(), run.started())));
        }
    }

    /**
     * Tells whether a jar need not be noted: a watch is told of each change, and it was
     * read again by now, unless what is known does not count.
     * @param following whether a watch has found it
     * @param full whether a census reads what is known again: then it counts if it was
     * changed since then
     * @param begun when the run began
     */
    static boolean isOutdated(FoundJar jar, JarStore store, boolean following, boolean full, Instant begun) {
        if (following && Files.notExists(jar.file())) {
            return true;
        }
        return (following || !full || isChangedSince(jar, begun)) && store.knows(jar);
    }

    private static boolean isChangedSince(FoundJar jar, Instant time) {
        try {
            return !FileState.of(jar.file()).isSettled(time);
        }
        catch (IOException ex) {
            // Gone, or going: what is known of it is not of what is there.
            return false;
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

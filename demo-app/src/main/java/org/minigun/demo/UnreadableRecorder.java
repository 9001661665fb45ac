package org.minigun.demo;

import org.minigun.DeadLetter;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.UnreadableJarException;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.Unreadable;
import org.minigun.process.WorkerCrashException;

import org.springframework.stereotype.Component;

/**
 * Notes each jar that was given up on, with the reason.
 */
@Component
class UnreadableRecorder implements RunListener {

    private final CensusLog log;

    UnreadableRecorder(CensusLog log) {
        this.log = log;
    }

    @Override
    public void itemDeadLettered(Run run, DeadLetter deadLetter) {
        if (deadLetter.item() instanceof FoundJar jar) {
            this.log.unreadable(new Unreadable(jar.file().toString(), reason(deadLetter.cause()), deadLetter.stage(),
                    deadLetter.attempts(), deadLetter.time()));
        }
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof WorkerCrashException crash) {
            return crash.certificate().message().lines().findFirst().orElseThrow();
        }
        return (cause instanceof UnreadableJarException && message != null) ? message : cause.toString();
    }

}

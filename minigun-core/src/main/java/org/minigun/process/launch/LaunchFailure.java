package org.minigun.process.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Tells why a worker has not started, in its own words where it has said any.
 */
final class LaunchFailure {

    private static final Duration OUTPUT = Duration.ofSeconds(1);

    private LaunchFailure() {
    }

    /** The command could not be run at all. */
    static LaunchException notStarted(JavaCommand command, LaunchOptions options, IOException cause) {
        String flaw = command.flaw(options);
        String reason = (flaw != null) ? flaw : String.valueOf(cause.getMessage());
        return new LaunchException("A worker cannot be started: " + reason + "\n  Command: " + command.gist(),
                List.of(), null, cause);
    }

    /** The process has ended, or it has not connected in time. */
    static LaunchException notConnected(StartingWorker worker, JavaCommand command, LaunchOptions options,
            @Nullable String refused) throws InterruptedException {
        boolean ended = worker.process().waitFor(0, TimeUnit.SECONDS);
        Integer exitCode = ended ? worker.process().exitValue() : null;
        if (!ended) {
            worker.kill();
        }
        worker.awaitOutput(OUTPUT);
        List<String> output = worker.output();
        StringBuilder message = new StringBuilder("A worker has not started: ");
        if (ended) {
            message.append("its JVM has ended with exit code ").append(exitCode);
        }
        else {
            message.append("it has not connected within ")
                .append(options.startTimeout().toMillis())
                .append(" ms; raise start-timeout if the machine is slow");
        }
        if (refused != null) {
            message.append(". A peer was turned away: ").append(refused);
        }
        message.append(output.isEmpty() ? ". It has printed nothing" : ". It has printed:");
        for (String line : output) {
            message.append("\n    ").append(line);
        }
        message.append("\n  Command: ").append(command.gist());
        return new LaunchException(message.toString(), output, exitCode, null);
    }

}

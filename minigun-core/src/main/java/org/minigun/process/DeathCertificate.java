package org.minigun.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a worker process has died.
 *
 * @param reason the kind of death
 * @param pool name of its pool
 * @param index its number in its pool, from 0
 * @param pid its process id
 * @param time when its death was found
 * @param age how long it has lived
 * @param itemsServed items that it had settled
 * @param task the task that it served, or {@code null} if none
 * @param stage path of the stage that it served, or {@code null} if none
 * @param item the item in work as text, at most 200 characters; {@code null} if none was
 * @param exitCode its exit code; {@code null} if it is not known, or a signal has ended
 * it
 * @param signal name of the signal, such as {@code KILL}; {@code null} if none has ended
 * it
 * @param detail what the worker or its supervisor said of it, or {@code null}
 * @param lastErrors the last lines of its standard error, oldest first
 * @param crashFile the crash file of its JVM, moved to where it stays; {@code null} if it
 * left none
 * @param threadDump its threads as they were before it was killed, or {@code null}
 */
public record DeathCertificate(DeathReason reason, String pool, int index, long pid, Instant time, Duration age,
        long itemsServed, @Nullable String task, @Nullable String stage, @Nullable String item,
        @Nullable Integer exitCode, @Nullable String signal, @Nullable String detail, List<String> lastErrors,
        @Nullable Path crashFile, @Nullable String threadDump) {

    /**
     * Makes a certificate.
     */
    public DeathCertificate {
        lastErrors = List.copyOf(lastErrors);
    }

    /**
     * Tells for a reader what has died, how, at what, and what can be done about it.
     * @return several lines
     */
    public String message() {
        return DeathText.of(this);
    }

    @Override
    public String toString() {
        return message();
    }

    DeathCertificate withItem(String item) {
        return new DeathCertificate(this.reason, this.pool, this.index, this.pid, this.time, this.age, this.itemsServed,
                this.task, this.stage, item, this.exitCode, this.signal, this.detail, this.lastErrors, this.crashFile,
                this.threadDump);
    }

}

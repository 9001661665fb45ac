package org.minigun.process;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.minigun.process.launch.LaunchException;

/**
 * Starts that have failed in a row, and how long to wait before the next. A worker that
 * has died without an item counts as a failed start. Guarded by the pool's lock.
 */
final class StartFailures {

    private static final long SHORTEST_NANOS = Duration.ofMillis(100).toNanos();

    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    private static final int MOST_DOUBLINGS = 7;

    private final String pool;

    private final int attempts;

    /** Made beforehand: its class could not be loaded any more when it is needed. */
    private final Shortage shortage = new Shortage();

    private int inRow;

    private long servedBefore;

    private long notBeforeNanos;

    private int givenUp;

    private long count;

    private boolean refusing;

    private @Nullable Throwable last;

    StartFailures(PoolOptions options) {
        this.pool = options.name();
        this.attempts = options.startAttempts();
    }

    /**
     * A start has failed.
     * @param cause how
     * @param served items that all workers of the pool have settled so far: if there were
     * any since the last failure, this one is the first in a row
     */
    void add(Throwable cause, long served) {
        this.count++;
        this.inRow = (served > this.servedBefore) ? 1 : this.inRow + 1;
        this.servedBefore = served;
        this.last = cause;
        long delay = Math.min(SHORTEST_NANOS << Math.min(this.inRow - 1, MOST_DOUBLINGS), LONGEST_NANOS);
        // Jitter, so that pools that have failed together do not go on together.
        this.notBeforeNanos = System.nanoTime() + delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2);
        if (this.inRow >= this.attempts) {
            this.givenUp++;
        }
    }

    /**
     * A worker that had started has turned out to be of no use. If that uses up the
     * attempts, the leases that come before the next start is due are refused: nobody was
     * waiting when it happened.
     * @param cause how it has failed
     * @param served items that all workers of the pool have settled so far
     */
    void addLate(Throwable cause, long served) {
        add(cause, served);
        this.refusing = this.inRow >= this.attempts;
    }

    boolean isRefusing() {
        return this.refusing && System.nanoTime() - this.notBeforeNanos < 0;
    }

    void reset() {
        this.inRow = 0;
        this.refusing = false;
    }

    /**
     * While starts fail, they are tried one at a time.
     * @param starting workers that start just now
     * @param served items that all workers of the pool have settled so far
     */
    boolean mayStart(int starting, long served) {
        return isOver(served) || (starting == 0 && System.nanoTime() - this.notBeforeNanos >= 0);
    }

    boolean isHealthy(long served) {
        return isOver(served) || this.inRow < this.attempts;
    }

    /** How the last start has failed, or {@code null} if it has not. */
    @Nullable String lastMessage(long served) {
        Throwable cause = isOver(served) ? null : this.last;
        return (cause != null) ? reason(cause) : null;
    }

    /** Workers serve again, though none may have been given back yet. */
    private boolean isOver(long served) {
        return this.inRow == 0 || served > this.servedBefore;
    }

    /** All starts that have failed. */
    long count() {
        return this.count;
    }

    /** Grows each time that the attempts are used up. */
    int givenUp() {
        return this.givenUp;
    }

    /**
     * What to throw when the attempts are used up. The supplier may wait; not to be asked
     * under the lock.
     */
    Supplier<WorkerStartException> exception() {
        Throwable cause = this.last;
        int failed = this.inRow;
        return () -> exception(failed, cause);
    }

    private WorkerStartException exception(int failed, @Nullable Throwable cause) {
        return new WorkerStartException(this.pool, failed,
                "Workers of pool '" + this.pool + "' do not start: " + failed
                        + " starts in a row have failed (start-attempts is " + this.attempts + "). The last one: "
                        + ((cause != null) ? reason(cause) : "unknown"),
                cause);
    }

    /** What Minigun says speaks for itself; of others the class is part of it. */
    static String words(Throwable cause) {
        boolean own = cause instanceof LaunchException || cause instanceof DiedWithoutItemException;
        return own ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    private String reason(Throwable cause) {
        String reason = words(cause);
        String remedy = this.shortage.remedy(cause);
        return (remedy != null) ? reason + "\n  What to do: " + remedy : reason;
    }

}

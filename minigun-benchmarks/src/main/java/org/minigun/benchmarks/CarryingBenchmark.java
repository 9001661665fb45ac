package org.minigun.benchmarks;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Carries a number of items through one subject per iteration. Each subject has a JVM of
 * its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = { "-Xms1g", "-Xmx1g" })
@Warmup(iterations = 4)
@Measurement(iterations = 5)
public abstract class CarryingBenchmark {

    /** The name of the subject. */
    @Param("Minigun")
    public String subject = "";

    /** The number of items of an iteration. */
    @Param("1000000")
    public int items;

    private @Nullable Subject running;

    private @Nullable Subject limit;

    private double limitWall;

    /**
     * Returns the subjects to choose from.
     * @return the subjects
     */
    protected abstract Subjects subjects();

    /**
     * Returns the sum that tells that every item has arrived.
     * @param items the number of items
     * @return the sum
     */
    protected abstract long expected(long items);

    /**
     * Returns what runs before each iteration, as near as can be, so that a ratio does
     * not hang on what else the machine does.
     * @return the limit, or {@code null} if it is a subject like others only
     */
    protected @Nullable Subject limit() {
        return null;
    }

    /**
     * Makes the subject.
     */
    @Setup
    public void make() {
        this.running = subjects().make(this.subject);
        this.limit = limit();
    }

    /**
     * Measures the limit.
     * @throws Exception if it fails
     */
    @Setup(Level.Iteration)
    public void measureLimit() throws Exception {
        if (this.limit != null) {
            Measured measured = new Measured();
            Stopwatch.carry(measured, this.limit, this.items);
            this.limitWall = measured.wall;
        }
    }

    /**
     * Closes the subject.
     */
    @TearDown
    public void close() {
        if (this.running != null) {
            this.running.close();
        }
    }

    /**
     * Carries the items.
     * @param measured where the times go
     * @return the sum
     * @throws Exception if it fails or items are missing
     */
    @Benchmark
    public long carry(Measured measured) throws Exception {
        if (this.running == null) {
            throw new IllegalStateException("The subject is not made yet");
        }
        long sum = Stopwatch.carry(measured, this.running, this.items);
        measured.limitWall = this.limitWall;
        if (sum != expected(this.items)) {
            throw new IllegalStateException("'" + this.subject + "' has lost items: the sum is " + sum
                    + " and should be " + expected(this.items));
        }
        return sum;
    }

}

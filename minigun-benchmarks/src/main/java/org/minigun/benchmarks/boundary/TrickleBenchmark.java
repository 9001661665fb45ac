package org.minigun.benchmarks.boundary;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.minigun.benchmarks.Measured;
import org.minigun.benchmarks.Stopwatch;
import org.minigun.benchmarks.Subject;
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
 * A thousand items a second from one thread to another: how long each is on its way. A
 * bare hand-over is measured in the same JVM before each iteration.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = { "-Xms1g", "-Xmx1g" })
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class TrickleBenchmark {

    /** The name of the subject. */
    @Param("Minigun")
    public String subject = "";

    /** The number of items of an iteration. */
    @Param("1000")
    public int items;

    private final Latencies latencies = new Latencies();

    private final Latencies limitLatencies = new Latencies();

    private final Subject limit = new BareHandOver(this.limitLatencies);

    private @Nullable Subject running;

    /**
     * Makes the subject.
     */
    @Setup
    public void make() {
        this.running = TrickleSubjects.all(this.latencies).make(this.subject);
    }

    /**
     * Measures the limit.
     * @throws Exception if it fails
     */
    @Setup(Level.Iteration)
    public void measureLimit() throws Exception {
        this.limitLatencies.begin(this.items);
        this.limit.run(this.items);
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
     * @param measured where the latencies go
     * @return what the subject says
     * @throws Exception if it fails or items are missing
     */
    @Benchmark
    public long trickle(Measured measured) throws Exception {
        if (this.running == null) {
            throw new IllegalStateException("The subject is not made yet");
        }
        this.latencies.begin(this.items);
        long result = Stopwatch.carry(measured, this.running, this.items);
        measured.median = this.latencies.percentile(50);
        measured.p99 = this.latencies.percentile(99);
        measured.limitMedian = this.limitLatencies.percentile(50);
        measured.limitP99 = this.limitLatencies.percentile(99);
        return result;
    }

}

package org.minigun.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What broadcast data costs the machine, as the kernel counts it: a page that several
 * processes have in memory counts for each as its share.
 */
class BroadcastMemoryTests {

    private static final int WORKERS = 4;

    private static final int MEBIBYTE = 1 << 20;

    /** In a worker. */
    private static volatile ByteBuffer model = ByteBuffer.allocate(0);

    private static long sum;

    record Read(long pid, long sum) {
    }

    @BeforeEach
    void kernelCounts() {
        assumeThat(Path.of("/proc/self/smaps_rollup")).exists();
    }

    @Test
    void s299_fourWorkersShareOneCopy() throws InterruptedException {
        oneCopy(128);
    }

    @Test
    @Tag("long")
    void oneGibibyteCostsTheMachineOneGibibyte() throws InterruptedException {
        oneCopy(1024);
    }

    private static void oneCopy(int mebibytes) throws InterruptedException {
        AtomicInteger written = new AtomicInteger();
        AtomicLong before = new AtomicLong();
        AtomicLong after = new AtomicLong();
        Set<Long> pids = ConcurrentHashMap.newKeySet();
        Set<Long> readers = ConcurrentHashMap.newKeySet();
        Set<Long> sums = ConcurrentHashMap.newKeySet();
        CRC32 expected = new CRC32();
        Pipeline pipeline = Pipeline.named("s299").broadcast("model", (out) -> {
            written.incrementAndGet();
            byte[] part = new byte[MEBIBYTE];
            for (int i = 0; i < mebibytes; i++) {
                Arrays.fill(part, (byte) (i + 1));
                expected.update(part);
                out.write(part);
            }
        }).afterFork((context) -> {
            model = context.broadcast("model");
        }).producer("requests", Boolean.class, (output) -> {
            emitUntilAllHaveDone(output, false, pids);
            before.set(proportional(pids));
            emitUntilAllHaveDone(output, true, readers);
            after.set(proportional(pids));
        }).processor("read", (Boolean all) -> {
            Thread.sleep(20);
            return new Read(Workers.pid(), all ? sum() : 0);
        }, (o) -> o.concurrency(Concurrency.PROCESS, WORKERS)).consumer("collect", (Read read) -> {
            ((read.sum() != 0) ? readers : pids).add(read.pid());
            sums.add(read.sum());
        }).build();
        try (Engine engine = Engine.create()) {
            RunResult result = engine.start(pipeline).await(Duration.ofMinutes(2)).orElseThrow();
            assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
            Scenario.assertHolds(result);
        }
        Workers.assertNoneLeft();
        assertThat(readers).hasSize(WORKERS).isEqualTo(pids).doesNotContain(Workers.OWN_PID);
        assertThat(sums).containsExactlyInAnyOrder(0L, expected.getValue());
        assertThat(written).hasValue(1);
        long grown = (after.get() - before.get()) / MEBIBYTE;
        assertThat(grown).as("MiB by which the workers have grown together")
            .isBetween(mebibytes * 9 / 10L, mebibytes * 13 / 10L);
    }

    private static void emitUntilAllHaveDone(Output<Boolean> output, boolean read, Set<Long> done)
            throws InterruptedException {
        while (done.size() < WORKERS) {
            output.emit(read);
            Thread.sleep(5);
        }
    }

    /** Reads all that there is, once. */
    private static synchronized long sum() {
        if (sum == 0) {
            CRC32 crc = new CRC32();
            crc.update(model.duplicate());
            sum = crc.getValue();
        }
        return sum;
    }

    /** Bytes that processes have together, what they share counted once. */
    private static long proportional(Collection<Long> pids) {
        return pids.stream().mapToLong(BroadcastMemoryTests::proportional).sum();
    }

    private static long proportional(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
            throw new AssertionError("No Pss");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}

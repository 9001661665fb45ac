package org.minigun.scenarios;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * What comes out of a worker besides results, and what goes in besides items. With real
 * child JVMs.
 */
class WorkerDataTests {

    private static final int LARGE = 100_000_000;

    private static volatile int index;

    private static volatile @Nullable ByteBuffer shared;

    private static @Nullable Reading reading;

    @TempDir
    private Path directory;

    record Marked(int value, int worker) {
    }

    @Test
    void s288_textAndBytesThatAWorkerPrintsGoToTheLogAndNotAmongTheResults() {
        Logger logger = (Logger) LoggerFactory.getLogger("org.minigun.worker.stdout");
        ListAppender<ILoggingEvent> printed = new ListAppender<>() {

            @Override
            protected void append(ILoggingEvent event) {
                // Here, where the thread has its context still.
                event.prepareForDeferredProcessing();
                super.append(event);
            }

        };
        printed.list = Scenario.collected();
        printed.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(printed);
        List<Marked> collected = Scenario.collected();
        try {
            Workers.completed(Pipeline.named("s288")
                .afterFork((context) -> index = context.workerIndex())
                .producer("numbers", Scenario.numbers(1, 100))
                .processor("print", (Integer n) -> {
                    byte[] bytes = new byte[1000];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) (i * n);
                    }
                    System.out.write(bytes, 0, bytes.length);
                    System.out.println("\nitem " + n + " in worker " + index);
                    System.out.flush();
                    return new Marked(n, index);
                }, (o) -> o.concurrency(Concurrency.PROCESS, 2))
                .consumer("collect", collected::add)
                .build());
            assertThat(collected).extracting(Marked::value)
                .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 100));
            List<String> told = collected.stream()
                .map((one) -> one.worker() + ": item " + one.value() + " in worker " + one.worker())
                .toList();
            await().untilAsserted(() -> assertThat(List.copyOf(printed.list)
                .stream()
                .filter((event) -> event.getFormattedMessage().startsWith("item "))
                .map((event) -> event.getMDCPropertyMap().get("minigun.worker") + ": " + event.getFormattedMessage()))
                .containsExactlyInAnyOrderElementsOf(told));
        }
        finally {
            logger.detachAppender(printed);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }

    /** What a worker finds in the data, and what the data costs it in memory. */
    record Reading(long pid, long sum, long sharedKilobytes, long ownKilobytes) {

        static Reading of(ByteBuffer data, String arrivals) throws Exception {
            CRC32 sum = new CRC32();
            sum.update(data.duplicate());
            Notebook.add(arrivals, Workers.pid());
            while (Notebook.lines(arrivals).size() < 4) {
                Thread.sleep(20);
            }
            long shared = 0;
            long own = 0;
            boolean within = false;
            for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
                List<String> words = List.of(line.trim().split("\\s+"));
                if (words.get(0).contains("-")) {
                    within = line.contains("broadcast-");
                }
                else if (within && words.get(0).equals("Pss:")) {
                    shared += Long.parseLong(words.get(1));
                }
                else if (within && words.get(0).equals("Private_Dirty:")) {
                    own += Long.parseLong(words.get(1));
                }
            }
            return new Reading(Workers.pid(), sum.getValue(), shared, own);
        }

    }

    private static Reading reading(String arrivals) throws Exception {
        Reading known = reading;
        if (known == null) {
            ByteBuffer data = shared;
            if (data == null) {
                throw new IOException("No data");
            }
            known = Reading.of(data, arrivals);
            reading = known;
        }
        return known;
    }

    @Test
    void s299_largeDataIsWrittenOnceAndSharedByAllWorkers() {
        assumeThat(Path.of("/proc/self/smaps")).exists();
        String arrivals = this.directory.resolve("arrivals").toString();
        byte[] chunk = new byte[LARGE / 100];
        CRC32 sum = new CRC32();
        AtomicInteger written = new AtomicInteger();
        List<Reading> readings = Scenario.collected();
        Workers.completed(Pipeline.named("s299").broadcast("large", (out) -> {
            written.incrementAndGet();
            for (int i = 0; i < 100; i++) {
                Arrays.fill(chunk, (byte) i);
                sum.update(chunk);
                out.write(chunk);
            }
        })
            .afterFork((context) -> shared = context.broadcast("large"))
            .producer("numbers", Scenario.numbers(1, 100))
            .processor("read", (Integer n) -> reading(arrivals),
                    (o) -> o.concurrency(Concurrency.PROCESS, 4)
                        .set(Setting.WINDOW, 1)
                        // A copy of its own would not fit.
                        .set(Setting.WORKER_HEAP, 64L << 20))
            .consumer("collect", readings::add)
            .build());
        assertThat(written).hasValue(1);
        assertThat(readings).hasSize(100);
        assertThat(Workers.pids(readings, Reading::pid)).hasSize(4);
        assertThat(readings).extracting(Reading::sum).containsOnly(sum.getValue());
        Set<Reading> workers = readings.stream().collect(Collectors.toSet());
        assertThat(workers).hasSize(4).extracting(Reading::ownKilobytes).containsOnly(0L);
        assertThat(workers.stream().mapToLong(Reading::sharedKilobytes).sum()).isBetween(LARGE / 1024 * 9 / 10L,
                LARGE / 1024 * 13 / 10L);
    }

}

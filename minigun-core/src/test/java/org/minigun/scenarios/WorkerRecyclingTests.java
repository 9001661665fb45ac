package org.minigun.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Workers that are replaced after a number of items: that is exact, and costs nothing an
 * item.
 */
class WorkerRecyclingTests {

    private static final Path IO = Path.of("/proc/self/io");

    /**
     * The best of some runs counts: on a busy machine each item may come in a frame of
     * its own, which costs a read.
     */
    @Test
    void theNumberOfItemsIsKeptWithoutAskingTheSystemForEach() throws IOException {
        assumeThat(IO).isReadable();
        int items = 20_000;
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 3 && least > items / 2; run++) {
            AtomicLong received = new AtomicLong();
            long before = reads();
            Workers.completed(Pipeline.named("cost")
                .producer("numbers", Scenario.numbers(1, items))
                .processor("work", (Integer n) -> n,
                        (o) -> o.concurrency(Concurrency.PROCESS, 1).set(Setting.MAX_ITEMS, 1_000_000))
                .consumer("collect", (n) -> received.incrementAndGet())
                .build());
            least = Math.min(least, reads() - before);
            assertThat(received).hasValue(items);
        }
        assertThat(least).as("System calls that read, for %s items", items).isLessThan(items / 2);
    }

    private static long reads() throws IOException {
        return Files.readAllLines(IO)
            .stream()
            .filter((line) -> line.startsWith("syscr: "))
            .mapToLong((line) -> Long.parseLong(line.substring(7)))
            .sum();
    }

    @Test
    void noWorkerServesMoreItemsThanItMay() {
        Map<Long, Integer> served = new ConcurrentHashMap<>();
        Workers.completed(Pipeline.named("exact")
            .producer("numbers", Scenario.numbers(1, 300))
            .processor("work", (Integer n) -> Workers.pid(),
                    (o) -> o.concurrency(Concurrency.PROCESS, 1).set(Setting.MAX_ITEMS, 120))
            .consumer("collect", (Long pid) -> served.merge(pid, 1, Integer::sum))
            .build());
        assertThat(served.values()).containsExactlyInAnyOrder(120, 120, 60);
    }

}

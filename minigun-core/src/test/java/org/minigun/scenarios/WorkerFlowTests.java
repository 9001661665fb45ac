package org.minigun.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rows of "Stopping" and "Back-pressure" that have workers in them. With real child
 * JVMs.
 */
@Timeout(60)
class WorkerFlowTests {

    @TempDir
    private Path directory;

    @Test
    void s231_cancelKillsAWorkerInABusyLoop() throws Exception {
        String noted = this.directory.resolve("pid").toString();
        try (Engine engine = Engine.builder().set(Setting.SHUTDOWN_TIMEOUT, Duration.ofSeconds(5)).build()) {
            Run run = engine.start(Pipeline.named("s231").producer("one", List.of(1)).processor("spin", (Integer n) -> {
                Notebook.add(noted, Workers.pid());
                int count = 0;
                while (count >= 0) {
                    count = (count + 1) & 0xFFFF;
                }
                return count;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 1)).consumer("collect", (n) -> {
            }).build());
            await().until(() -> !Notebook.lines(noted).isEmpty());
            long pid = Long.parseLong(Notebook.lines(noted).get(0));
            long start = System.nanoTime();
            run.cancel();
            assertThat(Endless.millisSince(start)).isLessThan(5000);
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.stuckThreads()).isEmpty();
            assertThat(Endless.unfinishedAt("spin", result)).containsExactly(1);
            await().atMost(Duration.ofSeconds(2)).until(() -> ProcessHandle.of(pid).isEmpty());
        }
        Workers.assertNoneLeft();
    }

    @Test
    void s232_stopLetsWhatIsInTheWindowsOfWorkersFinish() throws Exception {
        Path go = this.directory.resolve("go");
        String waited = go.toString();
        CountDownLatch stopped = new CountDownLatch(1);
        String begun = this.directory.resolve("begun").toString();
        List<Integer> collected = Scenario.collected();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s232").producer("numbers", Integer.class, (output) -> {
                Scenario.numbers(1, 50).forEach(output::emit);
                Endless.awaitLatch(stopped);
                output.emit(51);
            }).processor("work", (Integer n) -> {
                Notebook.add(begun, Workers.pid());
                while (!Files.exists(Path.of(waited))) {
                    Thread.sleep(20);
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2).set(Setting.WINDOW, 25))
                .consumer("collect", collected::add)
                .build());
            await().until(() -> run.statistics().stage("work").received() == 50
                    && Notebook.lines(begun).stream().distinct().count() == 2);
            run.stop();
            stopped.countDown();
            assertThat(collected).isEmpty();
            Files.createFile(go);
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.unfinished()).isEmpty();
            assertThat(result.ledger().stage("work").done()).isEqualTo(50);
        }
        assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 50));
        Workers.assertNoneLeft();
    }

    @Test
    void s249_noMoreItemsAreHandedOverThanTheChannelAndTheWindowHold() throws Exception {
        int capacity = 16;
        int window = 8;
        AtomicLong most = new AtomicLong();
        CountDownLatch started = new CountDownLatch(1);
        Run[] runs = new Run[1];
        try (Engine engine = Engine.create()) {
            runs[0] = engine.start(Pipeline.named("s249").producer("numbers", Integer.class, (output) -> {
                Endless.awaitLatch(started);
                for (int n = 1; n <= 1000; n++) {
                    output.emit(n);
                    most.accumulateAndGet(runs[0].statistics().stage("work").inFlight(), Math::max);
                }
            })
                // The bound is reached within the first of them.
                .processor("work", (Integer n) -> {
                    Thread.sleep((n <= 80) ? 20 : 0);
                    return n;
                }, (o) -> o.concurrency(Concurrency.PROCESS, 1).capacity(capacity).set(Setting.WINDOW, window))
                .consumer("collect", (n) -> {
                })
                .build());
            started.countDown();
            RunResult result = Scenario.end(runs[0]);
            assertThat(result.state()).isEqualTo(RunState.COMPLETED);
            assertThat(result.ledger().stage("work").done()).isEqualTo(1000);
        }
        assertThat(most.get()).isBetween((long) capacity, capacity + window + 1L);
        Workers.assertNoneLeft();
    }

    @Test
    @Tag("long")
    void s250_largeItemsAndResultsDoNotFillTheApplication() throws Exception {
        // All of them at once would be 400 MB.
        assertThat(ChildJvm.run(LargeItemsMain.class, List.of("-Xmx96m", "-XX:+UseSerialGC")))
            .endsWith("COMPLETED 200 []\n");
    }

    /** Sends items of 1 MB to two workers, which send as much back. */
    static final class LargeItemsMain {

        private LargeItemsMain() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            AtomicLong good = new AtomicLong();
            try (Engine engine = Engine.create()) {
                RunResult result = engine.run(Pipeline.named("s250").producer("make", byte[].class, (output) -> {
                    for (int i = 0; i < 200; i++) {
                        byte[] item = new byte[1 << 20];
                        item[i] = 1;
                        output.emit(item);
                    }
                }).processor("work", (byte[] item) -> {
                    byte[] answer = new byte[item.length];
                    for (int i = 0; i < 200; i++) {
                        answer[answer.length - 1 - i] = item[i];
                    }
                    return answer;
                }, (o) -> o.concurrency(Concurrency.PROCESS, 2).capacity(8).set(Setting.WINDOW, 4))
                    .consumer("check", (byte[] answer) -> {
                        int ones = 0;
                        for (byte one : answer) {
                            ones += one;
                        }
                        good.addAndGet((answer.length == 1 << 20) ? ones : 0);
                    }, (o) -> o.capacity(8))
                    .build());
                System.out.println(result.state() + " " + good.get() + " " + result.ledger().violations());
            }
        }

    }

}

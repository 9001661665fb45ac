package org.minigun.scenarios;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that die of everything at random places, and the accounts after it. The seed
 * says where; what a death does to the other items is left to chance.
 */
class WorkerChaosTests {

    private static final int ITEMS = 2_000;

    @TempDir
    private Path directory;

    @Test
    @Tag("long")
    void everyItemIsAccountedForWhateverItsWorkersDieOf() {
        storm(1);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(longs = { 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 })
    void everyItemIsAccountedForWithManySeeds(long seed) {
        storm(seed);
    }

    private void storm(long seed) {
        String once = this.directory.resolve("once").toString();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("chaos")
            .producer("numbers", Scenario.numbers(1, ITEMS))
            .processor("work", (Integer n) -> Fault.of(seed, n).strike(once + n, n),
                    (o) -> o.concurrency(Concurrency.PROCESS, 2)
                        .onError(OnError.DEAD_LETTER)
                        .set(Setting.WORKER_HEAP, 32L << 20)
                        .set(Setting.ITEM_TIMEOUT, Duration.ofMillis(700)))
            .consumer("collect", collected::add)
            .build(), (engine) -> engine.set(Setting.KEPT_FAILURES, ITEMS));
        List<Integer> bad = new ArrayList<>();
        Set<Integer> good = new HashSet<>();
        for (int n = 1; n <= ITEMS; n++) {
            if (Fault.of(seed, n).isLasting()) {
                bad.add(n);
            }
            else {
                good.add(n);
            }
        }
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).doesNotHaveDuplicates();
        assertThat(new HashSet<>(collected)).isEqualTo(good);
        assertThat(result.deadLetters()).extracting(DeadLetter::item).containsExactlyInAnyOrderElementsOf(bad);
        assertThat(result.ledger().stage("work").done()).isEqualTo(good.size());
        assertThat(result.ledger().stage("work").deadLettered()).isEqualTo(bad.size());
    }

    /** What becomes of an item's worker. */
    enum Fault {

        NONE, HALT_ONCE, HALT, KILL_ONCE, MEMORY, THROW, HANG, EXIT_ONCE;

        /** About one item in 200 has a fault. */
        static Fault of(long seed, int number) {
            Random random = new Random(seed * 1_000_003 + number * 7919L);
            random.nextInt();
            return (random.nextInt(200) != 0) ? NONE : values()[1 + random.nextInt(values().length - 1)];
        }

        boolean isLasting() {
            return this == HALT || this == MEMORY || this == THROW || this == HANG;
        }

        Integer strike(String once, Integer number) throws Exception {
            if (this == NONE || !isLasting() && !WorkerDeathTests.first(once)) {
                return number;
            }
            switch (this) {
                case HALT, HALT_ONCE -> Runtime.getRuntime().halt(3);
                case EXIT_ONCE -> System.exit(0);
                case KILL_ONCE -> {
                    new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start().waitFor();
                    Thread.sleep(60_000);
                }
                case MEMORY -> {
                    List<byte[]> hoard = new ArrayList<>();
                    while (true) {
                        hoard.add(new byte[1 << 20]);
                    }
                }
                case HANG -> Thread.sleep(60_000);
                default -> throw new IllegalStateException("not " + number);
            }
            throw new IllegalStateException("Still there");
        }

    }

}

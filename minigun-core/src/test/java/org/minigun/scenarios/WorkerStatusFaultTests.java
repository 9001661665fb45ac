package org.minigun.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker that does away with the file by which it is supervised. With real child JVMs.
 */
class WorkerStatusFaultTests {

    @Test
    @Tag("long")
    void aWorkerThatCutsOffItsFileIsReplacedAndOthersAreWatchedOn() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("cut").producer("numbers", Scenario.numbers(1, 8)).processor("work", (Integer n) -> {
                if (n == 3) {
                    String[] words = Files.readString(Path.of("/proc/self/cmdline")).split("\0");
                    Files.write(Path.of(words[words.length - 1]), new byte[0]);
                }
                if (n == 3 || n == 6) {
                    Thread.sleep(60_000);
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 1)
                .onError(OnError.DEAD_LETTER)
                .set(Setting.MAX_CRASHES, 1)
                .set(Setting.WINDOW, 1)
                .set(Setting.ITEM_TIMEOUT, Duration.ofSeconds(2))).consumer("collect", collected::add).build());
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 4, 5, 7, 8);
        assertThat(result.deadLetters()).hasSize(2)
            .anySatisfy((letter) -> assertThat(letter.cause()).hasMessageContaining("cut off the file"))
            .anySatisfy((letter) -> assertThat(letter.cause()).hasMessageContaining("item-timeout"));
        Workers.assertNoneLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aWorkerThatWipesItsFileIsWatchedOn(boolean hangs) {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("wiped").producer("numbers", Scenario.numbers(1, 8)).processor("work", (Integer n) -> {
                if (n == 3) {
                    Vandals.wipe();
                    if (hangs) {
                        Vandals.forEver();
                    }
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 1)
                .onError(OnError.DEAD_LETTER)
                .set(Setting.MAX_CRASHES, 1)
                .set(Setting.ITEM_TIMEOUT, Duration.ofSeconds(1))).consumer("collect", collected::add).build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        if (hangs) {
            assertThat(collected).containsExactlyInAnyOrder(1, 2, 4, 5, 6, 7, 8);
            assertThat(result.deadLetters()).singleElement()
                .satisfies((letter) -> assertThat(letter.cause()).hasMessageContaining("item-timeout"));
        }
        else {
            assertThat(collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        }
        Workers.assertNoneLeft();
    }

}

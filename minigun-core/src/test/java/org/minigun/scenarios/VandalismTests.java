package org.minigun.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.process.WorkerCrashException;
import org.minigun.scenarios.Document.Fate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that does to its process what no code should: it costs its own item at most, and
 * what is told of that is true.
 */
class VandalismTests {

    private static final int AROUND = 5;

    /**
     * One item of a stage.
     *
     * @param number its number
     * @param vandalism what it does, or {@code null}
     */
    record Act(int number, @Nullable Vandalism vandalism) {
    }

    static Integer act(Act act) throws Exception {
        if (act.vandalism() != null) {
            act.vandalism().commit();
        }
        return act.number();
    }

    @Test
    void whatAnItemDoesToItsProcessCostsThatItemAtMost() {
        check(EnumSet.of(Vandalism.INTERRUPTS_ALL, Vandalism.SCRIBBLES_AND_DIES, Vandalism.DESCRIPTORS_AND_HANG,
                Vandalism.NO_STREAMS, Vandalism.TELLS_NOTHING), Concurrency.PROCESS);
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource
    void aloneInAPool(Vandalism vandalism) {
        check(EnumSet.of(vandalism), Concurrency.PROCESS);
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource
    void aloneInABatch(Vandalism vandalism) {
        check(EnumSet.of(vandalism), Concurrency.PROCESS_PER_BATCH);
    }

    private static void check(EnumSet<Vandalism> all, Concurrency concurrency) {
        List<Act> acts = new ArrayList<>();
        for (Vandalism vandalism : all) {
            around(acts);
            acts.add(new Act(acts.size() + 1, vandalism));
            around(acts);
        }
        List<Integer> done = Scenario.collected();
        // A thread that was stopped never ends its item.
        Duration timeout = Duration.ofMillis(all.contains(Vandalism.STOPS) ? 20_000 : 1500);
        RunResult result = Scenario.run(Pipeline.named("vandalism")
            .producer("acts", acts)
            .processor("act", VandalismTests::act,
                    (o) -> o.concurrency(concurrency, 1)
                        .onError(OnError.DEAD_LETTER)
                        .batchSize(AROUND * 2 + 1)
                        .set(Setting.MAX_CRASHES, 1)
                        .set(Setting.UNRESPONSIVE_TIMEOUT, Duration.ofSeconds(2))
                        .set(Setting.ITEM_TIMEOUT, timeout)
                        .set(Setting.WORKER_HEAP, 32L << 20)
                        .set(Setting.JVM_OPTIONS, List.of("-XX:MaxMetaspaceSize=24m"))
                        .set(Setting.COMMAND_PREFIX, List.of("sh", "-c", "ulimit -n 200; exec \"$0\" \"$@\"")))
            .consumer("collect", done::add)
            .build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(done).containsExactlyInAnyOrderElementsOf(
                acts.stream().filter((act) -> fate(act) == Fate.READ).map(Act::number).toList());
        assertThat(result.deadLetters()).extracting(DeadLetter::item)
            .containsExactlyInAnyOrderElementsOf(acts.stream().filter((act) -> fate(act) != Fate.READ).toList());
        assertThat(result.deadLetters()).allSatisfy((letter) -> {
            Vandalism vandalism = ((Act) letter.item()).vandalism();
            assertThat(letter.cause() instanceof WorkerCrashException).isEqualTo(vandalism.fate() == Fate.KILLS);
            assertThat(letter.cause().toString()).contains(vandalism.told());
        });
        assertThat(result.ledger().stage("act").deadLettered()).isEqualTo(acts.size() - done.size());
        Workers.assertNoneLeft();
    }

    private static void around(List<Act> acts) {
        for (int i = 0; i < AROUND; i++) {
            acts.add(new Act(acts.size() + 1, null));
        }
    }

    private static Fate fate(Act act) {
        return (act.vandalism() != null) ? act.vandalism().fate() : Fate.READ;
    }

}

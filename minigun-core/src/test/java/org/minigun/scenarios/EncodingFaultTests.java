package org.minigun.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.process.WorkerCrashException;
import org.minigun.scenarios.Document.Fate;
import org.minigun.scenarios.Trap.Deed;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items and results whose own code does its worst while they are written or read, in a
 * worker and in the application: it costs that item at most.
 */
class EncodingFaultTests {

    private static final int AROUND = 3;

    /**
     * One item of the stage.
     *
     * @param number its number
     * @param deed what is done to it, or {@code null}
     * @param load what it has with it
     * @param trap what is to be laid for its result, or {@code null}
     * @param worker whether that is laid for a worker
     */
    record Act(int number, @Nullable Deed deed, @Nullable Object load, @Nullable Trap trap, boolean worker) {

        Fate fate() {
            return (this.deed != null) ? this.deed.fate() : Fate.READ;
        }

        @Override
        public String toString() {
            return "Act " + this.number + " " + this.deed + " " + this.trap;
        }

    }

    record Done(int number, @Nullable Object load) {
    }

    static Done act(Act act) {
        Trap trap = act.trap();
        return new Done(act.number(), (act.deed() != null && trap != null) ? trap.of(act.deed(), act.worker()) : null);
    }

    @Test
    void itCostsTheWorkerAndItsItemAtMost() {
        List<Act> acts = new ArrayList<>();
        Deed.BEARABLE.forEach((deed) -> inWorker(acts, deed, List.of(Trap.values())));
        inWorker(acts, Deed.EXIT, List.of(Trap.HASH));
        check(acts, false, (o) -> o.concurrency(Concurrency.PROCESS, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "PROCESS", "PROCESS_PER_BATCH" })
    void itCostsNoWorkerInTheApplication(Concurrency concurrency) {
        check(inApplication(Deed.BEARABLE), false, (o) -> o.concurrency(concurrency, 1).batchSize(300));
    }

    @Test
    @Tag("long")
    void itCostsNoWorkerInTheApplicationWithAPipelineInAWorker() {
        // What leaves the pipeline and cannot be written or read has no item to be the
        // failure of.
        check(inApplication(List.of(Deed.INTERRUPT)), true, (o) -> o.concurrency(Concurrency.PROCESS, 1));
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource
    void everywhereInAWorker(Deed deed) {
        List<Act> acts = new ArrayList<>();
        inWorker(acts, deed, List.of(Trap.values()));
        check(acts, false, (o) -> o.concurrency(Concurrency.PROCESS, 2));
        if (deed.fate() != Fate.THROWS) {
            check(acts, true, (o) -> o.concurrency(Concurrency.PROCESS, 2));
        }
    }

    private static void inWorker(List<Act> acts, Deed deed, List<Trap> traps) {
        for (Trap trap : traps) {
            boolean writes = Trap.all(true).contains(trap);
            lay(acts, new Act(0, deed, writes ? null : trap.of(deed, true), writes ? trap : null, true));
        }
    }

    private static List<Act> inApplication(List<Deed> whileRead) {
        List<Act> acts = new ArrayList<>();
        for (Deed deed : Deed.BEARABLE) {
            Trap.all(true).forEach((trap) -> lay(acts, new Act(0, deed, trap.of(deed, false), null, false)));
        }
        for (Deed deed : whileRead) {
            Trap.all(false).forEach((trap) -> lay(acts, new Act(0, deed, null, trap, false)));
        }
        return acts;
    }

    private static void lay(List<Act> acts, Act act) {
        around(acts);
        acts.add(new Act(acts.size() + 1, act.deed(), act.load(), act.trap(), act.worker()));
        around(acts);
    }

    private static void around(List<Act> acts) {
        for (int i = 0; i < AROUND; i++) {
            acts.add(new Act(acts.size() + 1, null, null, null, false));
        }
    }

    private static void check(List<Act> acts, boolean nested, Consumer<StageOptions<Act, Done>> options) {
        List<Integer> done = Scenario.collected();
        Consumer<StageOptions<Act, Done>> all = (o) -> options.accept(o.onError(OnError.DEAD_LETTER)
            .set(Setting.MAX_CRASHES, 1)
            .set(Setting.ITEM_TIMEOUT, Duration.ofMillis(900))
            .set(Setting.ALLOWED_TYPES, List.of("org.minigun.scenarios.*")));
        var source = Pipeline.named("encoding").producer("acts", acts);
        RunResult result = Scenario.run((nested ? source.pipeline(Pipeline.nested("work", Act.class)
            .processor("act", EncodingFaultTests::act, (o) -> o.onError(OnError.DEAD_LETTER))
            .build(), Done.class, all) : source.processor("act", EncodingFaultTests::act, all))
            .consumer("collect", (Done each) -> done.add(each.number()))
            .build(), (engine) -> engine.set(Setting.KEPT_FAILURES, acts.size()));
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(done).containsExactlyInAnyOrderElementsOf(
                acts.stream().filter((act) -> act.fate() == Fate.READ).map(Act::number).toList());
        assertThat(result.deadLetters()).extracting((letter) -> ((Act) letter.item()).number())
            .containsExactlyInAnyOrderElementsOf(
                    acts.stream().filter((act) -> act.fate() != Fate.READ).map(Act::number).toList());
        assertThat(result.deadLetters()).allSatisfy((letter) -> {
            Act act = (Act) letter.item();
            assertThat(letter.cause() instanceof WorkerCrashException).isEqualTo(act.fate() == Fate.KILLS);
            assertThat(letter.cause().toString()).contains(act.deed().told());
        });
        Workers.assertNoneLeft();
    }

}

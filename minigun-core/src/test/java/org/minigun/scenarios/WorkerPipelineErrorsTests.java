package org.minigun.scenarios;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.RunResult;
import org.minigun.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exceptions of stages that run together in a worker whose frames are small.
 */
@Timeout(60)
class WorkerPipelineErrorsTests {

    /** Takes less than a frame, and more than half of one. */
    private static final int DEEP = 150;

    private static final int MAX_FRAME = 16 * 1024;

    static void fail(int depth, int length) {
        if (depth > 0) {
            fail(depth - 1, length);
        }
        throw new IllegalStateException("no ".repeat(length));
    }

    @Test
    @Tag("long")
    void theyArriveWholeIfAFrameHasRoomForThem() {
        List<DeadLetter> letters = failing("whole", (n) -> n, DEEP, 1);
        assertThat(letters).hasSize(20)
            .allSatisfy((letter) -> assertThat(letter.cause().getStackTrace()).hasSizeGreaterThan(DEEP));
    }

    @Test
    void whatNoFrameHasRoomForArrivesShorterAndTheItemWhole() {
        List<DeadLetter> letters = failing("long", (n) -> n + " " + "item ".repeat(2000), 1000, 10_000);
        assertThat(letters).hasSize(20).allSatisfy((letter) -> {
            assertThat((String) letter.item()).hasSizeGreaterThan(10_000);
            assertThat(letter.cause()).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("no no no");
            assertThat(letter.cause().getMessage()).hasSizeGreaterThan(250);
            assertThat(letter.cause().getStackTrace()).hasSizeGreaterThan(3);
            assertThat(letter.cause().getStackTrace()[0].getMethodName()).isEqualTo("fail");
        });
    }

    @Test
    void anItemThatLeavesNoRoomForThemIsToldInWords() {
        List<DeadLetter> letters = failing("large", (n) -> n + " " + "item ".repeat(3250), 1000, 10_000);
        assertThat(letters).hasSize(20).allSatisfy((letter) -> {
            assertThat((String) letter.item()).contains(" item item ").hasSizeBetween(100, 1000);
            assertThat(letter.cause().getMessage()).hasSizeGreaterThan(250);
            assertThat(letter.cause().getStackTrace()).hasSizeGreaterThan(3);
        });
    }

    private static List<DeadLetter> failing(String name, ProcessorFunction<Integer, Object> items, int depth,
            int length) {
        RunResult result = Topology.completed(Pipeline.named(name)
            .producer("numbers", Scenario.numbers(1, 2))
            .pipeline(Pipeline.nested("inner", Integer.class)
                // Many fail together, so that frames are shared.
                .processor("make", Object.class, (Integer n, Output<Object> output) -> {
                    for (int i = 0; i < 10; i++) {
                        output.emit(items.process(10 * n + i));
                    }
                })
                .processor("work", (Object item) -> {
                    fail(depth, length);
                    return item;
                }, (o) -> o.onError(OnError.DEAD_LETTER))
                .build(), Object.class, (o) -> o.concurrency(Concurrency.PROCESS, 1).set(Setting.MAX_FRAME, MAX_FRAME))
            .consumer("collect", (item) -> {
            })
            .build());
        return result.deadLetters();
    }

}

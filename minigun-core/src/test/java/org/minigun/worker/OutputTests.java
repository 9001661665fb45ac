package org.minigun.worker;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.minigun.Output;
import org.minigun.RunStoppedException;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.SessionDescription.Body;
import org.minigun.worker.TestApplication.Settled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What code in a worker may emit, how several results are taken apart, and how producers
 * wait and end.
 */
class OutputTests {

    static final AtomicReference<Output<Object>> kept = new AtomicReference<>();

    static void emits(Integer count, Output<Object> output) {
        for (int i = 0; i < count; i++) {
            output.emit(i);
        }
    }

    static void routes(String item, Output<Object> output) {
        output.to("left").emit(item + "-l");
        output.emit(item);
        output.to("right").emit(item + "-r");
    }

    static void misdirects(String item, Output<Object> output) {
        output.emit("before");
        output.to("up").emit(item);
    }

    static void emitsNull(String item, Output<Object> output) {
        output.emit(null);
    }

    static void keeps(String item, Output<Object> output) {
        Output<Object> before = kept.getAndSet(output);
        if (before != null && item.equals("use")) {
            before.emit("late");
        }
    }

    static void lends(String item, Output<Object> output) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                output.emit("x");
            }
            catch (Throwable ex) {
                thrown.set(ex);
            }
        }, "foreign");
        thread.start();
        thread.join();
        throw (RuntimeException) thrown.get();
    }

    static void emitsUncodable(String item, Output<Object> output) {
        output.emit("fine");
        try {
            output.emit(new Holder(new Thread()));
        }
        catch (IllegalArgumentException ex) {
            // Swallowed, which does not help.
        }
        output.emit("after");
    }

    static Object uncodable(Integer item) {
        return (item % 2 == 0) ? new Holder(new Thread()) : (Object) item;
    }

    static Object several(String kind) {
        return switch (kind) {
            case "stream" -> Stream.of(1, 2);
            case "list" -> List.of(1, 2);
            case "optional" -> Optional.of(1);
            case "empty" -> Optional.empty();
            case "array" -> new Integer[] { 1, 2 };
            case "iterator" -> List.of(1, 2).iterator();
            case "null" -> null;
            case "element" -> Arrays.asList(1, null);
            default -> 5;
        };
    }

    static void counts(Output<Object> output) {
        for (int i = 0; true; i++) {
            output.emit(i);
        }
    }

    static void three(Output<Object> output) {
        for (int i = 0; i < 3; i++) {
            output.emit(i);
        }
        throw new IllegalStateException("No more");
    }

    static Iterator<Integer> items() {
        return List.of(1, 2, 3).iterator();
    }

    @Test
    void anEmitterEmitsAsOftenAsItLikes() throws Exception {
        try (TestApplication application = opened(Body.EMITTER, "emits")) {
            application.items(1, 1, 3, 0, 20_000);
            List<Settled> settled = application.settled(1, 3);
            assertThat(settled.get(0).outputs()).containsExactly("0", "1", "2");
            assertThat(settled.get(1).outputs()).isEmpty();
            assertThat(settled.get(2).outputs()).hasSize(20_000);
        }
    }

    @Test
    void targetsAreToldByTheirNumbers() throws Exception {
        try (TestApplication application = opened(Body.EMITTER, "routes")) {
            application.items(1, 1, "x");
            assertThat(application.settled(1).outputs()).containsExactly("1:x-l", "x", "2:x-r");
        }
    }

    @Test
    void anUnknownTargetIsRefusedWithTheNamesThatMayBeSaid() throws Exception {
        try (TestApplication application = opened(Body.EMITTER, "misdirects")) {
            application.items(1, 1, "x");
            assertThat(application.settled(1).thrown().message()).contains("'inspect'", "'up'", "[left, right]");
        }
    }

    @Test
    void nullIsRefused() throws Exception {
        try (TestApplication application = opened(Body.EMITTER, "emitsNull")) {
            application.items(1, 1, "x");
            assertThat(application.settled(1).thrown().message()).contains("emitted null");
        }
    }

    @Test
    void anOutputMayNotBeUsedByAnotherThread() throws Exception {
        try (TestApplication application = opened(Body.EMITTER, "lends")) {
            application.items(1, 1, "a");
            Settled settled = application.settled(1);
            assertThat(settled.thrown().message()).contains("from another thread (foreign)");
            assertThat(settled.outputs()).isEmpty();
        }
    }

    @Test
    void severalResultsAreTakenApart() throws Exception {
        try (TestApplication application = opened(Body.FLATTEN, "several")) {
            application.items(1, 1, "stream", "list", "optional", "empty", "array", "iterator", "null", "element", "x");
            List<Settled> settled = application.settled(1, 9);
            assertThat(settled.subList(0, 7)).extracting(Settled::outputs)
                .containsExactly(List.of("1", "2"), List.of("1", "2"), List.of("1"), List.of(), List.of("1", "2"),
                        List.of("1", "2"), List.of());
            assertThat(settled.get(7).thrown().message()).contains("emitted null");
            assertThat(settled.get(8).thrown().message()).contains("java.lang.Integer", "return a Stream");
        }
    }

    @Test
    void whatCannotBeEncodedFailsItsItemAlone() throws Exception {
        try (TestApplication application = opened(Body.PROCESSOR, "uncodable")) {
            application.items(1, 1, 1, 2, 3);
            List<Settled> settled = application.settled(1, 3);
            assertThat(settled.get(0).outputs()).containsExactly("1");
            assertThat(settled.get(1).thrown().type()).isEqualTo(CodecException.class.getName());
            assertThat(settled.get(1).thrown().message()).contains("thread");
            assertThat(settled.get(2).outputs()).containsExactly("3");
        }
    }

    @Test
    void anEmittedItemThatCannotBeEncodedFailsTheItemThoughTheCodeSwallowsIt() throws Exception {
        try (TestApplication application = opened(Body.EMITTER, "emitsUncodable")) {
            application.items(1, 1, "x");
            Settled settled = application.settled(1);
            assertThat(settled.kind()).isEqualTo(ResultKind.FAILED);
            assertThat(settled.thrown().type()).isEqualTo(CodecException.class.getName());
        }
    }

    @Test
    void aResultTooLargeForAFrameFailsItsItemAlone() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(OutputTests.class, "sized")));
            application.items(1, 1, 10, TestApplication.MAX_FRAME - 100, TestApplication.MAX_FRAME, 20);
            List<Settled> settled = application.settled(1, 4);
            assertThat(settled).extracting(Settled::kind)
                .containsExactly(ResultKind.RESULT, ResultKind.RESULT, ResultKind.FAILED, ResultKind.RESULT);
            assertThat(settled.get(2).thrown().message()).contains("larger than the limit");
        }
    }

    @RepeatedTest(5)
    void largeItemsArriveWholeWhetherTheStageWaitsForThemOrNot() throws Exception {
        try (TestApplication application = opened(Body.PROCESSOR, "summed")) {
            byte[] ones = new byte[300_000];
            Arrays.fill(ones, (byte) 1);
            byte[] twos = new byte[100_000];
            Arrays.fill(twos, (byte) 2);
            for (int i = 0; i < 10; i++) {
                application.items(1, 1 + i * 10, ones, twos, new byte[5]);
                application.items(1, 4 + i * 10, ones, new byte[7]);
            }
            List<Settled> settled = application.settled(1, 50);
            for (int i = 0; i < 50; i += 5) {
                assertThat(settled.subList(i, i + 5)).extracting((each) -> each.outputs().get(0))
                    .containsExactly("300000", "200000", "0", "300000", "0");
            }
        }
    }

    @Test
    void anItemThatCannotBeDecodedFailsAloneInAnyFrame() throws Exception {
        try (TestApplication application = opened(Body.PROCESSOR, "summed")) {
            for (int size : new int[] { 10, 100_000 }) {
                var frame = application.out().begin(FrameType.ITEMS);
                frame.writeVarLong(1);
                for (int number = 1; number <= 3; number++) {
                    frame.writeVarLong(number);
                    int length = frame.reserveLength();
                    if (number == 2) {
                        frame.writeBytes(new byte[] { -1, -1, -1 }, 0, 3);
                    }
                    else {
                        application.codec().write(new byte[size], frame);
                    }
                    frame.patchLength(length);
                }
                application.out().end();
                application.out().flush();
                List<Settled> settled = application.settled(1, 3);
                assertThat(settled).extracting(Settled::kind)
                    .containsExactly(ResultKind.RESULT, ResultKind.FAILED, ResultKind.RESULT);
                assertThat(settled.get(1).thrown().type()).isEqualTo(CodecException.class.getName());
            }
        }
    }

    static Integer summed(byte[] bytes) {
        int sum = 0;
        for (byte each : bytes) {
            sum += each;
        }
        return sum;
    }

    static byte[] sized(Integer size) {
        return new byte[size];
    }

    @RepeatedTest(20)
    void aProducerEmitsAsManyAsItMayAndEndsWhenAsked() throws Exception {
        try (TestApplication application = opened(Body.PRODUCER, "counts")) {
            application.credit(1, 70);
            application.credit(1, 30);
            int seen = 0;
            while (seen < 100) {
                var frame = application.expect(FrameType.RESULTS, 1);
                while (frame.remaining() > 0) {
                    assertThat(frame.readByte()).isEqualTo((byte) ResultKind.OUTPUT);
                    frame.readVarLong();
                    frame.readVarInt();
                    assertThat(application.codec().read(frame.slice(frame.readLength()))).isEqualTo(seen);
                    seen++;
                }
            }
            application.send(FrameType.STOP, 1);
            Settled ended = application.settled(1);
            assertThat(ended.kind()).isEqualTo(ResultKind.ENDED);
            assertThat(ended.number()).isEqualTo(100);
            assertThat(application.status().emittedCount()).isEqualTo(100);
            application.send(FrameType.CLOSE, 1);
            assertThat(application.closed(1)).isNull();
        }
    }

    @Test
    void aProducerThatThrowsEndsBadlyWithWhatItEmitted() throws Exception {
        try (TestApplication application = opened(Body.PRODUCER, "three")) {
            application.credit(1, 10);
            Settled ended = application.settled(1);
            assertThat(ended.kind()).isEqualTo(ResultKind.ENDED_BADLY);
            assertThat(ended.number()).isEqualTo(3);
            assertThat(ended.outputs()).containsExactly("0", "1", "2");
            assertThat(ended.thrown().message()).isEqualTo("No more");
        }
    }

    @Test
    void whatAProducerReturnsIsEmitted() throws Exception {
        try (TestApplication application = opened(Body.ITEMS, "items")) {
            application.credit(1, 10);
            Settled ended = application.settled(1);
            assertThat(ended.kind()).isEqualTo(ResultKind.ENDED);
            assertThat(ended.outputs()).containsExactly("1", "2", "3");
        }
    }

    @Test
    void aProducerThatIsCutOffIsToldSoWhereItEmits() throws Exception {
        try (TestApplication application = opened(Body.PRODUCER, "counts")) {
            application.send(FrameType.INTERRUPT, 1);
            assertThat(application.settled(1).kind()).isEqualTo(ResultKind.ENDED);
        }
    }

    @Test
    void anEmitterThatIsCutOffIsToldSoWhereItEmits() throws Exception {
        try (TestApplication application = opened(Body.EMITTER, "emits")) {
            application.send(FrameType.INTERRUPT, 1);
            application.items(1, 1, 1);
            assertThat(application.settled(1).thrown().type()).isEqualTo(RunStoppedException.class.getName());
        }
    }

    private static TestApplication opened(Body body, String method) throws Exception {
        TestApplication application = TestApplication.start();
        application.opened(1, TestApplication.session(body, Codes.ofStatic(OutputTests.class, method)));
        return application;
    }

    record Holder(Thread thread) {
    }

}

package org.minigun.worker;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.minigun.ConsumerFunction;
import org.minigun.ProcessorFunction;
import org.minigun.WorkerContext;
import org.minigun.WorkerHook;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.SessionDescription.Body;
import org.minigun.protocol.StageCode;
import org.minigun.protocol.ThrowableData;
import org.minigun.worker.TestApplication.Settled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session from {@code OPEN} to {@code CLOSED}: how a worker comes to the code, and what
 * it answers.
 */
class SessionTests {

    static int doubled(int item) {
        return item * 2;
    }

    static long longer(long item) {
        return item + 1;
    }

    static Integer even(Integer item) {
        return (item % 2 == 0) ? item : null;
    }

    static String fails(String item) {
        throw new IllegalArgumentException("Not " + item);
    }

    static int recursion(int item) {
        return recursion(item + 1) + 1;
    }

    static String thread(Integer item) {
        return Thread.currentThread().getName() + " "
                + (Thread.currentThread().getContextClassLoader() == SessionTests.class.getClassLoader());
    }

    static String missing(Integer item) {
        throw new NoClassDefFoundError("com/acme/Missing");
    }

    @Test
    void aStaticMethodIsCalledForEachItem() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1,
                    TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "doubled")));
            application.items(1, 10, 1, 2, 3);
            assertThat(application.settled(1, 3)).extracting(Settled::number, Settled::outputs)
                .containsExactly(row(10, "2"), row(11, "4"), row(12, "6"));
            application.send(FrameType.CLOSE, 1);
            assertThat(application.closed(1)).isNull();
        }
    }

    @Test
    void manyItemsGiveTheSameBeforeAndAfterTheMethodIsLinked() throws Exception {
        for (String method : List.of("doubled", "even", "longer")) {
            try (TestApplication application = TestApplication.start()) {
                application.opened(1,
                        TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, method)));
                for (int batch = 0; batch < 30; batch++) {
                    Object[] items = new Object[100];
                    java.util.Arrays.setAll(items, (index) -> index);
                    application.items(1, 1 + batch * 100, items);
                    List<Settled> settled = application.settled(1, 100);
                    for (int i = 0; i < 100; i++) {
                        Object expected = switch (method) {
                            case "doubled" -> List.of(String.valueOf(2 * i));
                            case "longer" -> List.of(String.valueOf(i + 1));
                            default -> (i % 2 == 0) ? List.of(String.valueOf(i)) : List.of();
                        };
                        assertThat(settled.get(i).outputs()).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void nullMeansDoneWithoutResult() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "even")));
            application.items(1, 1, 3);
            Settled settled = application.settled(1);
            assertThat(settled.kind()).isEqualTo(ResultKind.DONE);
            assertThat(settled.outputs()).isEmpty();
        }
    }

    @Test
    void anExceptionIsToldAsTheCodeThrewItWithTheUsersFramesAlone() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "fails")));
            application.items(1, 1, "a", "b");
            List<Settled> settled = application.settled(1, 2);
            ThrowableData thrown = settled.get(0).thrown();
            assertThat(thrown.type()).isEqualTo(IllegalArgumentException.class.getName());
            assertThat(thrown.message()).isEqualTo("Not a");
            assertThat(thrown.stack()).hasSize(1)
                .allSatisfy((frame) -> assertThat(frame.getMethodName()).isEqualTo("fails"));
            assertThat(settled.get(1).thrown().message()).isEqualTo("Not b");
        }
    }

    @Test
    void anOverflowOfTheStackAndAMissingClassAreFailuresOfTheItem() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1,
                    TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "recursion")));
            application.items(1, 1, 1);
            assertThat(application.settled(1).thrown().type()).isEqualTo(StackOverflowError.class.getName());
            application.send(FrameType.CLOSE, 1);
            application.closed(1);
            application.opened(2,
                    TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "missing")));
            application.items(2, 2, 1);
            assertThat(application.settled(2).thrown().type()).isEqualTo(NoClassDefFoundError.class.getName());
        }
    }

    @Test
    void theStageRunsOnAThreadOfItsNameWithTheApplicationsLoader() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1,
                    TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "thread")));
            application.items(1, 1, 1);
            assertThat(application.settled(1).outputs()).containsExactly("minigun-census-inspect true");
        }
    }

    @Test
    void anInstanceIsConstructedOnceASessionAndClosedAtItsEnd() throws Exception {
        Instance.closed.set(0);
        try (TestApplication application = TestApplication.start()) {
            for (int session = 1; session <= 3; session++) {
                application.opened(session,
                        TestApplication.session(Body.PROCESSOR, Codes.constructed(Instance.class, "count")));
                application.items(session, session * 10L, 1, 1);
                assertThat(application.settled(session, 2)).extracting(Settled::outputs)
                    .containsExactly(List.of("1"), List.of("2"));
                application.send(FrameType.CLOSE, session);
                assertThat(application.closed(session)).isNull();
                assertThat(Instance.closed).hasValue(session);
            }
        }
    }

    @Test
    void aSerializedInstanceHasItsState() throws Exception {
        Snapshot snapshot = new Snapshot();
        snapshot.prefix = "as it was ";
        StageCode code = Codes.serialized(snapshot, "prefixed");
        snapshot.prefix = "changed ";
        try (TestApplication application = TestApplication.start()) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, code));
            application.items(1, 1, "x");
            assertThat(application.settled(1).outputs()).containsExactly("as it was x");
        }
    }

    @Test
    void functionsAreCalled() throws Exception {
        int captured = 7;
        ProcessorFunction<Integer, Integer> processor = (item) -> item + captured;
        ConsumerFunction<Integer> consumer = (item) -> {
            if (item == 2) {
                throw new java.io.IOException("Full");
            }
        };
        try (TestApplication application = TestApplication.start()) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.function(processor)));
            application.items(1, 1, 1);
            assertThat(application.settled(1).outputs()).containsExactly("8");
            application.send(FrameType.CLOSE, 1);
            application.closed(1);
            application.opened(2, TestApplication.session(Body.CONSUMER, Codes.function(consumer)));
            application.items(2, 1, 1, 2);
            List<Settled> settled = application.settled(2, 2);
            assertThat(settled.get(0).kind()).isEqualTo(ResultKind.DONE);
            assertThat(settled.get(1).thrown().type()).isEqualTo("java.io.IOException");
        }
    }

    @Test
    void hooksRunOnTheInstanceBeforeTheFirstItem() throws Exception {
        WorkerHook function = (context) -> Hooked.seen = context.stage() + " " + context.properties();
        try (TestApplication application = TestApplication.start()) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.constructed(Hooked.class, "told"),
                    List.of(Codes.constructed(Hooked.class, "prepare"), Codes.function(function)), List.of()));
            application.items(1, 1, "x");
            assertThat(application.settled(1).outputs()).containsExactly("3 census run-1 inspect {colour=blue}");
        }
    }

    @Test
    void aHookThatThrowsFailsTheStart() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            SessionDescription description = TestApplication.session(Body.PROCESSOR,
                    Codes.constructed(Hooked.class, "told"), List.of(Codes.constructed(Hooked.class, "fail")),
                    List.of());
            application.open(1, description);
            ThrowableData thrown = ThrowableData.read(application.expect(FrameType.OPEN_FAILED, 1));
            assertThat(thrown.type()).isEqualTo(IllegalStateException.class.getName());
            assertThat(thrown.message()).isEqualTo("No model");
            application.opened(2,
                    TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "doubled")));
        }
    }

    @Test
    void codeThatIsNotThereFailsTheStartAndSaysWhat() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.open(1, TestApplication.session(Body.PROCESSOR,
                    new StageCode(StageCode.Kind.STATIC_METHOD, SessionTests.class.getName(), "gone", "()V", null)));
            assertThat(ThrowableData.read(application.expect(FrameType.OPEN_FAILED, 1)).message()).contains("gone()V",
                    SessionTests.class.getName());
            application.open(2, TestApplication.session(Body.PROCESSOR,
                    new StageCode(StageCode.Kind.CONSTRUCTED, "com.acme.Gone", "m", "()V", null)));
            assertThat(ThrowableData.read(application.expect(FrameType.OPEN_FAILED, 2)).type())
                .isEqualTo(ClassNotFoundException.class.getName());
        }
    }

    @Test
    void whatCloseThrowsIsToldAndTheWorkerGoesOn() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1,
                    TestApplication.session(Body.PROCESSOR, Codes.constructed(BadlyClosed.class, "same")));
            application.send(FrameType.CLOSE, 1);
            assertThat(application.closed(1).message()).isEqualTo("Still busy");
            application.opened(2,
                    TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "doubled")));
        }
    }

    @Test
    void theWorkerReturnsWhenToldToEnd() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.send(FrameType.SHUTDOWN, 0);
            application.awaitEnd();
            assertThat(application.isGone()).isFalse();
        }
    }

    @Test
    void theEndOfTheConnectionEndsTheWorker() throws Exception {
        TestApplication application = TestApplication.start();
        application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "doubled")));
        application.close();
        application.awaitGone();
    }

    @Test
    void aFrameForAnotherSessionEndsTheWorker() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1,
                    TestApplication.session(Body.PROCESSOR, Codes.ofStatic(SessionTests.class, "doubled")));
            application.items(2, 1, 1);
            application.awaitGone();
        }
    }

    private static org.assertj.core.groups.Tuple row(long number, String output) {
        return org.assertj.core.api.Assertions.tuple(number, List.of(output));
    }

    static final class Instance implements AutoCloseable {

        static final AtomicInteger closed = new AtomicInteger();

        private int count;

        private Instance() {
        }

        private int count(Integer item) {
            this.count += item;
            return this.count;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }

    }

    static class Snapshot implements Serializable {

        private static final long serialVersionUID = 1L;

        String prefix = "";

        String prefixed(String item) {
            return this.prefix + item;
        }

    }

    static class Hooked {

        static String seen = "";

        private String prepared = "";

        void prepare(WorkerContext context) {
            this.prepared = context.workerIndex() + " " + context.task() + " " + context.run();
        }

        void fail() {
            throw new IllegalStateException("No model");
        }

        String told(String item) {
            return this.prepared + " " + seen;
        }

    }

    static class BadlyClosed implements AutoCloseable {

        int same(Integer item) {
            return item;
        }

        @Override
        public void close() {
            throw new IllegalStateException("Still busy");
        }

    }

}

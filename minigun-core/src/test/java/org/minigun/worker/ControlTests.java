package org.minigun.worker;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.SessionDescription.Body;
import org.minigun.protocol.StatusPage;
import org.minigun.worker.TestApplication.Settled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What reaches a worker while it works, and what it tells while it works: stacks,
 * interrupts, log records, results that wait, last words.
 */
class ControlTests {

    private static final Semaphore begun = new Semaphore(0);

    private static final Semaphore mayEnd = new Semaphore(0);

    static String holds(String item) throws InterruptedException {
        if (item.equals("hold")) {
            begun.release();
            mayEnd.acquire();
        }
        return item;
    }

    static String interruptsItself(Integer item) throws InterruptedException {
        boolean clean = !Thread.currentThread().isInterrupted();
        Thread.currentThread().interrupt();
        return "clean " + clean;
    }

    static Integer pesters(Integer item) {
        return item;
    }

    static Integer dies(String how) throws Throwable {
        throw switch (how) {
            case "heap" -> new OutOfMemoryError("Java heap space");
            case "wrapped" -> new IllegalStateException(new OutOfMemoryError("Metaspace"));
            default -> new InternalError("Broken");
        };
    }

    static Integer exhausts(Integer item) {
        long[][] all = new long[1 << 20][];
        return new int[Integer.MAX_VALUE].length + all.length;
    }

    static Integer diesElsewhere(Integer item) throws InterruptedException {
        Thread thread = new Thread(() -> {
            throw new OutOfMemoryError("unable to create native thread: possibly out of memory");
        });
        thread.start();
        mayEnd.acquire();
        return item;
    }

    @Test
    void theStacksOfAllThreadsAreToldWhileAnItemIsInWork() throws Exception {
        try (TestApplication application = opened("holds")) {
            application.items(1, 7, "hold");
            begun.acquire();
            assertThat(application.status().current()).isEqualTo(7);
            application.out().begin(FrameType.DUMP);
            application.out().end();
            application.out().flush();
            String dump = application.expect(FrameType.DUMPED).readString();
            assertThat(dump).startsWith("\"minigun-census-inspect\"").contains("ControlTests.holds", "test-worker");
            mayEnd.release();
            application.settled(1);
            application.send(FrameType.CLOSE, 1);
            application.closed(1);
            assertThat(application.status().current()).isZero();
            assertThat(application.status().settled()).isEqualTo(1);
        }
    }

    @RepeatedTest(20)
    void resultsThatWaitAreSentWhileALongItemIsInWork() throws Exception {
        try (TestApplication application = opened("holds")) {
            application.items(1, 1, "a", "b", "hold", "c");
            assertThat(application.settled(1, 2)).extracting(Settled::number).containsExactly(1L, 2L);
            begun.acquire();
            mayEnd.release();
            assertThat(application.settled(1, 2)).extracting(Settled::number).containsExactly(3L, 4L);
        }
    }

    @RepeatedTest(20)
    void anInterruptReachesTheStagesCode() throws Exception {
        try (TestApplication application = opened("holds")) {
            application.items(1, 1, "hold");
            begun.acquire();
            application.send(FrameType.INTERRUPT, 1);
            assertThat(application.settled(1).thrown().type()).isEqualTo(InterruptedException.class.getName());
            application.items(1, 2, "b");
            assertThat(application.settled(1).outputs()).containsExactly("b");
        }
    }

    @Test
    void anInterruptThatTheCodeLeavesBehindReachesNeitherTheNextItemNorTheSocket() throws Exception {
        try (TestApplication application = opened("interruptsItself")) {
            application.items(1, 1, 1, 2, 3);
            assertThat(application.settled(1, 3)).extracting((each) -> each.outputs().get(0))
                .containsOnly("clean true");
        }
    }

    @Test
    void interruptsFromAnywhereAtAnyTimeDoNotHarmTheConnection() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (TestApplication application = opened("pesters")) {
            CountDownLatch started = new CountDownLatch(1);
            Thread pest = new Thread(() -> {
                while (!over.get()) {
                    Thread.getAllStackTraces()
                        .keySet()
                        .stream()
                        .filter((each) -> each.getName().startsWith("minigun-"))
                        .forEach(Thread::interrupt);
                    started.countDown();
                }
            });
            pest.start();
            started.await();
            for (int i = 0; i < 2000; i++) {
                application.items(1, 1 + i * 3, 1, 2, 3);
                assertThat(application.settled(1, 3)).hasSize(3);
            }
            over.set(true);
            pest.join();
            assertThat(application.isGone()).isFalse();
        }
    }

    @Test
    void runningOutOfMemoryIsToldAndEndsTheProcess() throws Exception {
        for (Map.Entry<String, Integer> each : Map
            .of("heap", StatusPage.OUT_OF_HEAP, "wrapped", StatusPage.OUT_OF_METASPACE, "other", StatusPage.FATAL_ERROR)
            .entrySet()) {
            try (TestApplication application = opened("dies")) {
                application.items(1, 9, each.getKey());
                ItemReader dying = application.expect(FrameType.DYING);
                assertThat(dying.readByte()).isEqualTo(each.getValue().byteValue());
                assertThat(dying.readString()).contains("Error");
                assertThat(application.awaitHalt()).isEqualTo(3);
                assertThat(application.status().reason()).isEqualTo(each.getValue());
                assertThat(application.status().current()).isEqualTo(9);
            }
        }
    }

    @Test
    void anArrayThatIsTooLargeIsToldAsSuch() throws Exception {
        try (TestApplication application = opened("exhausts")) {
            application.items(1, 9, 1);
            assertThat(application.awaitHalt()).isEqualTo(3);
            assertThat(application.status().reason()).isEqualTo(StatusPage.ARRAY_TOO_LARGE);
        }
    }

    @Test
    void runningOutOfMemoryInAThreadOfTheStageEndsTheProcessToo() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        try (TestApplication application = opened("diesElsewhere")) {
            application.items(1, 9, 1);
            assertThat(application.awaitHalt()).isEqualTo(3);
            assertThat(application.status().reason()).isEqualTo(StatusPage.OUT_OF_THREADS);
            mayEnd.release();
        }
        finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void theKindOfMemoryIsKnownByTheJvmsWords() {
        assertThat(reason("Java heap space")).isEqualTo(StatusPage.OUT_OF_HEAP);
        assertThat(reason("GC overhead limit exceeded")).isEqualTo(StatusPage.OUT_OF_HEAP);
        assertThat(reason("Requested array size exceeds VM limit")).isEqualTo(StatusPage.ARRAY_TOO_LARGE);
        assertThat(reason("Required length exceeds implementation limit")).isEqualTo(StatusPage.ARRAY_TOO_LARGE);
        assertThat(reason("Compressed class space")).isEqualTo(StatusPage.OUT_OF_METASPACE);
        assertThat(reason("Direct buffer memory")).isEqualTo(StatusPage.OUT_OF_DIRECT_MEMORY);
        assertThat(reason("Cannot reserve 8192 bytes of direct buffer memory (allocated: 1, limit: 2)"))
            .isEqualTo(StatusPage.OUT_OF_DIRECT_MEMORY);
        assertThat(reason("unable to create native thread: possibly out of memory"))
            .isEqualTo(StatusPage.OUT_OF_THREADS);
        assertThat(reason(null)).isEqualTo(StatusPage.OUT_OF_HEAP);
    }

    private static int reason(String message) {
        return Fatal.reason(new OutOfMemoryError(message));
    }

    @Test
    void heartbeatsAreShownWhileTheStageHangs() throws Exception {
        try (TestApplication application = opened("holds")) {
            application.items(1, 1, "hold");
            begun.acquire();
            long before = application.status().heartbeat();
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (application.status().heartbeat() < before + 2 && System.nanoTime() < limit) {
                Thread.onSpinWait();
            }
            assertThat(application.status().heartbeat()).isGreaterThan(before);
            mayEnd.release();
            application.settled(1);
        }
    }

    private static TestApplication opened(String method) throws Exception {
        TestApplication application = TestApplication.start();
        application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(ControlTests.class, method)));
        return application;
    }

}

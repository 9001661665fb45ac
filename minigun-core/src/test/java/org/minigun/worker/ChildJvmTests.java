package org.minigun.worker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.process.launch.LaunchOptions;
import org.minigun.process.launch.LaunchedWorker;
import org.minigun.process.launch.WorkerLauncher;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.SessionDescription.Body;
import org.minigun.protocol.StatusPage;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The worker's program in a JVM of its own, where memory really runs out and code really
 * exits.
 */
class ChildJvmTests {

    private static final LaunchOptions OPTIONS = new LaunchOptions(null, 48L << 20,
            List.of("-XX:MaxMetaspaceSize=32m", "-XX:MaxDirectMemorySize=16m"), List.of(),
            LaunchOptions.DEFAULTS.environment(), null, LaunchOptions.DEFAULTS.workerProperties(),
            LaunchOptions.DEFAULTS.startTimeout(), TestApplication.MAX_FRAME, 256, false, 0, false);

    private static WorkerLauncher launcher;

    private static final List<Object> hoard = new ArrayList<>();

    @BeforeAll
    static void createLauncher() {
        launcher = WorkerLauncher.create();
    }

    @AfterAll
    static void closeLauncher() {
        launcher.close();
    }

    static Integer dies(String how) throws Exception {
        switch (how) {
            case "heap" -> {
                while (true) {
                    hoard.add(new long[100_000]);
                }
            }
            case "small" -> {
                while (true) {
                    hoard.add(new Object[] { hoard.size() });
                }
            }
            case "direct" -> {
                while (true) {
                    hoard.add(ByteBuffer.allocateDirect(1 << 20));
                }
            }
            case "array" -> hoard.add(new byte[Integer.MAX_VALUE]);
            case "elsewhere" -> {
                Thread thread = new Thread(() -> hoard.add(new long[1 << 26]));
                thread.start();
                thread.join();
                Thread.sleep(60_000);
            }
            case "exit" -> System.exit(42);
            case "halt" -> Runtime.getRuntime().halt(43);
            case "hang" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }));
                System.exit(44);
            }
            default -> {
                return how.length();
            }
        }
        return -1;
    }

    static Integer logs(Integer item) {
        MDC.put("request", "r" + item);
        LoggerFactory.getLogger("com.acme.Inspector").warn("Odd item {}", item);
        java.util.logging.Logger.getLogger("com.acme.Old").severe("Old item " + item);
        MDC.clear();
        System.out.println("printed " + item);
        return item;
    }

    @Test
    @Tag("long")
    void eachKindOfMemoryThatRunsOutIsToldAndTheItemIsKnown() throws Exception {
        assertDeath("heap", 3, StatusPage.OUT_OF_HEAP);
        assertDeath("small", 3, StatusPage.OUT_OF_HEAP);
        assertDeath("direct", 3, StatusPage.OUT_OF_DIRECT_MEMORY);
        assertDeath("array", 3, StatusPage.ARRAY_TOO_LARGE);
        assertDeath("elsewhere", 3, StatusPage.OUT_OF_HEAP);
    }

    @Test
    void exitCodesOfTheStagesCodeAreThoseOfTheProcess() throws Exception {
        assertDeath("exit", 42, StatusPage.NO_REASON);
        assertDeath("halt", 43, StatusPage.NO_REASON);
    }

    @Test
    @Tag("long")
    void aShutdownHookThatHangsDoesNotHoldTheExit() throws Exception {
        assertDeath("hang", ExitGuard.EXIT_CODE, StatusPage.NO_REASON);
    }

    private static void assertDeath(String how, int exitCode, int reason) throws Exception {
        LaunchedWorker launched = launcher.launch(OPTIONS, 1);
        try (TestApplication application = TestApplication.of(launched)) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(ChildJvmTests.class, "dies")));
            application.items(1, 5, "fine");
            assertThat(application.settled(1).outputs()).containsExactly("4");
            application.items(1, 6, how);
            assertThat(launched.process().waitFor(20, TimeUnit.SECONDS)).as(how).isTrue();
            assertThat(launched.process().exitValue()).as(how).isEqualTo(exitCode);
            assertThat(application.status().reason()).as(how).isEqualTo(reason);
            assertThat(application.status().current()).as(how).isEqualTo(6);
        }
    }

    @Test
    void logRecordsOfBothKindsArriveAndPrintedLinesStayApart() throws Exception {
        LaunchedWorker launched = launcher.launch(OPTIONS, 2);
        try (TestApplication application = TestApplication.of(launched)) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(ChildJvmTests.class, "logs")));
            application.items(1, 1, 7);
            FrameReader in = application.in();
            List<String> records = new ArrayList<>();
            while (records.size() < 2) {
                assertThat(in.next()).isTrue();
                if (in.type() == FrameType.LOG) {
                    ItemReader record = in.payload();
                    records.add(record.readByte() + " " + record.readString() + " " + record.readString());
                }
            }
            assertThat(records).containsExactly("30 com.acme.Inspector Odd item 7", "40 com.acme.Old Old item 7");
        }
    }

    @Test
    void stacksOfAHangingItemAreToldInGoodTime() throws Exception {
        LaunchedWorker launched = launcher.launch(OPTIONS, 3);
        try (TestApplication application = TestApplication.of(launched)) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(ChildJvmTests.class, "dies")));
            application.out().begin(FrameType.DUMP);
            application.out().end();
            long start = System.nanoTime();
            application.out().flush();
            assertThat(application.expect(FrameType.DUMPED).readString()).contains("minigun-census-inspect");
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2000);
        }
    }

}

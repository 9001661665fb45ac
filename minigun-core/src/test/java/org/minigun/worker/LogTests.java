package org.minigun.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.SessionDescription.Body;
import org.minigun.protocol.ThrowableData;
import org.minigun.worker.logging.WorkerLoggerProvider;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.spi.MDCAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Log records of a worker on their way to the application.
 */
class LogTests {

    private static final ILoggerFactory loggers = new WorkerLoggerProvider().getLoggerFactory();

    static Integer logs(Integer item) throws InterruptedException {
        Logger logger = loggers.getLogger("com.acme.Inspector");
        logger.debug("Not at this level");
        logger.warn("Odd item {}", item, new IllegalStateException("Bent"));
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            logger.info("From elsewhere");
        }, "elsewhere");
        thread.start();
        thread.join();
        return item;
    }

    static Integer debugs(Integer item) {
        loggers.getLogger("com.acme.Debugged").debug("Seen");
        loggers.getLogger("org.other.Quiet").info("Not seen");
        return item;
    }

    static Integer floods(Integer item) {
        Logger logger = loggers.getLogger("com.acme.Flood");
        String long64k = "x".repeat(100_000);
        for (int i = 0; i < item; i++) {
            logger.info(long64k);
        }
        return item;
    }

    @Test
    void recordsAreSentWithLevelLoggerThreadAndException() throws Exception {
        try (TestApplication application = opened("logs", Map.of())) {
            application.items(1, 1, 5);
            List<String> records = new ArrayList<>();
            FrameReader in = application.in();
            while (records.size() < 2) {
                assertThat(in.next()).isTrue();
                if (in.type() == FrameType.LOG) {
                    records.add(text(in.payload()));
                }
            }
            assertThat(records).containsExactlyInAnyOrder(
                    "30 com.acme.Inspector Odd item 5 minigun-census-inspect 0 java.lang.IllegalStateException: Bent",
                    "20 com.acme.Inspector From elsewhere elsewhere 0 -");
        }
    }

    @Test
    void levelsAreThoseThatTheApplicationNames() throws Exception {
        try (TestApplication application = opened("debugs",
                Map.of("org.minigun.log.level", "WARN", "org.minigun.log.level.com.acme", "DEBUG"))) {
            application.items(1, 1, 5);
            assertThat(text(application.expect(FrameType.LOG))).startsWith("10 com.acme.Debugged Seen");
            assertThat(application.settled(1).outputs()).containsExactly("5");
        }
    }

    @Test
    void aFloodOfRecordsIsCutShortWhereTheApplicationDoesNotRead() throws Exception {
        try (TestApplication application = opened("floods", Map.of())) {
            application.items(1, 1, 100);
            int records = 0;
            while (true) {
                assertThat(application.in().next()).isTrue();
                if (application.in().type() == FrameType.RESULTS) {
                    break;
                }
                assertThat(application.in().payload().remaining()).isLessThan(70_000);
                records++;
            }
            assertThat(records).isEqualTo(100);
        }
    }

    @Test
    void theDiagnosticContextIsKeptByThread() throws Exception {
        MDCAdapter context = new WorkerLoggerProvider().getMDCAdapter();
        context.put("a", "b");
        assertThat(context.getCopyOfContextMap()).containsEntry("a", "b");
        context.clear();
    }

    private static String text(ItemReader record) throws Exception {
        String text = record.readByte() + " " + record.readString() + " " + record.readString() + " "
                + record.readString() + " " + record.readVarInt() + " ";
        return text + (record.readBoolean() ? ThrowableData.read(record).text() : "-");
    }

    private static TestApplication opened(String method, Map<String, String> properties) throws Exception {
        TestApplication application = TestApplication.start(properties);
        application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(LogTests.class, method)));
        return application;
    }

}

package org.minigun.process;

import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ThrowableData;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Log records of workers in the application's log.
 */
class WorkerLogTests {

    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    private final Logger acme = (Logger) LoggerFactory.getLogger("com.acme");

    @BeforeEach
    void listen() {
        this.acme.setLevel(Level.INFO);
        this.seen.start();
        this.acme.addAppender(this.seen);
    }

    @AfterEach
    void stopListening() {
        this.acme.detachAppender(this.seen);
        this.acme.setLevel(null);
    }

    @Test
    void aRecordKeepsLoggerLevelContextAndExceptionAndNamesItsWorker() throws Exception {
        MDC.put("mine", "kept");
        WorkerLog.forward(4,
                record(30, "com.acme.Inspector", Map.of("request", "r1"), new IllegalStateException("Bent")));
        ILoggingEvent event = this.seen.list.get(0);
        assertThat(event.getLoggerName()).isEqualTo("com.acme.Inspector");
        assertThat(event.getLevel()).isEqualTo(Level.WARN);
        assertThat(event.getFormattedMessage()).isEqualTo("Odd {} item");
        assertThat(event.getMDCPropertyMap()).containsEntry("request", "r1")
            .containsEntry("minigun.worker", "4")
            .containsEntry("minigun.worker.thread", "main-there")
            .doesNotContainKey("mine");
        assertThat(event.getThrowableProxy().getMessage()).contains("Bent");
        assertThat(MDC.getCopyOfContextMap()).containsExactly(Map.entry("mine", "kept"));
        MDC.clear();
    }

    @Test
    void levelsOfTheApplicationHold() throws Exception {
        WorkerLog.forward(4, record(10, "com.acme.Inspector", Map.of(), null));
        assertThat(this.seen.list).isEmpty();
    }

    @Test
    void namesOfLoggersDoNotFillTheMemory() throws Exception {
        LoggerContext context = this.acme.getLoggerContext();
        int before = context.getLoggerList().size();
        for (int i = 0; i < 10_000; i++) {
            WorkerLog.forward(4, record(0, "hostile" + i, Map.of(), null));
        }
        assertThat(context.getLoggerList().size() - before).isLessThan(3000);
    }

    @Test
    void whatIsNoRecordIsRefused() {
        assertThatExceptionOfType(CodecException.class)
            .isThrownBy(() -> WorkerLog.forward(4, new ItemReader(new byte[] { 20, 127, 1 })));
        assertThatExceptionOfType(CodecException.class)
            .isThrownBy(() -> WorkerLog.forward(4, new ItemReader(new byte[] { 20, 0, 0, 0, -1, -1, -1, -1, 15 })));
    }

    private static ItemReader record(int level, String logger, Map<String, String> context, @Nullable Throwable thrown)
            throws CodecException {
        ItemWriter out = new ItemWriter();
        out.writeByte(level);
        out.writeString(logger);
        out.writeString("Odd {} item");
        out.writeString("main-there");
        out.writeVarInt(context.size());
        for (Map.Entry<String, String> entry : context.entrySet()) {
            out.writeString(entry.getKey());
            out.writeString(entry.getValue());
        }
        out.writeBoolean(thrown != null);
        if (thrown != null) {
            ThrowableData.write(thrown, out);
        }
        return new ItemReader(out.toByteArray());
    }

}

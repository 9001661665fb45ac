package org.minigun.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minigun.Settings;
import org.minigun.process.ScriptedWorker.Script;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ResultKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of a producer whose worker says what it must not: it fails, and what it
 * had emitted stays.
 */
@Timeout(60)
class HostileProducerTests {

    private static final Map<String, Script> HOSTILE = Map.ofEntries(
            results("a result of another kind", (out) -> head(out, ResultKind.DONE)),
            results("a target that was not declared", (out) -> {
                head(out, ResultKind.OUTPUT);
                out.writeVarLong(3);
                out.writeVarLong(0);
            }), results("a length beyond the frame", (out) -> {
                head(out, ResultKind.OUTPUT);
                out.writeVarLong(0);
                out.writeVarLong(1 << 30);
            }), results("a negative length", (out) -> {
                head(out, ResultKind.OUTPUT);
                out.writeVarLong(0);
                out.writeVarLong(-1);
            }), results("a record that is cut off", (out) -> out.writeByte(ResultKind.OUTPUT)),
            results("an end without its exception", (out) -> {
                head(out, ResultKind.ENDED_BADLY);
                out.writeVarLong(0);
            }),
            Map.entry("another session",
                    (worker, item) -> worker.send(FrameType.RESULTS, worker.session() + 1,
                            (out) -> head(out, ResultKind.ENDED))),
            Map.entry("the end of its session",
                    (worker, item) -> worker.send(FrameType.CLOSED, (out) -> out.writeByte(0))),
            Map.entry("a frame that is the application's",
                    (worker, item) -> worker.send(FrameType.CREDIT, (out) -> out.writeVarLong(1))),
            Map.entry("a frame of negative length",
                    (worker, item) -> worker.raw((byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) 1)),
            Map.entry("a frame over the limit",
                    (worker, item) -> worker.raw((byte) 0x7f, (byte) -1, (byte) -1, (byte) -1, (byte) 1)));

    @TempDir
    private Path directory;

    private static Map.Entry<String, Script> results(String name, ScriptedWorker.Payload said) {
        return Map.entry(name, (worker, item) -> worker.send(FrameType.RESULTS, said));
    }

    private static void head(ItemWriter out, int kind) throws CodecException {
        out.writeByte(kind);
        out.writeVarLong(0);
    }

    private static List<String> names() {
        return HOSTILE.keySet().stream().sorted().toList();
    }

    private SessionFixture fixture(Script then) {
        return new SessionFixture(this.directory, String.class, Settings.none(), (n) -> (worker, item) -> {
            worker.output(0, "first");
            worker.output(0, "second");
            then.take(worker, item);
        });
    }

    @Test
    void passesOnWhatItEmits() throws Exception {
        try (SessionFixture fixture = fixture(
                (worker, item) -> worker.send(FrameType.RESULTS, (out) -> head(out, ResultKind.ENDED)))) {
            fixture.produce();
            assertThat(fixture.told.emitted).containsExactly("first", "second");
            assertThat(fixture.starter.count()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aProducerThatBreaksTheProtocolFailsAndIsNotBegunAgain(String name) throws Exception {
        try (SessionFixture fixture = fixture(HOSTILE.get(name))) {
            assertThatExceptionOfType(ProducerDiedException.class).isThrownBy(fixture::produce);
            assertThat(fixture.lastDeath().reason()).isEqualTo(DeathReason.PROTOCOL);
            assertThat(fixture.told.emitted).containsExactly("first", "second");
            assertThat(fixture.starter.count()).isOne();
        }
    }

    @Test
    void aTypeThatWasNotDeclaredIsNotConstructed() throws Exception {
        try (SessionFixture fixture = fixture(
                (worker, item) -> worker.output(0, new PoolFixture.Change(PoolFixture.OPTIONS)))) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(fixture::produce)
                .withMessageContaining(PoolFixture.Change.class.getName());
            assertThat(fixture.told.emitted).containsExactly("first", "second");
        }
    }

}

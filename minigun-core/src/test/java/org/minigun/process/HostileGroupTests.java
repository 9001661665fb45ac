package org.minigun.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.process.ScriptedWorker.DeathException;
import org.minigun.process.ScriptedWorker.Item;
import org.minigun.process.ScriptedWorker.Payload;
import org.minigun.process.ScriptedWorker.Script;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.ThrowableData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What sessions of stages that run together, such as those of a nested pipeline, make of
 * a worker that says what it must not: no item is lost and none is told twice.
 */
@Timeout(60)
class HostileGroupTests {

    /** Passes the item on and commits it, as two stages in a row would. */
    private static final Script ECHO = (worker, item) -> {
        left(worker, item.value());
        commit(worker, item.number());
    };

    private static final Map<String, Script> HOSTILE = Map
        .ofEntries(Map.entry("a commit of what was not sent", (worker, item) -> {
            left(worker, "never");
            commit(worker, item.number() + 1_000_000);
        }), Map.entry("a negative commit", (worker, item) -> {
            left(worker, "never");
            commit(worker, -1);
        }), results("a hold of what was not sent", (item, out) -> head(out, ResultKind.HELD, item.number() + 1_000)),
                results("a negative hold", (item, out) -> head(out, ResultKind.HELD, -1)),
                Map.entry("another session",
                        (worker, item) -> worker.send(FrameType.RESULTS, worker.session() + 1,
                                (out) -> head(out, ResultKind.COMMIT, item.number()))),
                results("an unknown kind", (item, out) -> head(out, 99, item.number())),
                results("the result of a stage that runs alone", (item, out) -> {
                    head(out, ResultKind.RESULT, item.number());
                    out.writeVarLong(0);
                    out.writeVarLong(0);
                }), results("an exit that was not declared", (item, out) -> {
                    head(out, ResultKind.OUTPUT, item.number());
                    out.writeVarLong(2);
                    out.writeVarLong(0);
                }), results("exit 0", (item, out) -> {
                    head(out, ResultKind.OUTPUT, item.number());
                    out.writeVarLong(0);
                    out.writeVarLong(0);
                }), results("a length beyond the frame", (item, out) -> {
                    head(out, ResultKind.OUTPUT, item.number());
                    out.writeVarLong(1);
                    out.writeVarLong(1 << 30);
                }), results("a negative length", (item, out) -> {
                    head(out, ResultKind.OUTPUT, item.number());
                    out.writeVarLong(1);
                    out.writeVarLong(-1);
                }), results("counts of an unknown stage", (item, out) -> counts(out, 2, 1)),
                results("counts of a negative stage", (item, out) -> counts(out, -1, 1)),
                results("negative counts", (item, out) -> counts(out, 0, -5)),
                results("counts that are cut off", (item, out) -> head(out, ResultKind.STATISTICS, 0)),
                results("a crossing to an unknown stage", (item, out) -> crossed(out, 0, 2, 1)),
                results("a negative crossing", (item, out) -> crossed(out, 0, 1, -1)),
                results("the failure of what is not in work",
                        (item, out) -> failure(out, 0, item.number() + 1_000, new byte[0])),
                results("a failure in an unknown stage", (item, out) -> failure(out, 7, item.number(), new byte[0])),
                results("a failure without its exception", (item, out) -> failure(out, 0, item.number(), new byte[0])),
                results("a failure of an unknown action", (item, out) -> {
                    head(out, ResultKind.INNER_FAILURE, 0);
                    out.writeByte(77);
                    out.writeVarInt(1);
                    out.writeVarLong(item.number());
                }), results("the refusal of what is not in work", (item, out) -> {
                    head(out, ResultKind.FAILED, item.number() + 1_000);
                    out.writeVarLong(0);
                    thrown(out);
                }), results("a refusal without its exception", (item, out) -> {
                    head(out, ResultKind.FAILED, item.number());
                    out.writeVarLong(0);
                    out.writeVarLong(0);
                }), results("the failure of a producer that nobody knows", (item, out) -> {
                    head(out, ResultKind.PRODUCER_FAILED, 9);
                    thrown(out);
                }), results("a producer that fails again and again", (item, out) -> {
                    for (int i = 0; i < 2; i++) {
                        head(out, ResultKind.PRODUCER_FAILED, 0);
                        thrown(out);
                    }
                }), results("an end without its exception", (item, out) -> {
                    head(out, ResultKind.ENDED_BADLY, 0);
                    out.writeVarLong(0);
                }), results("a record that is cut off", (item, out) -> out.writeByte(ResultKind.COMMIT)),
                Map.entry("a frame of negative length",
                        (worker, item) -> worker.raw((byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) 1)),
                Map.entry("a frame over the limit",
                        (worker, item) -> worker.raw((byte) 0x7f, (byte) -1, (byte) -1, (byte) -1, (byte) 1)),
                Map.entry("the end of its session",
                        (worker, item) -> worker.send(FrameType.CLOSED, (out) -> out.writeByte(0))),
                Map.entry("a second opening", (worker, item) -> worker.send(FrameType.OPENED, (out) -> {
                })),
                Map.entry("a frame that is the application's", (worker, item) -> worker.send(FrameType.ITEMS, (out) -> {
                })), Map.entry("its death", (worker, item) -> {
                    throw new DeathException();
                }));

    @TempDir
    private Path directory;

    private interface Saying {

        void write(Item item, ItemWriter out) throws CodecException;

    }

    private static Map.Entry<String, Script> results(String name, Saying saying) {
        return Map.entry(name, (worker, item) -> worker.send(FrameType.RESULTS, (out) -> saying.write(item, out)));
    }

    private static void head(ItemWriter out, int kind, long number) throws CodecException {
        out.writeByte(kind);
        out.writeVarLong(number);
    }

    private static void counts(ItemWriter out, int place, long items) throws CodecException {
        head(out, ResultKind.STATISTICS, place);
        for (int i = 0; i < 9; i++) {
            out.writeVarLong((i < 3) ? items : 0);
        }
    }

    private static void crossed(ItemWriter out, int from, int to, long items) throws CodecException {
        head(out, ResultKind.CROSSED, from);
        out.writeVarInt(to);
        out.writeVarLong(items);
    }

    private static void failure(ItemWriter out, int place, long number, byte[] thrown) throws CodecException {
        head(out, ResultKind.INNER_FAILURE, place);
        out.writeByte(1);
        out.writeVarInt(1);
        out.writeVarLong(number);
        out.writeVarInt(thrown.length);
        out.writeBytes(thrown, 0, thrown.length);
    }

    private static void thrown(ItemWriter out) throws CodecException {
        int length = out.reserveLength();
        ThrowableData.of(new IllegalStateException("refused")).write(out);
        out.patchLength(length);
    }

    private static void left(ScriptedWorker worker, Object value) throws Exception {
        worker.send(FrameType.RESULTS, (out) -> worker.record(out, ResultKind.OUTPUT, 0, 1, value));
    }

    private static void commit(ScriptedWorker worker, long number) throws Exception {
        Payload said = (out) -> {
            counts(out, 0, 1);
            counts(out, 1, 1);
            crossed(out, 0, 1, 1);
            head(out, ResultKind.COMMIT, number);
        };
        worker.send(FrameType.RESULTS, said);
    }

    private static Stream<Arguments> names() {
        return HOSTILE.keySet()
            .stream()
            .sorted()
            .flatMap((name) -> Stream.of(Arguments.of(name, false), Arguments.of(name, true)));
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj((n) -> "item " + n).toList();
    }

    private SessionFixture fixture(IntFunction<Script> scripts) {
        return SessionFixture.ofTwo(this.directory, String.class, Settings.none(), scripts);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void passesOnWhatAWorkerCommits(boolean perBatch) throws Exception {
        try (SessionFixture fixture = fixture((n) -> ECHO)) {
            fixture.work(items(30), fixture.groupSession(perBatch));
            assertThat(fixture.told.emitted).isEqualTo(items(30));
            assertThat(fixture.starter.count()).isOne();
            assertThat(fixture.told.counts.stream().mapToLong((count) -> count.done()).sum()).isEqualTo(60);
        }
    }

    @ParameterizedTest(name = "{0}, per batch {1}")
    @MethodSource("names")
    void aWorkerThatBreaksTheProtocolIsReplacedAndNoItemIsLostOrDoubled(String name, boolean perBatch)
            throws Exception {
        Script hostile = (worker, item) -> (item.value().equals("item 7") ? HOSTILE.get(name) : ECHO).take(worker,
                item);
        try (SessionFixture fixture = fixture((n) -> (n == 0) ? hostile : ECHO)) {
            fixture.work(items(20), fixture.groupSession(perBatch));
            assertThat(fixture.told.broken).isEmpty();
            assertThat(fixture.told.lost).isEmpty();
            assertThat(fixture.told.failed).isEmpty();
            assertThat(fixture.told.emitted).containsExactlyInAnyOrderElementsOf(items(20));
            assertThat(fixture.told.counts).hasSize(40)
                .allSatisfy((count) -> assertThat(count.received()).isEqualTo(1));
            assertThat(fixture.starter.count()).isGreaterThan(1);
            if (!name.equals("its death")) {
                assertThat(fixture.lastDeath().reason()).isEqualTo(DeathReason.PROTOCOL);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aTypeThatWasNotDeclaredIsNotConstructedAndFailsTheRun(boolean perBatch) throws Exception {
        Script other = (worker, item) -> {
            left(worker, item.value().equals("item 3") ? new PoolFixture.Change(PoolFixture.OPTIONS) : item.value());
            commit(worker, item.number());
        };
        try (SessionFixture fixture = fixture((n) -> other)) {
            assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> fixture.work(items(10), fixture.groupSession(perBatch)));
            assertThat(fixture.told.broken).singleElement()
                .satisfies((cause) -> assertThat(cause).isInstanceOf(CodecException.class)
                    .hasMessageContaining(PoolFixture.Change.class.getName()));
            assertThat(fixture.told.emitted).hasSize(3);
            assertThat(fixture.told.emitted.size() + fixture.told.abandoned.size()).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void aResultThatIsNestedTooDeepFailsTheRun() throws Exception {
        Script deep = (worker, item) -> {
            Object nested = item.value();
            for (int i = 0; i < 200; i++) {
                nested = new ArrayList<>(List.of(nested));
            }
            left(worker, nested);
            commit(worker, item.number());
        };
        Settings shallow = Settings.none().with(Setting.MAX_DEPTH, 100, "stage", Settings.CODE);
        try (SessionFixture fixture = SessionFixture.ofTwo(this.directory, List.class, shallow, (n) -> deep)) {
            assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> fixture.work(items(1), fixture.groupSession(false)));
            assertThat(fixture.told.broken).singleElement()
                .satisfies((cause) -> assertThat(cause).isInstanceOf(CodecException.class).hasMessageContaining("100"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void moreThanIsHeldWithoutACommitIsPassedOnAndTheItemIsNotBegunAgain(boolean perBatch) throws Exception {
        byte[] large = new byte[900 << 10];
        Script flood = (worker, item) -> {
            for (int n = 0; n < 50; n++) {
                left(worker, large);
                worker.send(FrameType.RESULTS, (out) -> {
                    head(out, ResultKind.INNER_FAILURE, 1);
                    out.writeByte(1);
                    out.writeVarInt(1);
                    out.writeVarLong(0);
                    out.writeVarInt(0);
                    out.writeString("x".repeat(large.length));
                    thrown(out);
                });
            }
            throw new DeathException();
        };
        try (SessionFixture fixture = SessionFixture.ofTwo(this.directory, byte[].class, Settings.none(),
                (n) -> flood)) {
            fixture.work(List.of("one"), fixture.groupSession(perBatch));
            // 64 MiB are held at most: by then what comes is passed on at once.
            assertThat(fixture.told.emitted).hasSizeBetween(36, 50);
            assertThat(fixture.told.failed).hasSizeBetween(36, 50);
            assertThat(fixture.told.lost).containsExactly("one");
            assertThat(fixture.starter.count()).isOne();
        }
    }

    @Test
    void countsThatAreToldWithoutEndTakeNoMemory() throws Exception {
        Script counting = (worker, item) -> {
            for (int n = 0; n < 100; n++) {
                worker.send(FrameType.RESULTS, (out) -> {
                    for (int i = 0; i < 1000; i++) {
                        counts(out, i % 2, 1);
                        crossed(out, 0, 1, 1);
                    }
                });
            }
            ECHO.take(worker, item);
        };
        try (SessionFixture fixture = fixture((n) -> counting)) {
            fixture.work(items(1), fixture.groupSession(false));
            assertThat(fixture.told.counts).hasSize(2)
                .allSatisfy((count) -> assertThat(count.received()).isEqualTo(50_001));
        }
    }

}

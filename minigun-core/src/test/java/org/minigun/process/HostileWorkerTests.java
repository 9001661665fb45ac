package org.minigun.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.execution.HostedSession;
import org.minigun.process.ScriptedWorker.DeathException;
import org.minigun.process.ScriptedWorker.Script;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.StatusPage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a session makes of a worker that says what it must not, or dies at bad moments: no
 * item is lost and none is told twice.
 */
@Timeout(60)
class HostileWorkerTests {

    private static final Map<String, Script> HOSTILE = Map.ofEntries(
            Map.entry("a number that is not in work", (worker, item) -> worker.result(item.number() + 1_000_000, "x")),
            Map.entry("a number of 0", (worker, item) -> worker.result(0, "x")),
            Map.entry("a negative number", (worker, item) -> worker.result(-1, "x")),
            Map.entry("another session",
                    (worker, item) -> worker.send(FrameType.RESULTS, worker.session() + 1,
                            (out) -> worker.record(out, ResultKind.RESULT, item.number(), "x"))),
            Map.entry("an unknown kind",
                    (worker, item) -> worker.send(FrameType.RESULTS,
                            (out) -> worker.record(out, 99, item.number(), "x"))),
            Map.entry("a target that was not declared", (worker, item) -> worker.send(FrameType.RESULTS, (out) -> {
                head(out, ResultKind.OUTPUT, item.number());
                out.writeVarLong(7);
                out.writeVarLong(0);
            })), Map.entry("a length beyond the frame", (worker, item) -> worker.send(FrameType.RESULTS, (out) -> {
                head(out, ResultKind.RESULT, item.number());
                out.writeVarLong(0);
                out.writeVarLong(1 << 30);
            })), Map.entry("a negative length", (worker, item) -> worker.send(FrameType.RESULTS, (out) -> {
                head(out, ResultKind.RESULT, item.number());
                out.writeVarLong(0);
                out.writeVarLong(-1);
            })),
            Map.entry("a record that is cut off",
                    (worker, item) -> worker.send(FrameType.RESULTS, (out) -> out.writeByte(ResultKind.RESULT))),
            Map.entry("a frame of negative length",
                    (worker, item) -> worker.raw((byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) 1)),
            Map.entry("a frame of no length", (worker, item) -> worker.raw((byte) 0, (byte) 0, (byte) 0, (byte) 0)),
            Map.entry("a frame over the limit",
                    (worker, item) -> worker.raw((byte) 0x7f, (byte) -1, (byte) -1, (byte) -1, (byte) 1)),
            Map.entry("a frame of unknown type",
                    (worker, item) -> worker.raw((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 0x7e)),
            Map.entry("the end of its session",
                    (worker, item) -> worker.send(FrameType.CLOSED, (out) -> out.writeByte(0))),
            Map.entry("a second opening", (worker, item) -> worker.send(FrameType.OPENED, (out) -> {
            })),
            Map.entry("a frame that is the application's", (worker, item) -> worker.send(FrameType.ITEMS, (out) -> {
            })), Map.entry("a frame without its end", (worker, item) -> {
                worker.raw((byte) 0, (byte) 0, (byte) 1, (byte) 0, (byte) 33);
                throw new DeathException();
            }));

    @TempDir
    private Path directory;

    private static void head(ItemWriter out, int kind, long number) throws CodecException {
        out.writeByte(kind);
        out.writeVarLong(number);
    }

    private static List<String> names() {
        return HOSTILE.keySet().stream().sorted().toList();
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj((n) -> "item " + n).toList();
    }

    private static Settings settings() {
        return Settings.none();
    }

    @Test
    void passesOnWhatAWorkerAnswersInOrder() throws Exception {
        // Many windows of items, though few items: each costs a frame of its own.
        Settings narrow = settings().with(Setting.WINDOW, 32, "stage 'work'", Settings.CODE);
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, narrow, (n) -> Script.ECHO)) {
            fixture.work(items(400));
            assertThat(fixture.told.emitted).isEqualTo(items(400));
            assertThat(fixture.told.done).isEqualTo(items(400));
            assertThat(fixture.starter.count()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aWorkerThatBreaksTheProtocolIsReplacedAndNoItemIsLostOrDoubled(String name) throws Exception {
        breaksTheProtocol(name, SessionFixture::session);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aWorkerOfABatchThatBreaksTheProtocolIsReplacedToo(String name) throws Exception {
        breaksTheProtocol(name, SessionFixture::batchSession);
    }

    private void breaksTheProtocol(String name, Function<SessionFixture, HostedSession> session) throws Exception {
        Script hostile = (worker, item) -> {
            if (item.value().equals("item 20")) {
                HOSTILE.get(name).take(worker, item);
            }
            else {
                Script.ECHO.take(worker, item);
            }
        };
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, settings(),
                (n) -> (n == 0) ? hostile : Script.ECHO)) {
            fixture.work(items(50), session.apply(fixture));
            // The one in work may have cost a crash: then it comes after the others.
            assertThat(fixture.told.emitted).containsExactlyInAnyOrderElementsOf(items(50));
            assertThat(fixture.told.done).containsExactlyInAnyOrderElementsOf(items(50));
            assertThat(fixture.told.failed).isEmpty();
            assertThat(fixture.told.lost).isEmpty();
            assertThat(fixture.starter.count()).isGreaterThan(1);
            if (!name.equals("a frame without its end")) {
                assertThat(fixture.lastDeath().reason()).isEqualTo(DeathReason.PROTOCOL);
            }
        }
    }

    @Test
    void aResultThatIsToldTwiceReachesNobodyTwice() throws Exception {
        Script twice = (worker, item) -> {
            Script.ECHO.take(worker, item);
            Script.ECHO.take(worker, item);
        };
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, settings(),
                (n) -> (n == 0) ? twice : Script.ECHO)) {
            fixture.work(items(50));
            assertThat(fixture.told.emitted).containsExactlyInAnyOrderElementsOf(items(50));
            assertThat(fixture.told.done).containsExactlyInAnyOrderElementsOf(items(50));
            assertThat(fixture.told.lost).isEmpty();
        }
    }

    @Test
    void s302_aTypeThatWasNotDeclaredIsTheFailureOfItsItemAlone() throws Exception {
        Script other = (worker, item) -> worker.result(item.number(), item.value().equals("item 7") ? Integer.valueOf(7)
                : item.value().equals("item 8") ? new PoolFixture.Change(PoolFixture.OPTIONS) : item.value());
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, settings(), (n) -> other)) {
            fixture.work(items(10));
            assertThat(fixture.told.failed).containsExactly("item 7", "item 8");
            assertThat(fixture.told.causes).allMatch(CodecException.class::isInstance);
            assertThat(fixture.told.causes.get(1)).hasMessageContaining(PoolFixture.Change.class.getName());
            assertThat(fixture.told.done).hasSize(8);
            assertThat(fixture.starter.count()).isOne();
        }
    }

    @Test
    void aResultThatIsNestedTooDeepIsTheFailureOfItsItemAlone() throws Exception {
        Script deep = (worker, item) -> {
            Object nested = item.value();
            for (int i = 0; i < (item.value().equals("item 3") ? 200 : 50); i++) {
                nested = new ArrayList<>(List.of(nested));
            }
            worker.result(item.number(), nested);
        };
        Settings shallow = settings().with(Setting.MAX_DEPTH, 100, "stage", Settings.CODE);
        try (SessionFixture fixture = new SessionFixture(this.directory, List.class, shallow, (n) -> deep)) {
            fixture.work(items(5));
            assertThat(fixture.told.failed).containsExactly("item 3");
            assertThat(fixture.told.causes).singleElement()
                .satisfies((cause) -> assertThat(cause).isInstanceOf(CodecException.class).hasMessageContaining("100"));
            assertThat(fixture.told.done).hasSize(4);
            assertThat(fixture.starter.count()).isOne();
        }
    }

    @Test
    void theItemInWorkIsGivenUpOnAndItsPartialResultsVanish() throws Exception {
        Script deadly = (worker, item) -> {
            if (item.value().equals("item 20")) {
                worker.output(item.number(), "half of it");
                throw new DeathException();
            }
            Script.ECHO.take(worker, item);
        };
        List<String> others = new ArrayList<>(items(50));
        others.remove("item 20");
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, settings(), (n) -> deadly)) {
            fixture.work(items(50));
            assertThat(fixture.told.emitted).containsExactlyInAnyOrderElementsOf(others);
            assertThat(fixture.told.done).containsExactlyInAnyOrderElementsOf(others);
            assertThat(fixture.told.lost).containsExactly("item 20");
            assertThat(fixture.told.causes.get(0)).isInstanceOf(WorkerCrashException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void workersOfWhichNoneIsOfUseEndTheStage(boolean innocent) throws Exception {
        Script useless = (worker, item) -> {
            if (innocent) {
                // Nobody is in work by what it says: the item is not to blame.
                worker.status().begin(0);
            }
            else {
                worker.status().begin(1_000_000);
            }
            worker.raw((byte) -1, (byte) -1, (byte) -1, (byte) -1);
        };
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, settings(), (n) -> useless)) {
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> fixture.work(items(3)));
            assertThat(fixture.told.broken).singleElement().isInstanceOf(WorkerStartException.class);
            assertThat(fixture.told.abandoned).hasSizeBetween(1, 3);
            assertThat(fixture.told.done).isEmpty();
            assertThat(fixture.starter.count()).isBetween(5, 7);
        }
    }

    @Test
    void rubbishOfCodeThatHasReturnedIsBlamedOnItsItemAlone() throws Exception {
        List<String> others = new ArrayList<>(items(200));
        others.remove("item 45");
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, settings(), (n) -> {
            List<ScriptedWorker.Item> late = new ArrayList<>();
            return (worker, item) -> {
                int value = Integer.parseInt(item.value().toString().substring(5));
                if (value == 45) {
                    worker.raw((byte) -1, (byte) -1, (byte) -1, (byte) -1);
                }
                if (n == 0 && value >= 40) {
                    // Its results wait to be sent with others, and it works on already.
                    late.add(item);
                    worker.status().settle();
                    worker.status().begin(item.number() + 1);
                    return;
                }
                Script.ECHO.take(worker, item);
            };
        })) {
            fixture.work(items(200));
            assertThat(fixture.told.lost).containsExactly("item 45");
            assertThat(fixture.told.done).containsExactlyElementsOf(others);
            assertThat(fixture.told.emitted).containsExactlyElementsOf(others);
            // One that had several, and one for each crash that is allowed.
            assertThat(fixture.starter.count()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void workersThatBreakAfterEachItemEndTheStage() {
        Script after = (worker, item) -> {
            Script.ECHO.take(worker, item);
            worker.status().settle();
            worker.raw((byte) -1, (byte) -1, (byte) -1, (byte) -1);
        };
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, settings(), (n) -> after)) {
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> fixture.work(items(1000)));
            assertThat(fixture.told.broken).singleElement().isInstanceOf(WorkerStartException.class);
            assertThat(fixture.told.emitted).doesNotHaveDuplicates();
            assertThat(fixture.told.lost).isEmpty();
            assertThat(fixture.starter.count()).isLessThan(20);
        }
    }

    @Test
    void whatTheWorkerSaysOfItsEndWinsOverItsTornFrame() throws Exception {
        Script torn = (worker, item) -> {
            worker.status().reason(StatusPage.OUT_OF_DIRECT_MEMORY);
            worker.raw((byte) -1, (byte) -1, (byte) -1, (byte) -1);
        };
        try (SessionFixture fixture = new SessionFixture(this.directory, String.class, settings(),
                (n) -> (n == 0) ? torn : Script.ECHO)) {
            fixture.work(items(1));
            DeathCertificate death = fixture.lastDeath();
            assertThat(death.reason()).isEqualTo(DeathReason.OUT_OF_DIRECT_MEMORY);
            assertThat(death.signal()).isNull();
            assertThat(death.message()).doesNotContain("protocol", "KILL", "137");
        }
    }

    @Test
    void aListIsSplitAlsoWhereItHoldsNulls() throws Exception {
        Script deadly = (worker, item) -> {
            if (item.value() instanceof List<?> list && list.contains("bad")) {
                throw new DeathException();
            }
            worker.result(item.number(), item.value());
        };
        Settings splitting = settings().with(Setting.SPLIT_ON_CRASH, true, "stage", Settings.CODE)
            .with(Setting.MAX_CRASHES, 1, "stage", Settings.CODE);
        List<Object> list = Arrays.asList("a", null, "bad", null, "b");
        try (SessionFixture fixture = new SessionFixture(this.directory, List.class, splitting, (n) -> deadly)) {
            fixture.work(List.of(list, List.of("c")));
            assertThat(fixture.told.lost).containsExactly(List.of("bad"));
            assertThat(fixture.told.done).containsExactly(List.of("c"));
            assertThat(fixture.told.broken).isEmpty();
        }
    }

    @Test
    void moreResultsThanAreHeldArePassedOnAndTheItemIsNotBegunAgain() throws Exception {
        byte[] large = new byte[900 << 10];
        Script flood = (worker, item) -> {
            for (int n = 0; n < 100; n++) {
                worker.output(item.number(), large);
            }
            throw new DeathException();
        };
        try (SessionFixture fixture = new SessionFixture(this.directory, byte[].class, settings(), (n) -> flood)) {
            fixture.work(List.of("one"));
            // 64 MiB are held at most: by then what comes is passed on at once.
            assertThat(fixture.told.emitted).hasSize(100);
            assertThat(fixture.told.lost).containsExactly("one");
            assertThat(fixture.starter.count()).isOne();
        }
    }

}

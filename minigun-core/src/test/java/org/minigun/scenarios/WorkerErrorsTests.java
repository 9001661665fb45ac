package org.minigun.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Concurrency;
import org.minigun.EmitterFunction;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes wrong in a worker without ending it: exceptions, and things that cannot
 * cross. With real child JVMs, which live on.
 */
class WorkerErrorsTests {

    private final Map<Object, Throwable> skipped = new ConcurrentHashMap<>();

    private final Engine engine = Engine.builder().listener(new RunListener() {

        @Override
        public void itemSkipped(Run run, String stage, Object item, Throwable cause) {
            if (stage.equals("work")) {
                WorkerErrorsTests.this.skipped.put(item, cause);
            }
        }

    }).build();

    @AfterEach
    void close() {
        this.engine.close();
        Workers.assertNoneLeft();
    }

    /**
     * Runs a stage in a worker, of which one item is skipped, and gives why; what the
     * others have become is collected.
     */
    private <R> Throwable skipped(String task, List<?> items, Class<R> type, EmitterFunction<Object, R> body,
            List<Object> collected, Consumer<StageOptions<Object, R>> options) {
        this.skipped.clear();
        RunResult result = Scenario.end(this.engine.start(Pipeline.named(task)
            .producer("things", Object.class, (output) -> items.forEach(output::emit))
            .processor("work", type, body, (o) -> {
                o.concurrency(Concurrency.PROCESS, 1).onError(OnError.SKIP);
                options.accept(o);
            })
            .consumer("collect", collected::add)
            .build()));
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(result.ledger().stage("work").received()).isEqualTo(items.size());
        assertThat(result.ledger().stage("work").skipped()).isEqualTo(1);
        assertThat(result.ledger().stage("work").done()).isEqualTo(items.size() - 1);
        assertThat(this.skipped).hasSize(1);
        return this.skipped.values().iterator().next();
    }

    private static <T> Consumer<T> nothing() {
        return (options) -> {
        };
    }

    record Marked(int value, long pid) {
    }

    @Test
    void s197_aWorkerOfWhichAnItemFailsLivesOn() {
        Set<Long> before = marked(0);
        assertThat(before).hasSize(2);
        assertThat(marked(4)).isEqualTo(before);
        assertThat(this.skipped.keySet()).containsExactly(4);
        assertThat(marked(0)).isEqualTo(before);
    }

    private Set<Long> marked(int bad) {
        List<Marked> collected = Scenario.collected();
        RunResult result = Scenario.end(this.engine.start(
                Pipeline.named("s197").producer("numbers", Scenario.numbers(1, 10)).processor("work", (Integer n) -> {
                    Thread.sleep(40);
                    if (n == bad) {
                        throw new IllegalStateException("not " + n);
                    }
                    return new Marked(n, Workers.pid());
                }, (o) -> o.concurrency(Concurrency.PROCESS, 2).onError(OnError.SKIP).set(Setting.WINDOW, 1))
                    .consumer("collect", collected::add)
                    .build()));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(collected).extracting(Marked::value)
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10).stream().filter((n) -> n != bad).toList());
        assertThat(result.ledger().stage("work").skipped()).isEqualTo((bad != 0) ? 1 : 0);
        return Workers.pids(collected, Marked::pid);
    }

    /** Has a name that is as long as that of a class which is nowhere. */
    static class ExceptionHere extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExceptionHere(String message) {
            super(message);
        }

    }

    /** Makes an exception of a class that only the JVM knows which calls this. */
    private static RuntimeException ofClassThatIsNowhereElse(String message) throws Exception {
        byte[] code;
        try (InputStream in = WorkerErrorsTests.class.getResourceAsStream("WorkerErrorsTests$ExceptionHere.class")) {
            code = Objects.requireNonNull(in).readAllBytes();
        }
        String renamed = new String(code, StandardCharsets.ISO_8859_1).replace("ExceptionHere", "ExceptionGone");
        Class<?> type = MethodHandles.lookup().defineClass(renamed.getBytes(StandardCharsets.ISO_8859_1));
        return (RuntimeException) type.getDeclaredConstructor(String.class).newInstance(message);
    }

    @Test
    void s199_theExceptionOfAWorkerArrivesWithClassMessageAndStack() {
        Throwable known = skipped("s199", List.of(1), Object.class, (item, output) -> {
            throw new IllegalStateException("broken " + item, new IOException("no disk"));
        }, Scenario.collected(), nothing());
        assertThat(known).isExactlyInstanceOf(IllegalStateException.class)
            .hasMessage("broken 1")
            .hasRootCauseExactlyInstanceOf(IOException.class)
            .hasRootCauseMessage("no disk");
        assertThat(known.getStackTrace()).extracting(StackTraceElement::getClassName)
            .contains(WorkerErrorsTests.class.getName());
        Throwable unknown = skipped("s199", List.of(1), Object.class, (item, output) -> {
            throw ofClassThatIsNowhereElse("gone with its worker");
        }, Scenario.collected(), nothing());
        assertThat(unknown).hasMessageContaining("gone with its worker");
        assertThat(unknown.toString()).contains(WorkerErrorsTests.class.getName() + "$ExceptionGone");
        assertThat(unknown.getStackTrace()).extracting(StackTraceElement::getMethodName)
            .contains("ofClassThatIsNowhereElse");
    }

    @Test
    void s200_anItemAndAResultThatCannotBeWrittenFailAlone() {
        List<Object> collected = Scenario.collected();
        Throwable item = skipped("s200", List.of(1, 2, new Thread("held"), 4, 5), Object.class,
                (thing, output) -> output.emit(thing), collected, nothing());
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 4, 5);
        assertThat(this.skipped.keySet()).allMatch(Thread.class::isInstance);
        assertThat(item).hasMessageContaining(Thread.class.getName());
        collected.clear();
        Throwable result = skipped("s200", Scenario.numbers(1, 5), Object.class,
                (thing, output) -> output.emit(thing.equals(3) ? new Thread("made") : thing), collected, nothing());
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 4, 5);
        assertThat(this.skipped).containsOnlyKeys(3);
        assertThat(result).hasMessageContaining(Thread.class.getName());
    }

    /** Its own methods fail when it is asked what it is. */
    @SuppressWarnings("serial")
    static final class Uncooperative extends RuntimeException {

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack");
        }

        @Override
        public String getMessage() {
            throw new AssertionError("no message");
        }

    }

    @Test
    void exceptionsThatAreTooLongOrFailThemselvesAreFailuresOfTheirItemsAlone() {
        List<Object> collected = Scenario.collected();
        skipped("tells", Scenario.numbers(1, 10), Object.class, (thing, output) -> {
            if (thing.equals(3)) {
                throw new IllegalStateException("x".repeat(50_000));
            }
            output.emit(Workers.pid());
        }, collected, (o) -> o.set(Setting.MAX_FRAME, 2048));
        assertThat(this.skipped.get(3)).isInstanceOf(IllegalStateException.class).hasMessageContaining("xxx...");
        skipped("tells", Scenario.numbers(1, 10), Object.class, (thing, output) -> {
            if (thing.equals(7)) {
                throw new Uncooperative();
            }
            output.emit(Workers.pid());
        }, collected, (o) -> o.set(Setting.MAX_FRAME, 2048));
        assertThat(this.skipped.get(7)).hasMessageContaining("getMessage() threw");
        // One worker has had all of them.
        assertThat(collected).hasSize(18).containsOnly(collected.get(0));
    }

    @Test
    void itemsThatFitIntoAFrameAreRefusedForNoOthersInIt() {
        List<Object> collected = Scenario.collected();
        RunResult result = Scenario
            .end(this.engine.start(Pipeline.named("fits").producer("items", byte[].class, (output) -> {
                for (int i = 0; i < 100; i++) {
                    output.emit(new byte[60_000]);
                }
            })
                .processor("work", (byte[] bytes) -> bytes.length,
                        (o) -> o.concurrency(Concurrency.PROCESS, 1).set(Setting.MAX_FRAME, 100_000))
                .consumer("collect", collected::add)
                .build()));
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).hasSize(100).containsOnly(60_000);
    }

    @Test
    void s210_latencyAndCountsOfAStageInWorkers() {
        RunResult result = Scenario.end(this.engine.start(
                Pipeline.named("s210").producer("numbers", Scenario.numbers(1, 20)).processor("work", (Integer n) -> {
                    Thread.sleep(10);
                    return n;
                }, (o) -> o.concurrency(Concurrency.PROCESS, 1)).consumer("collect", (n) -> {
                }).build()));
        var work = result.statistics().stage("work");
        assertThat(work.received()).isEqualTo(20);
        assertThat(work.done()).isEqualTo(20);
        assertThat(work.emitted()).isEqualTo(20);
        assertThat(work.latency().count()).isEqualTo(20);
        assertThat(work.latency().p50().toMillis()).isGreaterThanOrEqualTo(9);
        assertThat(work.busy().toMillis()).isGreaterThanOrEqualTo(180);
    }

    @Test
    void s285_aTargetThatIsNotThereIsAnErrorAndNotTheDefaultTarget() {
        List<Object> collected = Scenario.collected();
        Throwable cause = skipped("s285", Scenario.numbers(1, 3), Object.class, (item, output) -> {
            if (item.equals(2)) {
                output.to("unknown").emit(item);
            }
            else {
                output.emit(item);
            }
        }, collected, nothing());
        assertThat(collected).containsExactlyInAnyOrder(1, 3);
        assertThat(this.skipped).containsOnlyKeys(2);
        assertThat(cause).hasMessageContaining("unknown").hasMessageContaining("collect");
    }

    /** Knows how many of it were made, in this JVM. */
    record Undeclared(int number) {

        static final AtomicInteger MADE = new AtomicInteger();

        Undeclared {
            MADE.incrementAndGet();
        }

    }

    @Test
    void s302_aTypeThatTheStageDoesNotDeclareIsNotMadeHere() {
        List<Object> collected = Scenario.collected();
        Throwable cause = skipped("s302", Scenario.numbers(1, 3), Integer.class, (item, output) -> {
            @SuppressWarnings("unchecked")
            Output<Object> any = (Output<Object>) (Output<?>) output;
            any.emit(item.equals(2) ? new Undeclared(2) : item);
        }, collected, nothing());
        assertThat(collected).containsExactlyInAnyOrder(1, 3);
        assertThat(this.skipped).containsOnlyKeys(2);
        assertThat(cause).hasMessageContaining(Undeclared.class.getName());
        assertThat(Undeclared.MADE).hasValue(0);
    }

    static Object nested(int depth) {
        Object inner = "core";
        for (int i = 0; i < depth; i++) {
            inner = new ArrayList<>(List.of(inner));
        }
        return inner;
    }

    @ParameterizedTest
    @ValueSource(strings = { "frame", "depth" })
    void s303_whatIsTooLargeOrTooDeepFailsAloneOnBothWays(String limit) {
        boolean frame = limit.equals("frame");
        String named = frame ? "max-frame" : "20 levels";
        Consumer<StageOptions<Object, Object>> limits = (o) -> o.set(Setting.MAX_FRAME, 1 << 20)
            .set(Setting.MAX_DEPTH, 20);
        List<Object> pids = Scenario.collected();
        Throwable item = skipped("s303", List.of(1, frame ? new byte[2 << 20] : nested(40), 3), Object.class,
                (thing, output) -> output.emit(Workers.pid()), pids, limits);
        assertThat(item).hasMessageContaining(named);
        assertThat(pids).hasSize(2);
        Throwable result = skipped("s303", Scenario.numbers(1, 3), Object.class, (thing, output) -> {
            if (thing.equals(2)) {
                output.emit(frame ? new byte[2 << 20] : nested(40));
            }
            else {
                output.emit(Workers.pid());
            }
        }, pids, limits);
        assertThat(result).hasMessageContaining(named);
        // One worker has had all of them.
        assertThat(pids).hasSize(4).containsOnly(pids.get(0)).doesNotContain(Workers.OWN_PID);
    }

}

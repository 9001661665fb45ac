package org.minigun.scenarios;

import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.OptionBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rows of "Isolates" that speak of their life: libraries in them, what is thrown, the
 * end, and that nothing is left. What isolates and tests tell each other goes through
 * classes of the platform.
 */
class IsolateLifeTests {

    private static final String BOARD = "minigun.test.board";

    private static final Properties SHARED = System.getProperties();

    @BeforeEach
    void putUpTheBoard() {
        SHARED.put(BOARD, new ConcurrentLinkedQueue<>());
    }

    @AfterEach
    void takeDownTheBoard() {
        SHARED.remove(BOARD);
    }

    @SuppressWarnings("unchecked")
    private static Collection<Object> board() {
        return (Collection<Object>) System.getProperties().get(BOARD);
    }

    /** Keeps the loaders of its classes alive as long as they are used. */
    static final class Statics {

        static final byte[] LARGE = new byte[1 << 20];

        private Statics() {
        }

    }

    @Test
    void s350_classesAreUnloadedAfterRuns() {
        try (Engine engine = Engine.create()) {
            for (int i = 0; i < 3; i++) {
                Scenario.end(engine.start(Pipeline.named("s350")
                    .producer("numbers", Scenario.numbers(1, 3000))
                    .processor("load", (Integer n) -> {
                        if (n < 3) {
                            board().add(new WeakReference<>(Statics.class.getClassLoader()));
                            Thread.sleep(20);
                        }
                        if (n == 100) {
                            throw new OddException("thrown and told");
                        }
                        return new Loaded(n, Statics.LARGE.length);
                    }, (o) -> o.concurrency(Concurrency.ISOLATE, 2).onError(OnError.DEAD_LETTER))
                    .consumer("collect", (Loaded loaded) -> {
                    })
                    .build()));
            }
            assertThat(board()).hasSize(6);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                System.gc();
                return board().stream().allMatch((one) -> ((WeakReference<?>) one).get() == null);
            });
        }
    }

    record Loaded(int number, int length) {
    }

    @Test
    void libraryWithUnsafeStaticsIsRightInIsolatesAndWrongOnThreads() {
        int wrong = 0;
        for (int i = 0; i < 20 && wrong == 0; i++) {
            wrong = wrongOptions(Concurrency.THREAD);
        }
        assertThat(wrong).isPositive();
        for (int i = 0; i < 3; i++) {
            assertThat(wrongOptions(Concurrency.ISOLATE)).isZero();
        }
    }

    private static int wrongOptions(Concurrency concurrency) {
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger all = new AtomicInteger();
        Topology.completed(Pipeline.named("options")
            .producer("names", Scenario.numbers(1, 20_000).stream().map((n) -> "option" + n).toList())
            .processor("build", IsolateLifeTests::isBuiltRight, (o) -> o.concurrency(concurrency, 4))
            .consumer("count", (Boolean right) -> {
                all.incrementAndGet();
                wrong.addAndGet(right ? 0 : 1);
            })
            .build());
        assertThat(all).hasValue(20_000);
        return wrong.get();
    }

    /** The builder of Commons CLI keeps what it is told in static fields. */
    @SuppressWarnings("deprecation")
    static boolean isBuiltRight(String name) {
        try {
            OptionBuilder.withLongOpt(name);
            OptionBuilder.withDescription("of " + name);
            OptionBuilder.hasArg();
            Option option = OptionBuilder.create();
            return name.equals(option.getLongOpt()) && ("of " + name).equals(option.getDescription())
                    && option.hasArg();
        }
        catch (IllegalArgumentException ex) {
            return false;
        }
    }

    static class OddException extends Exception {

        private static final long serialVersionUID = 1L;

        OddException(String message) {
            super(message);
        }

    }

    @Test
    void whatIsThrownArrivesAsTheApplicationKnowsIt() {
        RunResult result = Topology.completed(
                Pipeline.named("thrown").producer("numbers", Scenario.numbers(1, 3)).processor("odd", (Integer n) -> {
                    if (n == 3) {
                        throw new OddException("not 3");
                    }
                    return n;
                }, (o) -> o.concurrency(Concurrency.ISOLATE, 2).onError(OnError.DEAD_LETTER))
                    .consumer("collect", (Integer n) -> {
                    })
                    .build());
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.item()).isEqualTo(3);
            assertThat(letter.cause()).isExactlyInstanceOf(OddException.class).hasMessage("not 3");
            assertThat(letter.cause().getStackTrace()[0].getClassName()).isEqualTo(IsolateLifeTests.class.getName());
        });
    }

    /** Fails once for each item, as long as its instance lives. */
    static final class Flaky implements ProcessorFunction<Integer, Integer>, AutoCloseable {

        private static final long serialVersionUID = 1L;

        private final ArrayList<Integer> failed = new ArrayList<>();

        @Override
        public Integer process(Integer n) {
            if (!this.failed.contains(n)) {
                this.failed.add(n);
                throw new IllegalStateException("not yet " + n);
            }
            return n;
        }

        @Override
        public void close() {
            board().add("closed after " + this.failed.size());
        }

    }

    @Test
    void itemsAreTriedAgainInTheSameIsolateAndInstancesAreClosed() {
        List<Integer> collected = Scenario.collected();
        Topology.completed(Pipeline.named("flaky")
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("flaky", new Flaky(),
                    (o) -> o.concurrency(Concurrency.ISOLATE, 1).retries(2).backoff(Duration.ofMillis(5)))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactlyElementsOf(Scenario.numbers(1, 10));
        assertThat(board()).containsExactly("closed after 10");
    }

    /** Cannot be made. */
    static final class Unwilling implements Serializable, ProcessorFunction<Integer, Integer> {

        private static final long serialVersionUID = 1L;

        @Override
        public Integer process(Integer n) {
            return n;
        }

        private Object readResolve() {
            throw new IllegalStateException("there is no licence");
        }

    }

    @Test
    void instanceThatCannotBeMadeFailsTheRun() {
        RunResult result = Topology.failed(Pipeline.named("unwilling")
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("unwilling", new Unwilling(), (o) -> o.concurrency(Concurrency.ISOLATE, 2))
            .consumer("collect", (Integer n) -> {
            })
            .build());
        assertThat(result.cause()).hasMessageContaining("'unwilling'").hasMessageContaining("there is no licence");
    }

    @Test
    void cancelInterruptsTheCodeAndClosesTheInstance() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        SHARED.put("minigun.test.begun", begun);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("cancelled")
                .producer("numbers", Scenario.numbers(1, 10))
                .processor("sleep", new Sleeping(), (o) -> o.concurrency(Concurrency.ISOLATE, 1))
                .consumer("collect", (Integer n) -> {
                })
                .build());
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.stuckThreads()).isEmpty();
            assertThat(board()).containsExactly("interrupted", "closed");
        }
        finally {
            SHARED.remove("minigun.test.begun");
        }
    }

    /** Sleeps until it is interrupted. */
    static final class Sleeping implements ProcessorFunction<Integer, Integer>, AutoCloseable {

        private static final long serialVersionUID = 1L;

        @Override
        public Integer process(Integer n) throws Exception {
            ((CountDownLatch) System.getProperties().get("minigun.test.begun")).countDown();
            try {
                Thread.sleep(60_000);
            }
            catch (InterruptedException ex) {
                board().add("interrupted");
                throw ex;
            }
            return n;
        }

        @Override
        public void close() {
            board().add("closed");
        }

    }

    @Test
    void contextClassLoaderIsThatOfTheIsolateInTheCodeAndOfTheApplicationElsewhere() {
        List<Boolean> inside = Scenario.collected();
        List<ClassLoader> outside = Scenario.collected();
        Topology.completed(Pipeline.named("loaders")
            .producer("numbers", Scenario.numbers(1, 3))
            .processor("look",
                    (Integer n) -> Thread.currentThread().getContextClassLoader() == Statics.class.getClassLoader()
                            && Statics.class.getPackage().getName().equals("org.minigun.scenarios")
                            && Statics.class.getProtectionDomain().getCodeSource().getLocation() != null
                            && Statics.class.getResource("IsolateLifeTests.class") != null,
                    (o) -> o.concurrency(Concurrency.ISOLATE, 1))
            .consumer("collect", (Boolean right) -> {
                inside.add(right);
                outside.add(Thread.currentThread().getContextClassLoader());
            })
            .build());
        assertThat(inside).containsExactly(true, true, true);
        assertThat(outside).containsOnly(Thread.currentThread().getContextClassLoader());
    }

}

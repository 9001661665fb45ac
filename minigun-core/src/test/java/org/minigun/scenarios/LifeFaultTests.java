package org.minigun.scenarios;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.process.WorkerStartException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stages whose object does its worst while it is made or closed in a worker: no item is
 * lost by that, and the run ends.
 */
@Tag("long")
class LifeFaultTests {

    /** What is done at the beginning or at the end. */
    enum Deed {

        ERROR("AssertionError", () -> {
            throw new AssertionError("no more");
        }),

        MEMORY("heap memory", () -> {
            throw new OutOfMemoryError("Java heap space");
        }),

        RECURSE("StackOverflowError", () -> Vandals.recurse(1)),

        EXIT("code 0", () -> System.exit(0)),

        HALT("code 7", () -> Runtime.getRuntime().halt(7)),

        INTERRUPT("", () -> Thread.currentThread().interrupt());

        private final String told;

        private final Vandalism.Body body;

        Deed(String told, Vandalism.Body body) {
            this.told = told;
            this.body = body;
        }

        void commit() throws IOException {
            try {
                this.body.run();
            }
            catch (RuntimeException ex) {
                throw ex;
            }
            catch (Exception ex) {
                throw new IOException(ex);
            }
        }

    }

    /** Does it when it is closed. */
    record Closing(Deed deed) implements ProcessorFunction<Integer, Integer>, Serializable, AutoCloseable {

        @Override
        public Integer process(Integer item) {
            return item;
        }

        @Override
        public void close() throws IOException {
            this.deed.commit();
        }

    }

    /** Does it when it is made anew. */
    static final class Making implements ProcessorFunction<Integer, Integer> {

        private static final long serialVersionUID = 1L;

        private final Deed deed;

        Making(Deed deed) {
            this.deed = deed;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            this.deed.commit();
        }

        @Override
        public Integer process(Integer item) {
            return item;
        }

    }

    @ParameterizedTest
    @EnumSource
    void whatAnObjectDoesThatIsClosedCostsNoItem(Deed deed) {
        closes(deed, Concurrency.PROCESS, false);
        closes(deed, Concurrency.PROCESS_PER_BATCH, false);
        closes(deed, Concurrency.PROCESS, true);
        closes(deed, Concurrency.PROCESS_PER_BATCH, true);
    }

    private static void closes(Deed deed, Concurrency concurrency, boolean nested) {
        List<Integer> collected = Scenario.collected();
        assertThat(run(new Closing(deed), concurrency, nested, collected).state()).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INTERRUPT")
    void whatAnObjectDoesThatIsMadeFailsTheStage(Deed deed) {
        fails(deed, Concurrency.PROCESS, false);
        fails(deed, Concurrency.PROCESS_PER_BATCH, false);
        fails(deed, Concurrency.PROCESS, true);
    }

    private static void fails(Deed deed, Concurrency concurrency, boolean nested) {
        RunResult result = run(new Making(deed), concurrency, nested, Scenario.collected());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isInstanceOf(WorkerStartException.class)
            .hasMessageContaining("2 starts in a row")
            .hasMessageContaining("work")
            .hasMessageContaining(deed.told);
    }

    @ParameterizedTest
    @CsvSource({ "PROCESS, false", "PROCESS_PER_BATCH, true" })
    void anInterruptOfTheMakingDoesNotReachTheItems(Concurrency concurrency, boolean nested) {
        List<Integer> collected = Scenario.collected();
        assertThat(run(new Making(Deed.INTERRUPT), concurrency, nested, collected).state())
            .isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    }

    private static RunResult run(ProcessorFunction<Integer, Integer> body, Concurrency concurrency, boolean nested,
            List<Integer> collected) {
        Consumer<StageOptions<Integer, Integer>> options = (o) -> o.concurrency(concurrency, 1)
            .onError(OnError.DEAD_LETTER)
            .batchSize(3)
            .set(Setting.START_ATTEMPTS, 2);
        var source = Pipeline.named("life").producer("numbers", Scenario.numbers(1, 6));
        RunResult result = Scenario
            .run((nested ? source.pipeline(Pipeline.nested("inner", Integer.class).processor("work", body).build(),
                    Integer.class, options) : source.processor("work", body, options))
                .consumer("collect", (Integer n) -> {
                    collected.add(n);
                })
                .build());
        assertThat(result.deadLetters()).isEmpty();
        Workers.assertNoneLeft();
        return result;
    }

}

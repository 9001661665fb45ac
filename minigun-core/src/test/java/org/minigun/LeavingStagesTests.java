package org.minigun;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lambdas of stages that are placed outside of the application by the builder.
 */
class LeavingStagesTests {

    private final List<Integer> numbers = List.of(1, 2, 3);

    /** Cannot be sent anywhere. */
    private static final class Connection {

        int ask(int number) {
            return number;
        }

    }

    @ParameterizedTest
    @EnumSource(names = { "PROCESS", "PROCESS_PER_BATCH", "ISOLATE" })
    void whatCannotBeCopiedIsToldWhenThePipelineIsBuilt(Concurrency concurrency) {
        Connection connection = new Connection();
        PipelineBuilder<Integer> builder = Pipeline.named("captures")
            .producer("numbers", this.numbers)
            .processor("ask", (Integer n) -> connection.ask(n), (o) -> o.concurrency(concurrency))
            .consumer("sink", (n) -> {
            });
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(builder::build)
            .withMessageContaining("Stage 'ask'")
            .withMessageContaining("captures a " + Connection.class.getName())
            .withMessageContaining("not Serializable");
    }

    @Test
    void aLambdaThatUsesAFieldCapturesItsObject() {
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> Pipeline.named("field")
                .producer("numbers", this.numbers)
                .consumer("sink", (Integer n) -> assertThat(this.numbers).contains(n),
                        (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .build())
            .withMessageContaining("Stage 'sink'")
            .withMessageContaining("copy the field");
    }

    @Test
    void stagesOfANestedPipelineThatIsPlacedAreLookedAtToo() {
        Connection connection = new Connection();
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> Pipeline.named("outer")
            .producer("numbers", this.numbers)
            .pipeline(
                    Pipeline.nested("heavy", Integer.class).processor("ask", (Integer n) -> connection.ask(n)).build(),
                    Integer.class, (o) -> o.concurrency(Concurrency.PROCESS))
            .consumer("sink", (n) -> {
            })
            .build()).withMessageContaining("Stage 'heavy/ask'");
    }

    @Test
    void lambdasThatStayMayCaptureWhatTheyLike() {
        AtomicReference<Connection> connection = new AtomicReference<>(new Connection());
        assertThat(Pipeline.named("stays")
            .producer("numbers", this.numbers)
            .processor("ask", (Integer n) -> connection.get().ask(n), (o) -> o.concurrency(Concurrency.THREAD))
            .consumer("sink", (n) -> {
            })
            .build()
            .stages()).hasSize(3);
    }

}

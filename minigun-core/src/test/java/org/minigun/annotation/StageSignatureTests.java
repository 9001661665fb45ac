package org.minigun.annotation;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.StageBody;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.StageKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The forms that methods of stages may have.
 */
class StageSignatureTests {

    private final Forms forms = new Forms();

    private final Pipeline pipeline = ReadFunctions.read(this.forms);

    @Test
    void producerMayTakeAnOutputOrReturnItsItems() throws Exception {
        for (String producer : List.of("output", "stream", "list", "iterator", "ints")) {
            assertThat(ReadFunctions.produced(this.pipeline, producer)).as(producer).containsExactly(1, 2);
        }
        assertThat(this.forms.closed).isTrue();
    }

    @Test
    void producerThatReturnsNullSaysSo() {
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(() -> ReadFunctions.produced(this.pipeline, "nothing"))
            .withMessageContaining("'nothing'")
            .withMessageContaining("empty stream");
    }

    @Test
    void s007_processorReturnsItsResultOrNull() throws Exception {
        assertThat(ReadFunctions.processed(this.pipeline, "even", 4)).isEqualTo(4);
        assertThat(ReadFunctions.processed(this.pipeline, "even", 3)).isNull();
    }

    @Test
    void processorMayEmitAsOftenAsItLikes() throws Exception {
        assertThat(ReadFunctions.emitted(this.pipeline, "both", 3)).containsExactly(3, 6);
        assertThat(ReadFunctions.stage(this.pipeline, "both").output()).isEqualTo(Integer.class);
    }

    @Test
    void s008_flattenedResultIsTypedByItsElements() {
        for (String stage : List.of("stream3", "list3", "optional", "array")) {
            assertThat(ReadFunctions.stage(this.pipeline, stage).output()).as(stage).isEqualTo(Integer.class);
            assertThat(ReadFunctions.stage(this.pipeline, stage).settings().get(Setting.FLATTEN)).isTrue();
        }
    }

    @Test
    void s009_resultThatIsNotFlattenedIsOneItem() {
        assertThat(ReadFunctions.stage(this.pipeline, "whole").output().getTypeName())
            .isEqualTo("java.util.List<java.lang.Integer>");
    }

    @Test
    void primitiveParameterTakesWhatJavaWouldGiveIt() throws Exception {
        assertThat(ReadFunctions.processed(this.pipeline, "longs", 4L)).isEqualTo(8L);
        assertThat(ReadFunctions.processed(this.pipeline, "longs", 4)).isEqualTo(8L);
        assertThat(ReadFunctions.processed(this.pipeline, "longs", 'a')).isEqualTo(194L);
        assertThat(ReadFunctions.processed(this.pipeline, "doubles", 4)).isEqualTo(8.0);
        assertThatExceptionOfType(ClassCastException.class)
            .isThrownBy(() -> ReadFunctions.processed(this.pipeline, "longs", 4.0));
    }

    @Test
    void accumulatorTakesAList() throws Exception {
        var batch = ReadFunctions.stage(this.pipeline, "sum");
        assertThat(batch.kind()).isEqualTo(StageKind.ACCUMULATOR);
        assertThat(batch.input()).isEqualTo(Integer.class);
        assertThat(((StageBody.Accumulator) batch.body()).function().apply(List.of(1, 2, 3))).isEqualTo(6);
    }

    @Test
    void staticMethodNeedsNoObject() throws Exception {
        assertThat(ReadFunctions.processed(this.pipeline, "half", 4)).isEqualTo(2);
    }

    @Test
    void eachFunctionIsAClassOfItsOwnThatCallsTheMethodDirectly() {
        var even = ((StageBody.Processor) ReadFunctions.stage(this.pipeline, "even").body()).function();
        var half = ((StageBody.Processor) ReadFunctions.stage(this.pipeline, "half").body()).function();
        assertThat(even.getClass().isHidden()).isTrue();
        assertThat(half.getClass()).isNotEqualTo(even.getClass());
    }

    @Test
    void exceptionSurfacesAsItWasThrown() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ReadFunctions.consume(this.pipeline, "save", 13))
            .satisfies((ex) -> assertThat(ex.getStackTrace()[0].getMethodName()).isEqualTo("save"));
    }

    @Test
    void typeThatDoesNotFitItsSourceIsRefusedWithBothStagesAndTypes() {
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> ReadFunctions.read(new Misfit()))
            .withMessageContaining("'words'")
            .withMessageContaining("'count'")
            .withMessageContaining("java.lang.String")
            .withMessageContaining("java.lang.Integer");
    }

    @Test
    void typeVariablesOfASuperclassAreFilledIn() {
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> ReadFunctions.read(new MisfitOfVariables()))
            .withMessageContaining("'emit'")
            .withMessageContaining("'count'")
            .withMessageContaining("java.lang.String");
    }

    static class Misfit {

        @Producer
        List<String> words() {
            return List.of();
        }

        @Consumer
        void count(Integer item) {
        }

    }

    abstract static class Emitting<T> {

        @Producer
        void emit(Output<T> output) {
        }

    }

    static class MisfitOfVariables extends Emitting<String> {

        @Consumer
        void count(Integer item) {
        }

    }

    static class Forms {

        private final AtomicBoolean closed = new AtomicBoolean();

        @Producer
        void output(Output<Integer> output) {
            output.emit(1);
            output.emit(2);
        }

        @Producer
        Stream<Integer> stream() {
            return Stream.of(1, 2).onClose(() -> this.closed.set(true));
        }

        @Producer
        List<Integer> list() {
            return List.of(1, 2);
        }

        @Producer
        Iterator<Integer> iterator() {
            return List.of(1, 2).iterator();
        }

        @Producer
        IntStream ints() {
            return IntStream.of(1, 2);
        }

        @Producer
        List<Integer> nothing() {
            return null;
        }

        @Processor
        Integer even(Integer item) {
            return (item % 2 == 0) ? item : null;
        }

        @Processor
        void both(int item, Output<Integer> output) {
            output.emit(item);
            output.emit(2 * item);
        }

        @Processor(flatten = true)
        Stream<Integer> stream3(Integer item) {
            return Stream.of(item, item, item);
        }

        @Processor(flatten = true)
        List<Integer> list3(Integer item) {
            return List.of(item, item, item);
        }

        @Processor(flatten = true)
        Optional<Integer> optional(Integer item) {
            return Optional.of(item);
        }

        @Processor(flatten = true)
        Integer[] array(Integer item) {
            return new Integer[] { item };
        }

        @Processor(to = "unwrap")
        List<Integer> whole(Integer item) {
            return List.of(item, item, item);
        }

        @Processor
        int unwrap(List<Integer> items) {
            return items.get(0);
        }

        @Processor
        long longs(long item) {
            return 2 * item;
        }

        @Processor
        double doubles(double item) {
            return 2 * item;
        }

        @Processor
        static int half(Number item) {
            return item.intValue() / 2;
        }

        @Accumulator(maxSize = 3)
        int sum(List<Integer> batch) {
            return batch.stream().mapToInt(Integer::intValue).sum();
        }

        @Consumer
        void save(int item) throws IOException {
            if (item == 13) {
                throw new IOException("unlucky");
            }
        }

    }

}

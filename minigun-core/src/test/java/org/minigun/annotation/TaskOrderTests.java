package org.minigun.annotation;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.minigun.Output;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The order in which stages stand is that of the source.
 */
class TaskOrderTests {

    @Test
    void s023_stagesStandInTheOrderOfTheSourceWithOverloadsAndLambdasBetween() {
        for (int start = 0; start < 3; start++) {
            assertThat(ReadFunctions.names(ReadFunctions.read(new Unalphabetical()))).containsExactly("zulu", "mike",
                    "second-mike", "alpha", "yankee", "bravo");
        }
    }

    @Test
    void overloadsAreToldApartByTheirParameters() throws Exception {
        var pipeline = ReadFunctions.read(new Unalphabetical());
        assertThat(ReadFunctions.processed(pipeline, "mike", 4)).isEqualTo("4");
        assertThat(ReadFunctions.processed(pipeline, "second-mike", "4")).isEqualTo(4);
    }

    @Test
    void stagesOfSuperclassesAndInterfacesStandFirst() {
        assertThat(ReadFunctions.names(ReadFunctions.read(new Derived()))).containsExactly("numbers", "twice", "logged",
                "save");
    }

    @Test
    void overrideStandsInThePlaceOfWhatItOverrides() throws Exception {
        var pipeline = ReadFunctions.read(new Derived());
        assertThat(ReadFunctions.processed(pipeline, "twice", 4)).isEqualTo(400);
        assertThat(ReadFunctions.stage(pipeline, "twice").input()).isEqualTo(Integer.class);
    }

    @Test
    void classWithoutClassFileIsRefusedAndNeverOrderedByReflection() throws Exception {
        byte[] code;
        try (InputStream file = Unalphabetical.class.getResourceAsStream("TaskOrderTests$Unalphabetical.class")) {
            code = file.readAllBytes();
        }
        Class<?> type = new ClassLoader(getClass().getClassLoader()) {

            Class<?> define() {
                return defineClass(Unalphabetical.class.getName(), code, 0, code.length);
            }

            @Override
            public java.net.URL getResource(String name) {
                return null;
            }

        }.define();
        Object task = type.getDeclaredConstructor().newInstance();
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> ReadFunctions.read(task))
            .withMessageContaining("order")
            .withMessageContaining(Unalphabetical.class.getName())
            .withMessageContaining("class path");
    }

    public static class Unalphabetical {

        public Unalphabetical() {
        }

        @Producer
        void zulu(Output<Integer> output) {
            List.of(1, 2).forEach((item) -> output.emit(item));
        }

        @Processor
        String mike(int item) {
            Callable<String> text = () -> String.valueOf(item);
            try {
                return text.call();
            }
            catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        }

        @Processor("second-mike")
        int mike(String item) {
            return Integer.parseInt(item);
        }

        int mike(String item, int radix) {
            return Integer.parseInt(item, radix);
        }

        @Processor
        static int alpha(int item) {
            return item;
        }

        @Consumer
        void yankee(int item) {
        }

        @Consumer
        void bravo(int item) {
        }

    }

    abstract static class Base<I, O> {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @Processor
        abstract O twice(I item);

    }

    interface Logging {

        @Processor
        default int logged(int item) {
            return item;
        }

    }

    static class Derived extends Base<Integer, Integer> implements Logging {

        @Override
        Integer twice(Integer item) {
            return 100 * item;
        }

        Integer twice(Number item) {
            return 0;
        }

        @Consumer
        void save(int item) {
        }

    }

}

package org.minigun.graph;

import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which types fit, declared as the parameters of methods: what is emitted, what is taken.
 */
class TypeFitTests {

    @ParameterizedTest(name = "{0}")
    @MethodSource("fitting")
    void fits(Case types) {
        assertThat(TypeFit.fits(types.emitted(), types.taken())).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfitting")
    void doesNotFit(Case types) {
        assertThat(TypeFit.fits(types.emitted(), types.taken())).isFalse();
    }

    @Test
    void whatIsNotKnownFits() {
        assertThat(TypeFit.fits(null, String.class)).isTrue();
        assertThat(TypeFit.fits(String.class, null)).isTrue();
    }

    static Stream<Case> fitting() {
        return cases(Fitting.class);
    }

    static Stream<Case> misfitting() {
        return cases(Misfitting.class);
    }

    private static Stream<Case> cases(Class<?> methods) {
        return Stream.of(methods.getDeclaredMethods())
            .map((method) -> new Case(method.getName(), method.getGenericParameterTypes()[0],
                    method.getGenericParameterTypes()[1]));
    }

    record Case(String name, Type emitted, Type taken) {

        @Override
        public String toString() {
            return this.name;
        }

    }

    @SuppressWarnings("rawtypes")
    interface Fitting<V> {

        void same(String emitted, String taken);

        void superclass(Integer emitted, Number taken);

        void object(int emitted, Object taken);

        void box(int emitted, Integer taken);

        void unbox(Integer emitted, int taken);

        void widen(int emitted, long taken);

        void unboxAndWiden(Character emitted, double taken);

        void primitives(long emitted, long taken);

        void sameArgument(List<String> emitted, List<String> taken);

        void superinterface(ArrayList<String> emitted, Collection<String> taken);

        void argumentOfASuperclass(Words emitted, List<String> taken);

        void swappedArguments(Swapped<Integer, String> emitted, Map<String, Integer> taken);

        void rawTaken(List<String> emitted, List taken);

        void rawEmitted(List emitted, List<String> taken);

        void rawSubclass(ArrayList emitted, List<String> taken);

        void rawArgument(List<List> emitted, List<List<String>> taken);

        void wildcardTaken(List<Integer> emitted, List<?> taken);

        void boundTaken(List<Integer> emitted, List<? extends Number> taken);

        void lowerBoundTaken(List<Number> emitted, List<? super Integer> taken);

        void wildcardEmitted(List<?> emitted, List<String> taken);

        void variable(V emitted, String taken);

        void variableTaken(String emitted, V taken);

        void variableArgument(List<V> emitted, List<String> taken);

        void deepArguments(Map<String, List<Integer>> emitted, Map<String, List<Integer>> taken);

        void array(String[] emitted, Object[] taken);

        void primitiveArray(byte[] emitted, byte[] taken);

        void arrayAsObject(int[] emitted, Serializable taken);

        void genericArray(List<String>[] emitted, List<String>[] taken);

        void variableArray(V[] emitted, String[] taken);

        void nestedClass(Map.Entry<String, Long> emitted, Map.Entry<String, Long> taken);

    }

    interface Misfitting {

        void others(String emitted, Integer taken);

        void subclass(Number emitted, Integer taken);

        void object(Object emitted, String taken);

        void narrow(long emitted, int taken);

        void boxAndWiden(int emitted, Long taken);

        void flag(boolean emitted, int taken);

        void argument(List<String> emitted, List<Integer> taken);

        void argumentOfASubclass(List<Integer> emitted, List<Number> taken);

        void argumentOfASuperclass(Words emitted, Collection<Integer> taken);

        void swappedArguments(Swapped<Integer, String> emitted, Map<Integer, String> taken);

        void bound(List<String> emitted, List<? extends Number> taken);

        void lowerBound(List<Integer> emitted, List<? super Number> taken);

        void deepArguments(Map<String, List<Integer>> emitted, Map<String, List<String>> taken);

        void batch(List<String> emitted, String taken);

        void element(String emitted, List<String> taken);

        void array(String[] emitted, Integer[] taken);

        void primitiveArray(int[] emitted, long[] taken);

        void arrayOfBoxes(int[] emitted, Integer[] taken);

        void genericArray(List<String>[] emitted, List<Integer>[] taken);

        void nestedClass(Map.Entry<String, Long> emitted, Map.Entry<Long, String> taken);

    }

    abstract static class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

    }

    abstract static class Swapped<A, B> extends AbstractMap<B, A> {

    }

}

package org.minigun.code.call;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

/**
 * Goes through what a stage's code has returned and what stands for several items.
 */
public final class Flattening {

    private Flattening() {
    }

    /**
     * Emits each of the results of a processor.
     * @param result what it has returned; {@code null} for none
     * @param output where they go
     */
    public static void emitEach(@Nullable Object result, ElementOutput output) {
        if (result instanceof BaseStream<?, ?> stream) {
            try (stream) {
                emit(stream.iterator(), output);
            }
        }
        else if (result != null) {
            emit(elements(result, output.stage()), output);
        }
    }

    /**
     * Emits each of the items that a producer has returned.
     * @param items what it has returned
     * @param output where they go
     */
    public static void emitItems(@Nullable Object items, ElementOutput output) {
        if (items == null) {
            throw new IllegalStateException(
                    "Producer '" + output.stage() + "' returned null: return an empty stream to emit nothing");
        }
        emitEach(items, output);
    }

    /**
     * Hands each of several items on.
     * @param result what stands for them
     * @param stage the stage that has returned it
     * @param to where they go
     */
    public static void each(Object result, String stage, Consumer<Object> to) {
        if (result instanceof BaseStream<?, ?> stream) {
            try (stream) {
                stream.iterator().forEachRemaining(to);
            }
        }
        else {
            elements(result, stage).forEachRemaining(to);
        }
    }

    private static void emit(Iterator<?> elements, ElementOutput output) {
        while (elements.hasNext()) {
            output.emitElement(elements.next());
        }
    }

    private static Iterator<?> elements(Object result, String stage) {
        if (result instanceof Iterable<?> iterable) {
            return iterable.iterator();
        }
        if (result instanceof Optional<?> optional) {
            return optional.stream().iterator();
        }
        if (result instanceof Object[] array) {
            return Arrays.asList(array).iterator();
        }
        if (result instanceof Iterator<?> iterator) {
            return iterator;
        }
        throw new IllegalStateException("Stage '" + stage + "' is marked to be flattened but returned a "
                + result.getClass().getName() + ": return a Stream, an Iterable, an Optional or an array");
    }

}

package org.minigun.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.ProcessorFunction;
import org.minigun.metrics.StageCounters;

/**
 * A processor whose result stands for several items. The result is gone through before
 * anything is passed on if the stage has retries, else item by item.
 */
final class FlattenLink extends Link {

    private final ProcessorFunction<Object, Object> function;

    private final Receiver next;

    private final boolean direct;

    FlattenLink(StageRun stage, StageCounters counters, ProcessorFunction<Object, Object> function, Receiver next) {
        super(stage, counters);
        this.function = function;
        this.next = next;
        this.direct = next.isDirect();
    }

    @Override
    void accept(Object item) {
        this.counters.received();
        try {
            passAll(this.function.process(item));
        }
        catch (Throwable thrown) {
            failed(item, thrown);
        }
    }

    @Override
    void acceptMeasured(Object item) {
        this.counters.received();
        this.counters.current(item);
        try {
            long start = System.nanoTime();
            Object result = this.function.process(item);
            this.counters.timed(System.nanoTime() - start);
            passAll(result);
        }
        catch (Throwable thrown) {
            failed(item, thrown);
        }
        this.counters.current(null);
    }

    @Override
    void attempt(Object item) throws Exception {
        passAll(this.function.process(item));
    }

    private void passAll(@Nullable Object result) throws Exception {
        if (result instanceof Stream<?> stream) {
            try (stream) {
                passEach(stream.iterator());
            }
        }
        else if (result != null) {
            passEach(elements(result));
        }
        this.counters.done();
    }

    private void passEach(Iterator<?> elements) throws Exception {
        if (this.stage.retries() > 0) {
            passHeld(elements);
            return;
        }
        while (elements.hasNext()) {
            pass(elements.next());
        }
    }

    private void passHeld(Iterator<?> elements) throws Exception {
        List<Object> held = new ArrayList<>();
        while (elements.hasNext()) {
            if (held.size() == this.stage.capacity()) {
                throw new HeldOutputsException(this.stage.path(), this.stage.capacity());
            }
            Object element = elements.next();
            if (element == null) {
                throw StageOutput.nullItem(this.stage.path());
            }
            held.add(element);
        }
        for (int passed = 0; passed < held.size(); passed++) {
            try {
                pass(held.get(passed));
            }
            catch (Exception ex) {
                throw HeldOutputsException.afterPassing(passed, this.stage.path(), ex);
            }
        }
    }

    private void pass(@Nullable Object element) throws Exception {
        if (element == null) {
            throw StageOutput.nullItem(this.stage.path());
        }
        if (this.direct) {
            this.counters.emitted();
            this.next.accept(element);
        }
        else {
            this.next.accept(element);
            this.counters.emitted();
        }
    }

    private Iterator<?> elements(Object result) {
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
        throw new IllegalStateException("Stage '" + this.stage.path() + "' is marked to be flattened but returned a "
                + result.getClass().getName() + ": return a Stream, an Iterable, an Optional or an array");
    }

    @Override
    void finish() {
        this.next.end();
    }

}

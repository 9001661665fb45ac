package org.minigun.annotation;

import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.BaseStream;

import org.minigun.Output;
import org.minigun.ProducerFunction;

/**
 * The body of a producer that returns what it emits.
 *
 * @param method the user's method, called once a run
 * @param name the name of the stage
 */
record ItemsProducer(Callable<Object> method, String name) implements ProducerFunction<Object> {

    @Override
    public void produce(Output<Object> output) throws Exception {
        Object items = this.method.call();
        if (items instanceof BaseStream<?, ?> stream) {
            try (stream) {
                emit(stream.iterator(), output);
            }
        }
        else if (items instanceof Iterable<?> iterable) {
            if (items instanceof Collection<?> all) {
                output.expect(all.size());
            }
            emit(iterable.iterator(), output);
        }
        else if (items instanceof Iterator<?> iterator) {
            emit(iterator, output);
        }
        else {
            throw new IllegalStateException(
                    "Producer '" + this.name + "' returned null: return an empty stream to emit nothing");
        }
    }

    private static void emit(Iterator<?> items, Output<Object> output) {
        while (items.hasNext()) {
            output.emit(items.next());
        }
    }

}

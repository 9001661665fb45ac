package org.minigun.execution;

import java.util.Collection;

import org.minigun.Output;
import org.minigun.ProducerFunction;

/**
 * The body of a producer that goes through what is there. Also a template, see
 * {@link LinkCopies}: so its loop sees one output and one kind of iterator.
 */
final class ItemsLoop implements ProducerFunction<Object> {

    private static final long serialVersionUID = 1L;

    private final transient Iterable<?> items;

    ItemsLoop(Iterable<?> items) {
        this.items = items;
    }

    @Override
    public void produce(Output<Object> output) {
        if (this.items instanceof Collection<?> all) {
            output.expect(all.size());
        }
        for (Object item : this.items) {
            output.emit(item);
        }
    }

}

package org.minigun;

/**
 * The body of a producer that emits the elements of something that can be gone through
 * again with each run.
 *
 * @param <T> the type of the items emitted
 * @param items the items
 */
public record IterableProducer<T>(Iterable<T> items) implements ProducerFunction<T> {

    @Override
    public void produce(Output<T> output) {
        for (T item : this.items) {
            output.emit(item);
        }
    }

}

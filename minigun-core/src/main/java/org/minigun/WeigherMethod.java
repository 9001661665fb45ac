package org.minigun;

/**
 * A weight that a method gives, for those who call it somewhere else than on the object
 * at hand.
 *
 * @param function calls the method
 * @param method the method: of the task, which takes the item, or of the item itself
 */
public record WeigherMethod(Weigher<Object> function, StageMethod method) implements Weigher<Object> {

    @Override
    public long weigh(Object item) throws Exception {
        return this.function.weigh(item);
    }

}

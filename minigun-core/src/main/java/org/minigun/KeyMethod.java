package org.minigun;

/**
 * A key that a method gives, for those who call it somewhere else than on the object at
 * hand.
 *
 * @param function calls the method
 * @param method the method: of the task, which takes the item, or of the item itself
 */
public record KeyMethod(KeyFunction<Object> function, StageMethod method) implements KeyFunction<Object> {

    @Override
    public Object key(Object item) throws Exception {
        return this.function.key(item);
    }

}

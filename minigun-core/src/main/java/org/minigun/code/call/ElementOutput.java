package org.minigun.code.call;

import org.jspecify.annotations.Nullable;

/**
 * Where the elements of what stands for several items go.
 */
public interface ElementOutput {

    /**
     * Names the stage that emits.
     * @return its path
     */
    String stage();

    /**
     * Emits an element.
     * @param element the element; {@code null} is refused
     */
    void emitElement(@Nullable Object element);

}

package org.minigun.execution;

import java.io.Serializable;

/**
 * Copies items as they are copied on their way to and from where a stage runs. Used by
 * one thread at a time.
 */
public interface ItemCopier extends Serializable {

    /**
     * Copies an item on its way to the stage.
     * @param item the item
     * @return what the stage gets
     * @throws Exception if the item cannot be copied: it concerns this item only
     */
    Object in(Object item) throws Exception;

    /**
     * Copies a result on its way from the stage.
     * @param result the result
     * @return what the next stage gets
     * @throws Exception if the result cannot be copied or is not allowed: it concerns the
     * item only
     */
    Object out(Object result) throws Exception;

}

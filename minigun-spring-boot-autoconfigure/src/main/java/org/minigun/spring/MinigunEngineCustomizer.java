package org.minigun.spring;

import org.minigun.execution.Engine;

/**
 * Changes the engine before it is built, after the properties were applied. Beans of this
 * type are called in their order.
 */
@FunctionalInterface
public interface MinigunEngineCustomizer {

    /**
     * Changes the engine.
     * @param builder its builder
     */
    void customize(Engine.Builder builder);

}

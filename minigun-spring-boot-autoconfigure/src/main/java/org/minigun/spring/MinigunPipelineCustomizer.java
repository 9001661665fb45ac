package org.minigun.spring;

import org.minigun.Pipeline;

/**
 * Changes the pipeline of a task after annotations and properties were read, for example
 * by {@link Pipeline#derive()}. Beans of this type are called in their order.
 */
@FunctionalInterface
public interface MinigunPipelineCustomizer {

    /**
     * Changes the pipeline of a task.
     * @param task the name of the task
     * @param pipeline its pipeline
     * @return what is run in its place, or the same pipeline
     */
    Pipeline customize(String task, Pipeline pipeline);

}

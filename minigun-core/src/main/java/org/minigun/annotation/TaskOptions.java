package org.minigun.annotation;

import org.minigun.PipelineOptions;

/**
 * Implemented by a task, or by the object of a nested pipeline, that says things of
 * itself as a whole from code: sizes that follow from a constructor argument, for
 * example. Properties of the application win over what is said here, stages over both.
 */
public interface TaskOptions {

    /**
     * Says things of the pipeline. Called once, when the task is read.
     * @param options takes what is said
     */
    void options(PipelineOptions options);

}

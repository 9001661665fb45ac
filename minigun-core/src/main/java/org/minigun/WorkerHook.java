package org.minigun;

import java.io.Serializable;

/**
 * A hook that runs in a worker process, once for each session of a stage there, before
 * its first item. Serializable, so that a lambda can be sent there.
 */
@FunctionalInterface
public interface WorkerHook extends Serializable {

    /**
     * Runs the hook.
     * @param context what the worker knows
     * @throws Exception if the stage cannot be served: the worker counts as one that did
     * not start
     */
    void run(WorkerContext context) throws Exception;

}

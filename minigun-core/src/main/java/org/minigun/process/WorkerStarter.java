package org.minigun.process;

import java.io.IOException;

/**
 * Starts worker processes of one kind.
 */
@FunctionalInterface
interface WorkerStarter {

    /**
     * Starts a worker and waits until it is connected. An interrupt ends the attempt, and
     * the process with it.
     * @param index the worker's number in its pool
     * @return the worker's process and connection
     * @throws IOException if it does not start; the message holds its output
     * @throws InterruptedException if the calling thread is interrupted
     */
    StartedWorker start(int index) throws IOException, InterruptedException;

}

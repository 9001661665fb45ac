package org.minigun.execution;

/**
 * One group of one run at its host. Thread-safe.
 */
public interface HostedGroup {

    /**
     * Begins a session: one context's way to where the stage runs.
     * @param index the context's number in its group, from 0
     * @param outcomes told what becomes of items
     * @return the session
     */
    HostedSession session(int index, HostedOutcomes outcomes);

    /**
     * Runs a stage that is a producer until it has ended. What it emits is told to the
     * outcomes on the calling thread.
     * @param outcomes told what is emitted
     * @throws InterruptedException if the run is cut off
     * @throws Exception what the producer has thrown, or how its worker has died
     */
    void produce(HostedOutcomes outcomes) throws Exception;

    /**
     * Cuts everything off now, without waiting: sessions end soon after.
     */
    void terminate();

    /**
     * Ends the group after its sessions. Returns at once.
     */
    void close();

}

package org.minigun;

/**
 * Carries what belongs to the thread that starts a run, such as a trace, to the threads
 * and the worker processes of the run. The mapped diagnostic context of SLF4J is carried
 * without one. Thread-safe. What a carrier throws is logged and changes nothing.
 */
@FunctionalInterface
public interface ContextCarrier {

    /**
     * Takes what is to be carried. Called by the thread that starts a run, before
     * anything of it has run.
     * @param run the run
     * @return what is carried
     */
    CarriedContext capture(Run run);

}

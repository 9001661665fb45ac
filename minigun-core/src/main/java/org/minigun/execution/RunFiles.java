package org.minigun.execution;

import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.minigun.Hook;
import org.minigun.RunFailure;
import org.minigun.StuckThread;

/**
 * What stages tell their run.
 */
interface RunFiles {

    /** The switch of the run. */
    RunControl control();

    /** Where events go. */
    RunEvents events();

    /** Fails the run; the first failure counts. */
    void fail(RunFailure failure);

    /** Keeps an item that was given up on. */
    void deadLetter(String stage, Object item, int attempts, Throwable cause);

    /** Keeps an item that was cut off; {@code null} where it cannot be known. */
    void unfinished(String stage, @Nullable Object item);

    /** Notes a producer that has ended by an exception without failing the run. */
    void producerFailed(String producer, Throwable cause);

    /** Notes a producer that has ended so at a host, which has logged it. */
    void toldProducerFailed(String producer, Throwable cause);

    /** Keeps threads at a host that have not stopped. */
    void stuck(List<StuckThread> threads);

    /** The hooks of a stage, in order of declaration. */
    List<Hook> stageHooks(Hook.Kind kind, String path);

    /** Notes an edge out of one context, with the counts of its two ends. */
    void edge(String from, String to, LongSupplier routed, LongSupplier received);

    /** Runs hooks; what one throws fails the run. */
    boolean runHooks(List<Hook> hooks, String where);

}

package org.minigun;

/**
 * Where a stage runs: the one word that moves it.
 */
public enum Concurrency {

    /**
     * In its source's context, by a direct call: the stage has no placement of its own,
     * and a default placement of its task does not apply to it.
     */
    INLINE,

    /**
     * On a pool of platform threads; 5 unless said otherwise.
     */
    THREAD,

    /**
     * On a pool of virtual threads; 256 unless said otherwise. On a Java without virtual
     * threads (before 21) platform threads are used, with one warning.
     */
    VIRTUAL_THREAD,

    /**
     * On threads that each have class loader, statics and instance of their own; 4 unless
     * said otherwise.
     */
    ISOLATE,

    /**
     * In a pool of child JVMs that serve many items each; 2 unless said otherwise.
     */
    PROCESS,

    /**
     * In a fresh child JVM for each batch; 2 at once unless said otherwise.
     */
    PROCESS_PER_BATCH;

    /**
     * Tells whether code placed so runs outside the application's JVM.
     * @return whether the stage leaves the JVM
     */
    public boolean leavesJvm() {
        return this == PROCESS || this == PROCESS_PER_BATCH;
    }

}

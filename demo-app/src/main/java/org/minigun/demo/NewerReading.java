package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;

import org.minigun.demo.inspect.FileState;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.store.JarStore;

/**
 * Knows for a run whether a jar that it could not read was read by another one meanwhile.
 *
 * @param store knows what was read
 * @param following whether the run follows the directory, and so is told of each change
 * @param full whether it reads what is known again: then that counts only if the jar was
 * changed since the run began
 * @param begun when the run began
 */
record NewerReading(JarStore store, boolean following, boolean full, Instant begun) {

    /**
     * Tells whether a jar need not be noted as unreadable.
     */
    boolean covers(FoundJar jar) {
        if (this.following && Files.notExists(jar.file())) {
            return true;
        }
        return (this.following || !this.full || isChangedSince(jar)) && this.store.knows(jar);
    }

    private boolean isChangedSince(FoundJar jar) {
        try {
            return !FileState.of(jar.file()).isSettled(this.begun);
        }
        catch (IOException ex) {
            // Gone, or going: what is known of it is not of what is there.
            return false;
        }
    }

}

package org.minigun.spring.actuate;

import org.minigun.Run;

/**
 * What an operator may do to a run.
 */
public enum RunAction {

    /** Hold the producers. */
    PAUSE,

    /** Free producers that were held. */
    RESUME,

    /** Ask the producers to end, and let what is in flight finish. */
    STOP,

    /** End the run; what was not finished is listed. */
    CANCEL;

    void applyTo(Run run) {
        switch (this) {
            case PAUSE -> run.pause();
            case RESUME -> run.resume();
            case STOP -> run.stop();
            // Waits for code that does not stop; whoever asks need not.
            case CANCEL -> new Thread(run::cancel, "minigun-" + run.task() + "-cancel").start();
        }
    }

}

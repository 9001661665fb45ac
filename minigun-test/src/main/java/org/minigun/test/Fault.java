package org.minigun.test;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What befalls a worker process, from within.
 */
enum Fault {

    /** The signal KILL, which no process can catch. */
    KILL {

        @Override
        void strike() throws InterruptedException {
            try {
                new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start()
                    .waitFor(10, TimeUnit.SECONDS);
            }
            catch (IOException ex) {
                // No such command: without hooks and without a word it ends all the same.
            }
            Runtime.getRuntime().halt(137);
        }

    },

    /** An end that says nothing of a fault. */
    EXIT {

        @Override
        void strike() {
            System.exit(0);
        }

    },

    /** No end, whatever is asked. */
    HANG {

        @Override
        void strike() {
            while (true) {
                LockSupport.park(this);
            }
        }

    };

    abstract void strike() throws InterruptedException;

}

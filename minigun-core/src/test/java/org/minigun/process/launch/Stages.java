package org.minigun.process.launch;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Code that workers of these tests run.
 */
final class Stages {

    private Stages() {
    }

    /** Prints so many lines on both outputs, and bytes that are no text. */
    static Object shout(Object lines) {
        int count = ((Number) lines).intValue();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.setLength(0);
            String line = text.append("line ").append(i).toString();
            System.out.println(line);
            if (i % 100 == 0) {
                System.err.println(line);
            }
        }
        System.out.write(new byte[] { 0, -1, -2, 27 }, 0, 4);
        System.out.println("x".repeat(20_000));
        System.out.flush();
        return lines;
    }

    /** Starts a process, tells its id on standard output, and hangs with all defences. */
    @SuppressWarnings("InfiniteLoopStatement")
    static Object hang(Object item) throws IOException {
        Process child = new ProcessBuilder("sleep", "1000").start();
        Runtime.getRuntime().addShutdownHook(new Thread(Stages::forEver));
        System.out.println("grandchild " + child.pid());
        System.out.flush();
        synchronized (System.class) {
            synchronized (Runtime.getRuntime()) {
                forEver();
            }
        }
        return item;
    }

    private static void forEver() {
        while (true) {
            LockSupport.parkNanos(1_000_000_000L);
            Thread.interrupted();
        }
    }

}

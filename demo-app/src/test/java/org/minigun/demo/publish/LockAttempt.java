package org.minigun.demo.publish;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Another process that tries to publish.
 */
final class LockAttempt {

    private static final int REFUSED = 3;

    private LockAttempt() {
    }

    /**
     * Tells whether another process is refused.
     */
    static boolean isRefused(Path home) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LockAttempt.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0 && process.exitValue() != REFUSED) {
                throw new AssertionError("The other process could not try: " + process);
            }
            return process.exitValue() == REFUSED;
        }
        finally {
            process.destroyForcibly();
        }
    }

    /**
     * Tries it.
     */
    public static void main(String[] arguments) throws Exception {
        try {
            new IndexDirectory(Path.of(arguments[0])).lock().close();
        }
        catch (IndexException ex) {
            System.exit(REFUSED);
        }
    }

}

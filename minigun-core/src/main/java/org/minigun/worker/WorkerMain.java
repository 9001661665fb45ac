package org.minigun.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.Handshake;
import org.minigun.protocol.StatusPage;

/**
 * The main class of a worker's JVM. What it runs before it is connected is kept small,
 * and free of what makes the JVM load much: lambdas, streams, formats.
 */
public final class WorkerMain implements Runnable {

    private static final int NOT_STARTED = 71;

    private final WorkerLoop loop;

    private WorkerMain(WorkerLoop loop) {
        this.loop = loop;
    }

    /**
     * Connects to the application and serves it until it ends.
     * @param arguments the path of the socket and that of the status page
     */
    public static void main(String[] arguments) {
        WorkerConnection connection = null;
        StatusPage status = null;
        try {
            InputStream application = System.in;
            byte[] secret = readSecret(application);
            // The stage's code gets none of it.
            System.setIn(InputStream.nullInputStream());
            status = StatusPage.open(Path.of(arguments[1]));
            Watchdog watchdog = new Watchdog(application, status);
            connection = WorkerConnection.connect(arguments[0], secret, watchdog);
            watchdog.start();
            Interrupts.ignoreSoon();
        }
        catch (IOException | RuntimeException ex) {
            Notice.say("The worker cannot connect to its application: ".concat(ex.toString()));
        }
        serve(connection, status);
    }

    private static void serve(@Nullable WorkerConnection connection, @Nullable StatusPage status) {
        if (connection == null || status == null) {
            Runtime.getRuntime().halt(NOT_STARTED);
            return;
        }
        // Code that interrupts all threads that it finds would close the socket if this
        // one
        // read it.
        HelperThread reader = new HelperThread(new WorkerMain(new WorkerLoop(connection, status)), "reader");
        reader.setDaemon(false);
        reader.start();
    }

    /** Serves the application, and ends the process then. */
    @Override
    public void run() {
        this.loop.run();
        // Threads of the stage's code do not keep the process.
        System.exit(0);
    }

    /** One line of hexadecimal digits. */
    private static byte[] readSecret(InputStream in) throws IOException {
        byte[] secret = new byte[Handshake.SECRET_LENGTH];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (digit(in) << 4 | digit(in));
        }
        if (in.read() != '\n') {
            throw new IOException("Standard input does not hold the secret");
        }
        return secret;
    }

    private static int digit(InputStream in) throws IOException {
        int next = in.read();
        int digit = (next >= 0) ? Character.digit(next, 16) : -1;
        if (digit < 0) {
            throw new IOException(
                    "Standard input does not hold the secret; a command prefix must hand standard input on");
        }
        return digit;
    }

}

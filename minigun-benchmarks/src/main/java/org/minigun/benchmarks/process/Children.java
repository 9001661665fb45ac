package org.minigun.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Other processes to compare with.
 */
final class Children {

    private static final String PYTHON = """
            import multiprocessing, time
            def work(n):
                return n
            if __name__ == '__main__':
                with multiprocessing.Pool(2) as pool:
                    list(pool.imap_unordered(work, range(20000), chunksize=64))
                    start = time.time()
                    count = 0
                    for one in pool.imap_unordered(work, range(400000), chunksize=64):
                        count += 1
                    print(count / (time.time() - start))
            """;

    private Children() {
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Integers a second through a pool of two Python processes; empty without Python. */
    static OptionalDouble pythonPool() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "-c", PYTHON).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return (process.waitFor() == 0) ? OptionalDouble.of(Double.parseDouble(said)) : OptionalDouble.empty();
        }
        catch (IOException | NumberFormatException ex) {
            return OptionalDouble.empty();
        }
    }

    /** JVMs a second that do nothing, one after the other on each of two threads. */
    static double bareStarts(int count) throws InterruptedException {
        long start = System.nanoTime();
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> startAll(count / threads.length));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static void startAll(int count) {
        try {
            for (int i = 0; i < count; i++) {
                new ProcessBuilder(java(), "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                        System.getProperty("java.class.path"), Nothing.class.getName())
                    .start()
                    .waitFor();
            }
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** CPU milliseconds of a JVM of this Java until it has opened a socket. */
    static double bareStartCpu() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java(), "-cp", System.getProperty("java.class.path"),
                OpensSocket.class.getName())
            .redirectErrorStream(true)
            .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return Double.parseDouble(said);
    }

    /** Opens a socket and tells what that has cost. */
    static final class OpensSocket {

        private OpensSocket() {
        }

        /**
         * Opens a socket.
         * @param arguments none
         * @throws IOException if it cannot
         */
        public static void main(String[] arguments) throws IOException {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                PrintStream out = System.out;
                out.println(channel.isOpen() ? CpuTime.millis() : Double.NaN);
            }
        }

    }

    /** Does nothing. */
    static final class Nothing {

        private Nothing() {
        }

        /**
         * Ends.
         * @param arguments none
         */
        public static void main(String[] arguments) {
        }

    }

}

package org.minigun.scenarios;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * How {@link Vandalism} is done.
 */
final class Vandals {

    /** Lives as long as the process. */
    private static final List<Object> HELD = new ArrayList<>();

    private Vandals() {
    }

    static void replaceStreams() {
        OutputStream hostile = new OutputStream() {

            @Override
            public void write(int b) {
                throw new IllegalStateException("Not printed");
            }

        };
        System.setOut(new PrintStream(hostile, true));
        System.setErr(new PrintStream(hostile, true));
        System.setIn(InputStream.nullInputStream());
    }

    static void closeDescriptors() throws IOException {
        new FileInputStream(FileDescriptor.in).close();
        new FileOutputStream(FileDescriptor.out).close();
        new FileOutputStream(FileDescriptor.err).close();
    }

    static void addHangingHook() {
        Runtime.getRuntime().addShutdownHook(new Thread(Vandals::forEver));
    }

    /** Takes no interrupt. */
    static void forEver() {
        while (true) {
            try {
                Thread.sleep(60_000);
            }
            catch (InterruptedException ex) {
                // Goes on.
            }
        }
    }

    /** Has a thread that is left behind hold a lock. */
    static void hold(Object lock) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            synchronized (lock) {
                held.countDown();
                forEver();
            }
        }, "holds " + lock.getClass());
        thread.start();
        held.await();
    }

    static void deadlock() {
        new Thread(Two::name).start();
        One.name();
    }

    static void fillMetaspace() throws Exception {
        while (true) {
            HELD.add(new Copying().loadClass(Two.class.getName()));
        }
    }

    static void takeDescriptors() {
        try {
            while (true) {
                HELD.add(new FileInputStream("/dev/null"));
            }
        }
        catch (IOException ex) {
            HELD.add(ex);
        }
    }

    static void takeMemory() {
        List<byte[]> hoard = new ArrayList<>();
        while (true) {
            hoard.add(new byte[1 << 20]);
        }
    }

    /** Leaves hardly any to the next item. */
    static void fillMemoryForGood() {
        try {
            while (true) {
                HELD.add(new byte[1 << 16]);
            }
        }
        catch (OutOfMemoryError ex) {
            HELD.remove(HELD.size() - 1);
        }
    }

    static void crash() throws Exception {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        var field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
    }

    static void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(ProcessHandle.current().pid())).start().waitFor();
        forEver();
    }

    static int recurse(int n) {
        return recurse(n + 1) + recurse(n + 2);
    }

    /** Megabytes without the end of a line. */
    static void flood() throws IOException {
        byte[] much = new byte[8 << 20];
        Arrays.fill(much, (byte) 'x');
        new FileOutputStream(FileDescriptor.out).write(much);
        new FileOutputStream(FileDescriptor.err).write(much, 0, 1 << 20);
    }

    /** The file in which the worker notes what it does. */
    private static Path page() throws IOException {
        String[] words = Files.readString(Path.of("/proc/self/cmdline")).split("\0");
        return Path.of(words[words.length - 1]);
    }

    /** Also those of other workers. */
    static void removeDirectories() throws IOException {
        try (Stream<Path> all = Files.walk(page().getParent().getParent())) {
            all.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
        }
    }

    static void fillDirectory() throws IOException {
        Path deep = Files.createDirectories(page().getParent().resolve("a/b/c"));
        Files.write(deep.resolve("much"), new byte[20 << 20]);
        Files.createSymbolicLink(deep.resolve("link"), Path.of("/usr"));
        Runtime.getRuntime().halt(4);
    }

    static void scribble() throws IOException {
        byte[] bytes = new byte[256];
        new Random(3).nextBytes(bytes);
        try (FileOutputStream out = new FileOutputStream(page().toFile())) {
            out.write(bytes);
        }
    }

    /** Says of itself that it has done nothing. */
    static void wipe() throws IOException {
        try (RandomAccessFile page = new RandomAccessFile(page().toFile(), "rw")) {
            page.write(new byte[256]);
        }
    }

    /** Defines a class of its own. */
    private static final class Copying extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Two.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = Vandals.class.getResourceAsStream("Vandals$Two.class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
            catch (IOException ex) {
                throw new ClassNotFoundException(name, ex);
            }
        }

    }

    /** Waits in its initialiser for the other one. */
    private static final class One {

        static final String NAME = pause() + Two.name();

        static String name() {
            return NAME;
        }

    }

    /** Waits in its initialiser for the other one. */
    private static final class Two {

        static final String NAME = pause() + One.name();

        static String name() {
            return NAME;
        }

    }

    private static String pause() {
        try {
            Thread.sleep(200);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

}

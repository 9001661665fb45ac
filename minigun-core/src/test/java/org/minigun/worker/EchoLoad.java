package org.minigun.worker;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.SessionDescription.Body;

/**
 * Measures one worker whose stage does nothing, driven over a socket in this JVM by one
 * thread that sends and one that receives. A program, no test.
 */
final class EchoLoad {

    private static final int WINDOW = 1024;

    private static final int TOGETHER = 64;

    private EchoLoad() {
    }

    public static void main(String[] arguments) throws Exception {
        Object small = new Small(12345678901L, "abcdefghijklmnopqrst", 3.25, List.of("one", "two", "three"),
                Instant.ofEpochSecond(1_700_000_000L, 123_000_000));
        for (int round = 0; round < 2; round++) {
            throughput("int", 1_500_000, (index) -> index & 0xFFFF, "same");
            throughput("long", 1_500_000, (index) -> (long) index, "same");
            throughput("string", 1_500_000, (index) -> "abcdefghijklmnopqrst", "same");
            throughput("record", 600_000, (index) -> small, "same");
            byte[] large = new byte[1 << 20];
            throughput("1 MiB", 2000, (index) -> large, "same");
        }
        latency();
        System.exit(0);
    }

    private static void throughput(String name, int count, java.util.function.IntFunction<Object> items, String method)
            throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(EchoLoad.class, method)));
            Semaphore window = new Semaphore(name.endsWith("MiB") ? 8 : WINDOW);
            int together = name.endsWith("MiB") ? 1 : TOGETHER;
            long cpu = cpu();
            long start = System.nanoTime();
            Thread sender = new Thread(() -> send(application, count, items, window, together));
            sender.start();
            receive(application, count, window, together);
            long nanos = System.nanoTime() - start;
            System.out.printf("%-8s %,12.0f /s %8.0f ns CPU an item%n", name, count * 1e9 / nanos,
                    (double) (cpu() - cpu) / count);
        }
    }

    private static void send(TestApplication application, int count, java.util.function.IntFunction<Object> items,
            Semaphore window, int together) {
        try {
            Object[] lot = new Object[together];
            for (int i = 0; i + together <= count; i += together) {
                int from = i;
                Arrays.setAll(lot, (index) -> items.apply(from + index));
                window.acquire(together);
                application.items(1, 1 + i, lot);
            }
        }
        catch (IOException | CodecException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void receive(TestApplication application, int count, Semaphore window, int together)
            throws Exception {
        FrameReader in = application.in();
        ItemCodec codec = DefaultItemCodec.builder().build();
        int left = count / together * together;
        int settled = 0;
        while (left > 0) {
            in.next();
            ItemReader frame = in.payload();
            frame.readVarLong();
            while (frame.remaining() > 0) {
                frame.readByte();
                frame.readVarLong();
                frame.readVarLong();
                codec.read(frame.slice(frame.readLength()));
                left--;
                if (++settled == together) {
                    settled = 0;
                    window.release(together);
                }
            }
        }
    }

    private static void latency() throws Exception {
        try (TestApplication application = TestApplication.start()) {
            application.opened(1, TestApplication.session(Body.PROCESSOR, Codes.ofStatic(EchoLoad.class, "same")));
            long[] nanos = new long[20_000];
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                ItemWriter frame = application.out().begin(FrameType.ITEMS);
                frame.writeVarLong(1);
                frame.writeVarLong(1 + i);
                int length = frame.reserveLength();
                application.codec().write(i, frame);
                frame.patchLength(length);
                application.out().end();
                application.out().flush();
                application.expect(FrameType.RESULTS, 1);
                nanos[i] = System.nanoTime() - start;
            }
            long[] warm = Arrays.copyOfRange(nanos, 10_000, nanos.length);
            Arrays.sort(warm);
            System.out.printf("latency p50 %.1f us, p99 %.1f us%n", warm[warm.length / 2] / 1e3,
                    warm[warm.length * 99 / 100] / 1e3);
        }
    }

    static Object same(Object item) {
        return item;
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory
            .getOperatingSystemMXBean()).getProcessCpuTime();
    }

    record Small(long id, String name, double weight, List<String> tags, Instant at) {
    }

}

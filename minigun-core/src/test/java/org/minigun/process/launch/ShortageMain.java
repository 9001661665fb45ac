package org.minigun.process.launch;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.minigun.BroadcastSource;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.execution.Engine;

/**
 * An application that runs out of something, and goes on when there is more of it. Ends
 * well if its runs were as they should. Arguments: {@code files} or {@code disk}; a
 * directory for marks that has room.
 */
final class ShortageMain {

    private static final int ITEMS = 40;

    private ShortageMain() {
    }

    public static void main(String[] arguments) throws Exception {
        Shortage shortage = arguments[0].equals("files") ? new NoFiles() : new NoDisk();
        try (Engine engine = Engine.builder().set(Setting.START_ATTEMPTS, 3).build()) {
            end("plenty", engine.start(pipeline("plenty", null)), RunState.COMPLETED);
            shortage.begin();
            RunResult failed = end("short", engine.start(pipeline("short", null)), RunState.FAILED);
            shortage.end();
            System.out.println("cause: " + failed.failure().cause());
            if (shortage instanceof NoDisk) {
                RunResult large = end("large", engine.start(broadcast()), RunState.FAILED);
                System.out.println("cause: " + large.failure().cause());
            }
            end("short", engine.start(pipeline("short", null)), RunState.COMPLETED);
            String mark = arguments[1] + "/killed";
            Path wait = Files.createFile(Path.of(mark + ".wait"));
            Run run = engine.start(pipeline("dying", mark));
            while (!Files.exists(Path.of(mark))) {
                Thread.sleep(5);
            }
            shortage.begin();
            Files.delete(wait);
            // Its worker dies and cannot be replaced for a while.
            Thread.sleep(300);
            shortage.end();
            end("dying", run, RunState.COMPLETED);
        }
        System.out.println("closed");
    }

    private static PipelineBuilder<Integer> numbers(String task) {
        return Pipeline.named(task).producer("numbers", IntStream.range(0, ITEMS).boxed().toList());
    }

    private static final List<Integer> COLLECTED = Collections.synchronizedList(new ArrayList<>());

    private static Pipeline pipeline(String task, String mark) {
        return numbers(task).processor("work", (Integer n) -> work(n, mark), (o) -> {
            o.concurrency(Concurrency.PROCESS, 2);
            if (mark != null) {
                o.set(Setting.START_ATTEMPTS, 20);
            }
        }).consumer("collect", COLLECTED::add).build();
    }

    private static Pipeline broadcast() {
        return Pipeline.named("large")
            .broadcast("model", BroadcastSource.of(new byte[4 << 20]))
            .producer("numbers", IntStream.range(0, ITEMS).boxed().toList())
            .processor("work", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("collect", COLLECTED::add)
            .build();
    }

    /** In the worker: the first that meets item 20 waits for the shortage, and dies. */
    static Integer work(Integer n, String mark) throws Exception {
        if (mark != null && n == 20) {
            try {
                Files.createFile(Path.of(mark));
            }
            catch (FileAlreadyExistsException ex) {
                return n;
            }
            while (Files.exists(Path.of(mark + ".wait"))) {
                Thread.sleep(5);
            }
            Runtime.getRuntime().halt(3);
        }
        return n;
    }

    private static RunResult end(String name, Run run, RunState state) throws InterruptedException {
        RunResult result = run.await(Duration.ofSeconds(60)).orElseThrow();
        System.out.println(name + " " + result.state() + " " + result.ledger());
        List<Integer> collected = new ArrayList<>(COLLECTED);
        COLLECTED.clear();
        Set<Integer> once = new TreeSet<>(collected);
        if (result.state() != state || !result.ledger().isTrue() || once.size() != collected.size()
                || state == RunState.COMPLETED && collected.size() != ITEMS) {
            throw new IllegalStateException(
                    name + ": " + collected.size() + " collected, " + once.size() + " different, "
                            + result.ledger().violations(),
                    (result.failure() != null) ? result.failure().cause() : null);
        }
        return result;
    }

    /** Of something of which there may be no more. */
    private interface Shortage {

        void begin() throws IOException;

        void end() throws IOException;

    }

    /** No file can be opened any more. */
    private static final class NoFiles implements Shortage {

        private final List<Closeable> open = new ArrayList<>();

        @Override
        public void begin() {
            try {
                while (true) {
                    this.open.add(new FileInputStream("/dev/null"));
                }
            }
            catch (IOException ex) {
                System.out.println("exhausted after " + this.open.size() + ": " + ex.getMessage());
            }
        }

        @Override
        public void end() throws IOException {
            for (Closeable each : this.open) {
                each.close();
            }
            this.open.clear();
        }

    }

    /** The directory for temporary files is full. */
    private static final class NoDisk implements Shortage {

        private final Path ballast = Path.of(System.getProperty("java.io.tmpdir"), "ballast");

        @Override
        public void begin() throws IOException {
            try (OutputStream out = Files.newOutputStream(this.ballast)) {
                while (true) {
                    out.write(new byte[1024]);
                }
            }
            catch (IOException ex) {
                System.out.println("exhausted after " + Files.size(this.ballast) + ": " + ex.getMessage());
            }
        }

        @Override
        public void end() throws IOException {
            Files.delete(this.ballast);
        }

    }

}

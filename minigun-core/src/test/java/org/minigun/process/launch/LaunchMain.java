package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.minigun.protocol.CodecException;
import org.minigun.protocol.MarkedProcesses;
import org.minigun.protocol.WorkerProperties;

/**
 * An application that starts a worker and gives it five items. Prints what the tests want
 * to know. Arguments: directory of the cache; {@code hang} for a stage that never ends;
 * the worker's Java or {@code -}; the number of launchers in a row.
 */
final class LaunchMain {

    private LaunchMain() {
    }

    public static void main(String[] arguments) throws Exception {
        String mode = (arguments.length > 1) ? arguments[1] : "five";
        boolean batch = mode.equals("archive-of-stage");
        boolean archive = mode.equals("archive") || batch;
        LaunchOptions options = new LaunchOptions((arguments.length > 2) ? Path.of(arguments[2]) : null, 64 << 20,
                List.of(), List.of(), Map.of(), null, Map.of(), Duration.ofSeconds(30), 1 << 20, 64, batch, 0, archive);
        String mark = UUID.randomUUID().toString();
        if (batch) {
            options = options.withWorkerProperty(WorkerProperties.REHEARSAL, String.class.getName())
                .withEnvironment(MarkedProcesses.MARKER, mark);
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (WorkerLauncher launcher = WorkerLauncher.create(loader, Path.of(arguments[0]))) {
            LaunchedWorker worker = launcher.launch(options, 7);
            System.out.println("worker " + worker.process().pid());
            System.out.println("command " + String.join(" ", worker.command()));
            if (mode.equals("hang")) {
                Files.writeString(launcher.dataDirectory().resolve("0.data"), "large");
                new Exchange(worker, Stages.class, "hang").send("item");
                // Until it is killed.
                Thread.currentThread().join();
            }
            five(worker);
            worker.close();
            if (archive) {
                awaitArchive(Path.of(arguments[0]), mark);
            }
        }
        System.out.println("closed");
    }

    private static void five(LaunchedWorker worker) throws IOException, CodecException {
        System.out.println("results " + Exchange.five(worker));
    }

    private static void awaitArchive(Path cache, String mark) throws InterruptedException, IOException {
        for (int i = 0; i < 600; i++) {
            // What the worker has left behind is looked for once it has ended.
            MarkedProcesses.kill(Set.of(mark));
            try (var files = Files.list(cache.resolve("archives"))) {
                if (files.anyMatch((file) -> !file.getFileName().toString().contains(".tmp"))) {
                    System.out.println("archive");
                    return;
                }
            }
            Thread.sleep(50);
        }
    }

}

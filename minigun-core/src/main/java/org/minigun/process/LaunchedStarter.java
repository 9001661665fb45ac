package org.minigun.process;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.minigun.process.launch.LaunchOptions;
import org.minigun.process.launch.LaunchedWorker;
import org.minigun.process.launch.WorkerLauncher;
import org.minigun.protocol.MarkedProcesses;
import org.minigun.protocol.StatusPage;

/**
 * Starts workers by a launcher, each with a mark in its environment.
 */
final class LaunchedStarter implements WorkerStarter {

    private final WorkerLauncher launcher;

    private final LaunchOptions options;

    LaunchedStarter(WorkerLauncher launcher, LaunchOptions options) {
        this.launcher = launcher;
        this.options = options;
    }

    @Override
    public StartedWorker start(int index) throws IOException, InterruptedException {
        String marker = MarkedProcesses.below(System.getenv(MarkedProcesses.MARKER), UUID.randomUUID().toString());
        LaunchOptions marked = this.options.withEnvironment(MarkedProcesses.MARKER, marker);
        return new Launched(this.launcher.launch(marked, index), marker, marked.maxFrame());
    }

    private record Launched(LaunchedWorker worker, String marker, int maxFrame) implements StartedWorker {

        @Override
        public Process process() {
            return this.worker.process();
        }

        @Override
        public ProcessHandle jvm() {
            return this.worker.jvm();
        }

        @Override
        public SocketChannel channel() {
            return this.worker.channel();
        }

        @Override
        public StatusPage status() {
            return this.worker.status();
        }

        @Override
        public List<String> lastErrors(Duration limit) throws InterruptedException {
            this.worker.awaitOutput(limit);
            return this.worker.stderrTail().lines();
        }

        @Override
        public @Nullable Path crashFile() {
            return this.worker.crashFile();
        }

        @Override
        public void close() {
            this.worker.close();
        }

    }

}

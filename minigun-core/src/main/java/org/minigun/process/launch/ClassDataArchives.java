package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Archives of class data, by which a worker's JVM starts faster.
 */
final class ClassDataArchives implements AutoCloseable {

    ClassDataArchives(CacheDirectory cache) {
    }

    Use find(LaunchOptions options, WorkerClassPath path) {
        return new Use(null, List.of());
    }

    void makeIfMissing(Use use, Training training) {
    }

    @Override
    public void close() {
    }

    interface Training {

        LaunchedWorker start(List<String> flags) throws IOException, InterruptedException;

    }

    record Use(@Nullable Path file, List<String> options) {

        void distrust() {
        }

    }

}

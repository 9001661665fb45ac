package org.minigun.demo.report;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

import me.tongfei.progressbar.ProgressBarConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.demo.JarBuilder;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

class CensusProgressTests {

    @TempDir
    Path directory;

    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();

    @Test
    void showsHowManyOfAllJarsWereRead() throws InterruptedException {
        for (String name : List.of("a.jar", "b.jar", "c.jar")) {
            JarBuilder.jar().writeTo(this.directory.resolve(name));
        }
        run("census", Display::new);
        assertThat(this.shown).last().asString().contains("Jar Census 100%", "3/3 jars", " 1 unreadable");
    }

    @Test
    void showsNothingOfOtherTasks() throws InterruptedException {
        this.shown.add("/3 jars");
        run("other", Display::new);
        assertThat(this.shown).isEmpty();
    }

    @Test
    void showsNothingWithoutTerminal() throws InterruptedException {
        this.shown.add("/3 jars");
        run("census", null);
        assertThat(this.shown).isEmpty();
    }

    /**
     * Runs a task whose first item waits until the bar has shown the number of jars.
     */
    private void run(String task, @Nullable Supplier<ProgressBarConsumer> display) throws InterruptedException {
        Pipeline pipeline = Pipeline.named(task)
            .producer("jars", List.of("first", "second", "broken"))
            .processor("inspect", this::inspect,
                    (options) -> options.concurrency(Concurrency.THREAD).poolSize(1).onError(OnError.DEAD_LETTER))
            .consumer("save", (item) -> {
            })
            .build();
        CensusProgress progress = new CensusProgress(new JarFinder(this.directory), display);
        try (Engine engine = Engine.builder().listener(progress).build()) {
            RunResult result = engine.run(pipeline);
            assertThat(result.ledger().violations()).isEmpty();
        }
    }

    private String inspect(String item) throws InterruptedException {
        if (item.equals("first")) {
            while (!this.shown.take().contains("/3 jars")) {
                continue;
            }
        }
        if (item.equals("broken")) {
            throw new IllegalStateException(item);
        }
        return item;
    }

    private final class Display implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return 120;
        }

        @Override
        public void accept(String text) {
            CensusProgressTests.this.shown.add(text);
        }

        @Override
        public void close() {
        }

    }

}

package org.minigun.spring.progress;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TerminalProgressTests {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final Engine engine = Engine.builder()
        .listener(new TerminalProgress(new PrintStream(this.written, true, StandardCharsets.UTF_8), 100, false))
        .build();

    @Test
    void lineShowsHowFarARunIsAndTheTableWhatItHasDone() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Run run = this.engine
            .start(Pipeline.named("census").producer("generate", List.of(1, 2, 3, 4)).processor("read", (n) -> {
                if (n == 2) {
                    throw new IllegalStateException("broken");
                }
                if (n == 3) {
                    release.await();
                }
                Thread.sleep(20);
                return n;
            }, (stage) -> stage.concurrency(Concurrency.THREAD).poolSize(1).onError(OnError.SKIP))
                .consumer("save", (n) -> {
                })
                .build());
        await().until(() -> text().contains("2/4 items"));
        assertThat(text()).contains("census", " 50%", "1 failed").doesNotContain("completed");
        release.countDown();
        run.await();
        String shown = text();
        assertThat(shown).contains("100%", "4/4 items");
        String table = shown.substring(shown.indexOf("census: completed after "));
        assertThat(table.lines()).hasSize(5);
        assertThat(table.lines().skip(1)).satisfiesExactly(
                (line) -> assertThat(line.split("\\s{2,}")).containsExactly("", "stage", "items", "items/s", "p50",
                        "p99", "failed", "busy"),
                (line) -> assertThat(line).startsWith("  generate ").contains(" 4 "),
                (line) -> assertThat(line).startsWith("  read ").contains(" 3 ", " ms ", " 1 ", "<- bottleneck: "),
                (line) -> assertThat(line).startsWith("  save ").contains(" 3 ").doesNotContain("bottleneck"));
    }

    @Test
    void runsAtOnceAreShownOneAfterTheOtherAndHaveATableEach() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Run first = this.engine.start(held("first", release));
        await().until(() -> text().contains("first"));
        this.engine.run(held("second", new CountDownLatch(0)));
        assertThat(text()).contains("second: completed after ");
        release.countDown();
        first.await();
        assertThat(text()).contains("first: completed after ");
        this.engine.run(held("third", new CountDownLatch(0)));
        assertThat(text()).contains("third: completed after ");
    }

    @Test
    void namesCannotCommandTheTerminal() throws InterruptedException {
        assertThat(StageTable.name("a\u001b[31mb")).isEqualTo("a?[31mb");
        assertThat(StageTable.name("x".repeat(50))).hasSize(40).startsWith("...x");
    }

    @Test
    void timesAreWrittenAsPeopleReadThem() {
        assertThat(List.of(900L, 12_300L, 3_400_000L, 56_000_000L, 1_240_000_000L, 125_000_000_000L))
            .extracting((nanos) -> StageTable.time(java.time.Duration.ofNanos(nanos)))
            .containsExactly("0.9 us", "12 us", "3.4 ms", "56 ms", "1.2 s", "2 min 5 s");
    }

    @Test
    void continuousIntegrationSaysSo() {
        assertThat(Terminal.isContinuousIntegration(Map.of("CI", "true"))).isTrue();
        assertThat(Terminal.isContinuousIntegration(Map.of("CI", "false"))).isFalse();
        assertThat(Terminal.isContinuousIntegration(Map.of())).isFalse();
    }

    private static Pipeline held(String name, CountDownLatch release) {
        return Pipeline.named(name).producer("generate", List.of(1)).consumer("hold", (n) -> release.await()).build();
    }

    private String text() {
        return this.written.toString(StandardCharsets.UTF_8);
    }

}

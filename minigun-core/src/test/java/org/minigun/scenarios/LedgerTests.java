package org.minigun.scenarios;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.minigun.Concurrency;
import org.minigun.Ledger;
import org.minigun.Ledger.StageEntry;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * S-214: the ledger of a diamond with SKIP in one branch, however its run ends.
 */
class LedgerTests {

    private final List<Integer> collected = Scenario.collected();

    private final CountDownLatch reached = new CountDownLatch(1);

    private final CountDownLatch released = new CountDownLatch(1);

    @RepeatedTest(5)
    void s214_completed() {
        completed();
    }

    @Tag("long")
    @RepeatedTest(500)
    void s214_completedManyTimes() {
        completed();
    }

    private void completed() {
        this.released.countDown();
        RunResult result = Scenario.run(diamond("s214-completed", 0));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.ledger().stage("a")).isEqualTo(new StageEntry("a", 100, 86, 0, 14, 0, 0));
        assertThat(result.ledger().stage("b")).isEqualTo(new StageEntry("b", 100, 100, 0, 0, 0, 0));
        assertThat(result.ledger().stage("c")).isEqualTo(new StageEntry("c", 186, 186, 0, 0, 0, 0));
        assertThat(this.collected).hasSize(186);
    }

    @RepeatedTest(5)
    void s214_failed() {
        failed();
    }

    @Tag("long")
    @RepeatedTest(500)
    void s214_failedManyTimes() {
        failed();
    }

    private void failed() {
        this.released.countDown();
        RunResult result = Scenario.run(diamond("s214-failed", 40));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.ledger().stage("c").failed()).isEqualTo(1);
        assertUnfinishedAreListed(result);
    }

    @RepeatedTest(5)
    void s214_stopped() throws InterruptedException {
        stopped();
    }

    @Tag("long")
    @RepeatedTest(500)
    void s214_stoppedManyTimes() throws InterruptedException {
        stopped();
    }

    private void stopped() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(diamond("s214-stopped", 0));
            this.reached.await();
            run.stop();
            this.released.countDown();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.unfinished()).isEmpty();
            Ledger ledger = result.ledger();
            long emitted = result.statistics().emitted();
            assertThat(ledger.stage("a").received()).isEqualTo(ledger.stage("b").received()).isEqualTo(emitted);
            assertThat(ledger.stage("c").done()).isEqualTo(ledger.stage("a").done() + ledger.stage("b").done())
                .isEqualTo(this.collected.size());
        }
    }

    @RepeatedTest(5)
    void s214_cancelled() throws InterruptedException {
        cancelled();
    }

    @Tag("long")
    @RepeatedTest(500)
    void s214_cancelledManyTimes() throws InterruptedException {
        cancelled();
    }

    private void cancelled() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(diamond("s214-cancelled", 0));
            this.reached.await();
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.ledger().stage("b").unfinished()).isPositive();
            assertThat(result.unfinished()).anySatisfy((item) -> {
                assertThat(item.stage()).isEqualTo("b");
                assertThat(item.item()).isEqualTo(50);
            });
            assertUnfinishedAreListed(result);
        }
    }

    private static void assertUnfinishedAreListed(RunResult result) {
        for (StageEntry entry : result.ledger().stages()) {
            assertThat(result.unfinished().stream().filter((item) -> item.stage().equals(entry.stage())))
                .as(entry.stage())
                .hasSize((int) entry.unfinished())
                .allSatisfy((item) -> assertThat(item.item()).isNotNull());
        }
    }

    /** Item 50 waits in branch b until it is released. */
    private Pipeline diamond(String task, int fatal) {
        return Pipeline.named(task)
            .producer("generate", Scenario.numbers(1, 100), (o) -> o.to("a", "b"))
            .processor("a", (n) -> {
                if (n % 7 == 0) {
                    throw new IllegalStateException("seventh");
                }
                return n;
            }, (o) -> o.onError(OnError.SKIP).to("c"))
            .taking(Integer.class)
            .processor("b", (n) -> {
                if (n == 50) {
                    this.reached.countDown();
                    this.released.await();
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 3).capacity(8).to("c"))
            .consumer("c", (n) -> {
                if (n == fatal) {
                    throw new IllegalStateException("fatal");
                }
                this.collected.add(n);
            })
            .build();
    }

}

package org.minigun.scenarios;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;
import org.minigun.plan.NamedPool;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs of pipelines made at random, some of which are held, stopped or cancelled at a
 * random time: whatever happens, every item is accounted for, and what is unfinished is
 * listed.
 */
@Timeout(120)
class RandomRunsTests {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.minigun.run");

    /** Skipped items are part of these runs and not worth a line each. */
    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.ERROR);
    }

    @AfterAll
    static void beLoud() {
        LOG.setLevel(null);
    }

    @Test
    void everyItemOfEveryRunIsAccountedFor() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            runOne(ThreadLocalRandom.current().nextLong(), i);
        }
    }

    @Tag("long")
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyItemOfEveryRunIsAccountedForForLong() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        for (int i = 0; System.nanoTime() < end; i++) {
            runOne(ThreadLocalRandom.current().nextLong(), i);
        }
    }

    private static void runOne(long seed, int number) throws InterruptedException {
        Random random = new Random(seed);
        int action = random.nextInt(6);
        boolean endless = action != 0;
        Pipeline pipeline = new RandomPipelines(random, endless ? 1_000_000 : 2_000).next("random-" + number);
        try (Engine engine = Engine.builder().pool(new NamedPool("shared", Concurrency.THREAD, 2)).build()) {
            Run run = engine.start(pipeline);
            LockSupport.parkNanos(random.nextInt(30_000_000));
            act(run, action, random);
            RunResult result = Scenario.end(run);
            String story = "seed " + seed + ", action " + action + "\n" + engine.plan(pipeline).toText()
                    + result.ledger();
            assertThat(result.failure()).as(story).isNull();
            assertThat(result.stuckThreads()).as(story).isEmpty();
            assertThat(result.state()).as(story).isEqualTo(expected(action));
            assertThat(result.ledger().stages()).allSatisfy((stage) -> {
                assertThat(Endless.unfinishedAt(stage.stage(), result)).as(story).hasSize((int) stage.unfinished());
                assertThat(stage.done()).as(story).isNotNegative();
            });
            assertThat(result.deadLetters().size() + result.deadLettersNotKept()).as(story)
                .isEqualTo(result.ledger().stages().stream().mapToLong((stage) -> stage.deadLettered()).sum());
        }
        catch (AssertionError ex) {
            throw new AssertionError("seed " + seed + ": " + ex.getMessage(), ex);
        }
    }

    private static void act(Run run, int action, Random random) throws InterruptedException {
        switch (action) {
            case 1 -> run.cancel();
            case 2 -> run.stop();
            case 3 -> run.stop(Duration.ofMillis(random.nextInt(10)));
            case 4 -> {
                run.pause();
                LockSupport.parkNanos(random.nextInt(5_000_000));
                run.cancel();
            }
            case 5 -> {
                run.pause();
                LockSupport.parkNanos(random.nextInt(5_000_000));
                run.resume();
                run.stop();
            }
            default -> {
            }
        }
    }

    private static RunState expected(int action) {
        return switch (action) {
            case 0 -> RunState.COMPLETED;
            case 1, 4 -> RunState.CANCELLED;
            default -> RunState.STOPPED;
        };
    }

}

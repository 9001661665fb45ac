package org.minigun.process;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.minigun.process.launch.LaunchOptions;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Named pools of workers whose stages do not say the same.
 */
class SharedPoolTests {

    private static LaunchOptions withHeap(long bytes) {
        LaunchOptions all = LaunchOptions.DEFAULTS;
        return new LaunchOptions(all.javaHome(), bytes, all.jvmOptions(), all.commandPrefix(), all.environment(),
                all.environmentNames(), all.workerProperties(), all.startTimeout(), all.maxFrame(), all.maxDepth(),
                all.perBatch(), all.processors(), all.classDataArchive());
    }

    @Test
    void stagesThatSayOtherwiseGetWorkersOfTheirOwnWhichIsSaidOnce() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(WorkerPools.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        PoolOptions options = PoolFixture.OPTIONS;
        PoolOptions other = new PoolFixture.Change(options).startAttempts(7).options();
        try (FakeStarter starter = new FakeStarter(); WorkerPools pools = new WorkerPools((launch) -> starter)) {
            WorkerPool first = pools.shared(options, withHeap(1 << 30), "Stage 'a'");
            assertThat(pools.shared(options, withHeap(1 << 30), "Stage 'b'")).isSameAs(first);
            assertThat(log.list).isEmpty();
            WorkerPool apart = pools.shared(other, withHeap(1 << 28), "Stage 'c'");
            assertThat(apart).isNotSameAs(first);
            assertThat(pools.shared(other, withHeap(1 << 28), "Stage 'd'")).isSameAs(apart);
            pools.pool(new PoolFixture.Change(options).startAttempts(9).options(), withHeap(1 << 27));
        }
        finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).singleElement()
            .extracting(ILoggingEvent::getFormattedMessage)
            .asString()
            .contains("Stage 'c'", "pool 'parser'", "[start-attempts, worker-heap]", "Say these settings of the pool");
    }

}

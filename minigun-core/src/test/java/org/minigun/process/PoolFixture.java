package org.minigun.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;

/**
 * A pool of real processes that run {@link FakeWorker}.
 */
final class PoolFixture implements AutoCloseable {

    static final PoolOptions OPTIONS = new PoolOptions("parser", 2, 0, -1, Duration.ofSeconds(30), Long.MAX_VALUE, null,
            Long.MAX_VALUE, 5, Duration.ofSeconds(30), Duration.ofSeconds(10));

    final FakeStarter starter = new FakeStarter();

    final FakeControl control = new FakeControl();

    final Background background = new Background();

    final Supervisor supervisor = new Supervisor(this.background);

    final WorkerPool pool;

    PoolFixture(UnaryOperator<Change> change) {
        this.pool = new WorkerPool(change.apply(new Change(OPTIONS)).options(), this.starter, this.background,
                this.supervisor);
    }

    Worker lease() throws InterruptedException {
        return this.pool.lease(this.control, false);
    }

    Worker leaseFresh() throws InterruptedException {
        return this.pool.lease(this.control, true);
    }

    /** Tells a worker to do something, without waiting for its answer. */
    static void tell(Worker worker, String words) {
        worker.writeLock().lock();
        try {
            worker.writer().begin(FrameType.ITEMS).writeString(words);
            worker.writer().end();
            worker.writer().flush();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (CodecException ex) {
            throw new IllegalStateException(ex);
        }
        finally {
            worker.writeLock().unlock();
        }
    }

    /** Waits for an answer; {@code null} if the connection has ended. */
    static @Nullable String hear(Worker worker) {
        try {
            while (worker.reader().next()) {
                if (!worker.takes()) {
                    return worker.reader().payload().readString();
                }
            }
        }
        catch (IOException ex) {
            return null;
        }
        catch (CodecException ex) {
            throw new IllegalStateException(ex);
        }
        return null;
    }

    static @Nullable String ask(Worker worker, String words) {
        tell(worker, words);
        return hear(worker);
    }

    @Override
    public void close() {
        this.pool.close();
        this.supervisor.close();
        this.background.close();
        this.starter.close();
    }

    /** Options that differ from the usual ones. */
    record Change(PoolOptions options) {

        Change size(int size) {
            PoolOptions o = this.options;
            return new Change(new PoolOptions(o.name(), size, o.minProcesses(), o.spares(), o.keepAlive(), o.maxItems(),
                    o.maxAge(), o.maxMemory(), o.startAttempts(), o.unresponsiveTimeout(), o.shutdownTimeout()));
        }

        Change minProcesses(int minProcesses) {
            PoolOptions o = this.options;
            return new Change(new PoolOptions(o.name(), o.size(), minProcesses, o.spares(), o.keepAlive(), o.maxItems(),
                    o.maxAge(), o.maxMemory(), o.startAttempts(), o.unresponsiveTimeout(), o.shutdownTimeout()));
        }

        Change keepAlive(Duration keepAlive) {
            PoolOptions o = this.options;
            return new Change(new PoolOptions(o.name(), o.size(), o.minProcesses(), o.spares(), keepAlive, o.maxItems(),
                    o.maxAge(), o.maxMemory(), o.startAttempts(), o.unresponsiveTimeout(), o.shutdownTimeout()));
        }

        Change recycle(long maxItems, @Nullable Duration maxAge, long maxMemory) {
            PoolOptions o = this.options;
            return new Change(new PoolOptions(o.name(), o.size(), o.minProcesses(), o.spares(), o.keepAlive(), maxItems,
                    maxAge, maxMemory, o.startAttempts(), o.unresponsiveTimeout(), o.shutdownTimeout()));
        }

        Change startAttempts(int startAttempts) {
            PoolOptions o = this.options;
            return new Change(
                    new PoolOptions(o.name(), o.size(), o.minProcesses(), o.spares(), o.keepAlive(), o.maxItems(),
                            o.maxAge(), o.maxMemory(), startAttempts, o.unresponsiveTimeout(), o.shutdownTimeout()));
        }

        Change unresponsiveTimeout(Duration unresponsiveTimeout) {
            PoolOptions o = this.options;
            return new Change(
                    new PoolOptions(o.name(), o.size(), o.minProcesses(), o.spares(), o.keepAlive(), o.maxItems(),
                            o.maxAge(), o.maxMemory(), o.startAttempts(), unresponsiveTimeout, o.shutdownTimeout()));
        }

        Change shutdownTimeout(Duration shutdownTimeout) {
            PoolOptions o = this.options;
            return new Change(
                    new PoolOptions(o.name(), o.size(), o.minProcesses(), o.spares(), o.keepAlive(), o.maxItems(),
                            o.maxAge(), o.maxMemory(), o.startAttempts(), o.unresponsiveTimeout(), shutdownTimeout));
        }

    }

}

package org.minigun.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.execution.HostedStage;
import org.minigun.execution.PoolStatistics;
import org.minigun.execution.WorkerStatistics;

/**
 * Workers with the same JVM options, shared by sessions. Thread-safe.
 * <p>
 * A lease first waits for one of {@code size} permits, first come first served, and then
 * for a worker. Whoever gives its worker back, in whatever state, gives its permit back
 * at once: no death costs capacity. All processes count towards a limit, those included
 * that start or end: {@code size} and the spares, one at least, which is the room in
 * which a worker's replacement starts before it goes.
 * <p>
 * Nothing that waits for a process is done under the lock or on the thread of a session.
 */
final class WorkerPool implements AutoCloseable {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final PoolProcesses processes;

    /** Leases that wait for their turn; guarded by the lock. */
    private final Deque<Object> queue = new ArrayDeque<>();

    WorkerPool(PoolOptions options, WorkerStarter starter, Background background, Supervisor supervisor) {
        this.processes = new PoolProcesses(options, starter, background, supervisor);
        if (options.maxMemory() != Long.MAX_VALUE) {
            ResidentMemory.warnIfUnknown();
        }
    }

    /**
     * Leases a worker: one that is free and warm, or a new one. Waits, first come first
     * served, while all are leased.
     * @param control the run, whose hooks run before a start
     * @param fresh whether the worker must never have served a session
     * @return the worker, to be given back by {@link #release}, {@link #failed} or
     * {@link #lost}
     * @throws InterruptedException if the thread is interrupted, the run is cut off or
     * the pool is closed
     * @throws WorkerStartException if no worker starts
     */
    Worker lease(HostedStage.Control control, boolean fresh) throws InterruptedException {
        return lease(control, fresh, false);
    }

    /**
     * Leases a worker.
     * @param control the run, whose hooks run before a start
     * @param fresh whether the worker must never have served a session
     * @param first whether the stage has no worker yet: it gets one whatever the size of
     * the pool, for those who have all others may wait for this stage to take their
     * results
     * @return the worker
     * @throws InterruptedException if the thread is interrupted, the run is cut off or
     * the pool is closed
     * @throws WorkerStartException if no worker starts
     */
    Worker lease(HostedStage.Control control, boolean fresh, boolean first) throws InterruptedException {
        ReentrantLock lock = this.processes.lock();
        lock.lockInterruptibly();
        Worker worker;
        try {
            this.processes.supervisor().add(this.processes);
            worker = take(control, fresh, first);
        }
        finally {
            lock.unlock();
        }
        if (worker == null) {
            // Outside the lock, since the last failure may have to be looked into.
            throw this.processes.ask(this.processes.failures()::exception).get();
        }
        return worker;
    }

    private @Nullable Worker take(HostedStage.Control control, boolean fresh, boolean first)
            throws InterruptedException {
        if (first) {
            check(control);
            this.processes.leases(1);
        }
        else {
            awaitPermit(control);
        }
        Worker worker = null;
        try {
            worker = awaitWorker(control, fresh);
            if (worker != null) {
                leased(worker, control, fresh);
            }
        }
        finally {
            if (worker == null) {
                this.processes.leases(-1);
            }
            this.processes.changed();
        }
        return worker;
    }

    private void awaitPermit(HostedStage.Control control) throws InterruptedException {
        Object ticket = new Object();
        this.queue.add(ticket);
        try {
            check(control);
            while (this.queue.peek() != ticket || this.processes.leases() >= this.processes.size()) {
                await(control);
            }
            this.processes.leases(1);
        }
        finally {
            this.queue.remove(ticket);
            this.processes.changed();
        }
    }

    private @Nullable Worker awaitWorker(HostedStage.Control control, boolean fresh) throws InterruptedException {
        if (this.processes.failures().isRefusing()) {
            return null;
        }
        int givenUp = this.processes.failures().givenUp();
        this.processes.waiting(1);
        try {
            Worker worker = this.processes.roster().ready(fresh);
            while (worker == null && this.processes.failures().givenUp() == givenUp) {
                if (this.processes.starts().count() < this.processes.waiting()) {
                    start(control, fresh);
                }
                await(control);
                worker = this.processes.roster().ready(fresh);
            }
            return worker;
        }
        finally {
            this.processes.waiting(-1);
        }
    }

    private void leased(Worker worker, HostedStage.Control control, boolean fresh) {
        worker.state(WorkerState.LEASED);
        Tenure tenure = this.processes.roster().tenure(worker);
        if (tenure != null) {
            tenure.fresh = fresh;
            tenure.control = control;
        }
        this.processes.upkeep().leased(control, fresh);
    }

    private void start(HostedStage.Control control, boolean fresh) {
        // Warm workers, which a fresh lease cannot use, may hold all the room.
        Worker free = (fresh && !this.processes.hasRoom()) ? this.processes.roster().oldestFree() : null;
        if (free != null) {
            this.processes.ends().end(free);
        }
        this.processes.start(control, -1, Duration.ZERO);
    }

    private void await(HostedStage.Control control) throws InterruptedException {
        this.processes.await(LOOK_NANOS);
        check(control);
    }

    private void check(HostedStage.Control control) throws InterruptedException {
        if (this.processes.isClosed()) {
            throw new InterruptedException("Pool '" + this.processes.options().name() + "' is closed");
        }
        if (control.isAborted()) {
            throw new InterruptedException("The run is cut off");
        }
    }

    /**
     * Starts workers in the background: {@code start: eager}.
     * @param control the run, whose hooks run before
     */
    void startAll(HostedStage.Control control) {
        this.processes.under(() -> {
            this.processes.supervisor().add(this.processes);
            for (int n = this.processes.count(); n < this.processes.size(); n++) {
                this.processes.start(control, -1, Duration.ZERO);
            }
        });
    }

    /**
     * Gives a worker back whose session was closed in good order.
     * @param worker the worker
     */
    void release(Worker worker) {
        giveBack(worker, (tenure) -> {
            this.processes.failures().reset();
            worker.serveNothing();
            if (tenure.fresh || this.processes.isClosed() || worker.recycling().isOver()) {
                this.processes.ends().end(worker);
            }
            else {
                tenure.idleSinceNanos = System.nanoTime();
                tenure.leaving = false;
                worker.state(WorkerState.FREE);
                this.processes.buryIfDead(worker);
            }
        });
    }

    /**
     * Gives a worker back that could not open its session: counts as a failed start.
     * @param worker the worker
     * @param cause what has kept it
     */
    void failed(Worker worker, Throwable cause) {
        giveBack(worker, (tenure) -> {
            this.processes.failures().addLate(cause, this.processes.roster().served());
            worker.serveNothing();
            this.processes.ends().end(worker);
        });
    }

    /**
     * Gives a worker back that has died or was killed. Returns at once.
     * @param worker the worker
     */
    void lost(Worker worker) {
        giveBack(worker, (tenure) -> this.processes.ends().died(worker));
    }

    /**
     * Gives a worker back that has died or was killed with items of which none was done
     * and none is to blame, or before it had any: counts as a failed start, so that what
     * kills every worker ends the stage. Returns at once.
     * @param worker the worker
     */
    void lostInVain(Worker worker) {
        giveBack(worker, (tenure) -> this.processes.ends().died(worker, true));
    }

    /** Does work that may wait for a process; returns at once. */
    void background(Runnable work) {
        this.processes.background(work);
    }

    private void giveBack(Worker worker, Consumer<Tenure> action) {
        this.processes.under(() -> {
            Tenure tenure = this.processes.roster().tenure(worker);
            if (tenure != null && worker.state() == WorkerState.LEASED) {
                this.processes.leases(-1);
                this.processes.upkeep().returned(tenure.fresh);
                tenure.control = null;
                action.accept(tenure);
            }
        });
    }

    /**
     * A run has ended: no worker is started on its behalf any more.
     * @param control the run
     */
    void forget(HostedStage.Control control) {
        this.processes.under(() -> {
            this.processes.upkeep().forget(control);
            if (this.processes.waiting() == 0 && control.isAborted()) {
                this.processes.starts().cancel(control);
            }
        });
    }

    /** Whether starts do not keep failing. */
    boolean isHealthy() {
        return this.processes.ask(() -> this.processes.failures().isHealthy(this.processes.roster().served()));
    }

    /** How the last worker has died, of those that were not told to end. */
    Optional<DeathCertificate> lastDeath() {
        return this.processes.ask(() -> Optional.ofNullable(this.processes.roster().lastDeath()));
    }

    /** The processes that there are now. */
    List<WorkerInfo> workers() {
        this.processes.all().forEach(Worker::lookAtCpu);
        return this.processes.ask(() -> this.processes.roster().describe(this.processes.options().name()));
    }

    /**
     * Has a worker replaced: one that serves is given back once another one stands ready.
     * @param pid its process
     * @return whether the pool has it
     */
    boolean recycle(long pid) {
        return this.processes.ask(() -> {
            for (Worker worker : this.processes.roster().all()) {
                if (worker.pid() == pid && worker.state() != WorkerState.ENDING && worker.state() != WorkerState.DEAD) {
                    worker.recycling().ask();
                    return true;
                }
            }
            return false;
        });
    }

    String name() {
        return this.processes.options().name();
    }

    /** Changes how many workers may be leased at one time. */
    void resize(int size) {
        this.processes.under(() -> this.processes.size(size));
    }

    /** How the pool is used. Not called under the lock. */
    PoolStatistics statistics() {
        long memory = 0;
        Duration oldest = Duration.ZERO;
        List<Worker> workers = this.processes.all();
        for (Worker worker : workers) {
            worker.lookAtCpu();
            long resident = worker.residentBytes();
            memory += Math.max(0, (resident >= 0) ? resident : ResidentMemory.of(worker.pid()));
            oldest = (worker.age().compareTo(oldest) > 0) ? worker.age() : oldest;
        }
        long bytes = memory;
        Duration age = oldest;
        return this.processes.ask(() -> {
            Roster roster = this.processes.roster();
            PoolOptions options = this.processes.options();
            return new PoolStatistics(options.name(), Concurrency.PROCESS, this.processes.size(),
                    this.processes.leases(), roster.count(WorkerState.FREE) + roster.count(WorkerState.SPARE),
                    this.queue.size() + this.processes.waiting(),
                    new WorkerStatistics(roster.size(), this.processes.failures().isHealthy(roster.served()),
                            this.processes.failures().lastMessage(roster.served()), roster.starts(),
                            this.processes.failures().count(), roster.restarts(), bytes, roster.cpu(), age));
        });
    }

    /** Tells all workers to end, and lets no lease begin. */
    void beginClose() {
        this.processes.beginClose();
    }

    /** Ends all workers: those without work politely. Within the shutdown timeout. */
    @Override
    public void close() {
        this.processes.close();
    }

}

package org.minigun.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool and the places (numbers) that they have. Guarded by the pool's
 * lock.
 */
final class Roster {

    private final Map<Worker, Tenure> workers = new LinkedHashMap<>();

    private final List<Integer> users = new ArrayList<>();

    private final Map<Integer, Losses> losses = new HashMap<>();

    private final Map<String, Long> restarts = new TreeMap<>();

    private long starts;

    private Duration cpuBefore = Duration.ZERO;

    private long servedBefore;

    private @Nullable DeathCertificate lastDeath;

    int size() {
        return this.workers.size();
    }

    List<Worker> all() {
        return List.copyOf(this.workers.keySet());
    }

    /** What is noted of a worker, or {@code null} if it has gone. */
    @Nullable Tenure tenure(Worker worker) {
        return this.workers.get(worker);
    }

    void add(Worker worker) {
        this.starts++;
        this.workers.put(worker, new Tenure());
    }

    void remove(Worker worker) {
        vacate(worker);
        if (this.workers.remove(worker) != null) {
            this.servedBefore += worker.itemsServed();
            this.cpuBefore = this.cpuBefore.plus(worker.cpu());
        }
    }

    /** Processes that have started. */
    long starts() {
        return this.starts;
    }

    /** CPU time of all workers, those included that have gone. */
    Duration cpu() {
        Duration sum = this.cpuBefore;
        for (Worker worker : this.workers.keySet()) {
            sum = sum.plus(worker.cpu());
        }
        return sum;
    }

    /** Workers that were lost or replaced, by cause. */
    Map<String, Long> restarts() {
        return this.restarts;
    }

    /** A worker has gone whose place another one takes. */
    void restarted(String cause) {
        this.restarts.merge(cause, 1L, Long::sum);
    }

    /**
     * Frees the place of a worker that will not serve any more: its replacement takes it.
     */
    void vacate(Worker worker) {
        Tenure tenure = this.workers.get(worker);
        if (tenure != null && !tenure.vacated) {
            tenure.vacated = true;
            freePlace(worker.index());
        }
    }

    /** Takes the lowest place that is free. */
    int takePlace() {
        int index = this.users.indexOf(0);
        if (index < 0) {
            this.users.add(0);
            index = this.users.size() - 1;
        }
        return takePlace(index);
    }

    /** Takes a place, whose worker is to be replaced. */
    int takePlace(int index) {
        this.users.set(index, this.users.get(index) + 1);
        return index;
    }

    void freePlace(int index) {
        this.users.set(index, this.users.get(index) - 1);
    }

    int count(WorkerState state) {
        return (int) this.workers.keySet().stream().filter((worker) -> worker.state() == state).count();
    }

    int count(Predicate<Tenure> condition) {
        return (int) this.workers.values().stream().filter(condition).count();
    }

    /** What a worker says to have settled does not count: nobody has seen a result. */
    void disclaim(Worker worker) {
        this.servedBefore -= worker.itemsServed();
    }

    /** Items that all workers have settled, those included that have gone. */
    long served() {
        return this.servedBefore + this.workers.keySet().stream().mapToLong(Worker::itemsServed).sum();
    }

    /** A worker without work: a warm one before a spare, and the warmest of them. */
    @Nullable Worker ready(boolean fresh) {
        Worker best = null;
        for (Worker worker : this.workers.keySet()) {
            if (isReady(worker, fresh) && (best == null || isBetter(worker, best))) {
                best = worker;
            }
        }
        return best;
    }

    int countReady() {
        return (int) this.workers.keySet().stream().filter((worker) -> isReady(worker, false)).count();
    }

    /** The oldest of the warm workers without work. */
    @Nullable Worker oldestFree() {
        for (Worker worker : this.workers.keySet()) {
            if (worker.state() == WorkerState.FREE) {
                return worker;
            }
        }
        return null;
    }

    private static boolean isReady(Worker worker, boolean fresh) {
        WorkerState state = worker.state();
        return (state == WorkerState.SPARE || (state == WorkerState.FREE && !fresh && !worker.recycling().isOver()))
                && worker.isAlive();
    }

    private boolean isBetter(Worker worker, Worker than) {
        if (worker.state() != than.state()) {
            return worker.state() == WorkerState.FREE;
        }
        Tenure one = this.workers.get(worker);
        Tenure other = this.workers.get(than);
        return worker.state() == WorkerState.FREE && one != null && other != null
                && one.idleSinceNanos - other.idleSinceNanos > 0;
    }

    /** A worker has died that was not told to. */
    void lost(int index, @Nullable DeathCertificate death) {
        Losses before = this.losses.getOrDefault(index, Losses.NONE);
        if (death == null) {
            this.losses.put(index, new Losses(before.count() + 1, before.last()));
        }
        else {
            this.losses.put(index, new Losses(before.count(), death));
            this.lastDeath = death;
            restarted(death.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    @Nullable DeathCertificate lastDeath() {
        return this.lastDeath;
    }

    List<WorkerInfo> describe(String pool) {
        List<WorkerInfo> infos = new ArrayList<>();
        for (Worker worker : this.workers.keySet()) {
            Losses lost = this.losses.getOrDefault(worker.index(), Losses.NONE);
            long resident = worker.residentBytes();
            infos.add(new WorkerInfo(pool, worker.index(), worker.pid(), worker.state(), worker.itemsServed(),
                    worker.age(), (resident >= 0) ? resident : ResidentMemory.of(worker.pid()), worker.cpu(),
                    worker.serving().task(), worker.serving().stage(), lost.count(), lost.last()));
        }
        return List.copyOf(infos);
    }

    private record Losses(int count, @Nullable DeathCertificate last) {

        static final Losses NONE = new Losses(0, null);

    }

}

package org.minigun.spring.actuate;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.Engine;
import org.minigun.execution.PoolStatistics;
import org.minigun.execution.WorkerStatistics;
import org.minigun.process.DeathCertificate;
import org.minigun.process.ProcessHost;
import org.minigun.process.WorkerInfo;
import org.minigun.spring.actuate.PoolsDescriptor.DeathDescriptor;
import org.minigun.spring.actuate.PoolsDescriptor.PoolDescriptor;
import org.minigun.spring.actuate.PoolsDescriptor.ProcessesDescriptor;
import org.minigun.spring.actuate.PoolsDescriptor.WorkerDescriptor;

/**
 * Describes pools.
 */
final class PoolDescriptors {

    private final Engine engine;

    PoolDescriptors(Engine engine) {
        this.engine = engine;
    }

    PoolsDescriptor pools() {
        List<WorkerInfo> workers = this.engine.host(ProcessHost.class).map(ProcessHost::workers).orElse(List.of());
        return new PoolsDescriptor(this.engine.pools().stream().map((pool) -> pool(pool, workers)).toList());
    }

    private static PoolDescriptor pool(PoolStatistics pool, List<WorkerInfo> workers) {
        return new PoolDescriptor(pool.name(), pool.concurrency(), pool.size(), pool.active(), pool.idle(),
                pool.waiting(), processes(pool.workers()),
                workers.stream()
                    .filter((worker) -> worker.pool().equals(pool.name()))
                    .sorted(Comparator.comparingInt(WorkerInfo::index))
                    .map(PoolDescriptors::worker)
                    .toList());
    }

    private static @Nullable ProcessesDescriptor processes(@Nullable WorkerStatistics workers) {
        return (workers != null) ? new ProcessesDescriptor(workers.healthy(), workers.starts(), workers.failedStarts(),
                workers.restarts(), workers.memoryBytes(), Millis.of(workers.cpu())) : null;
    }

    private static WorkerDescriptor worker(WorkerInfo worker) {
        return new WorkerDescriptor(worker.index(), worker.pid(), worker.state(), worker.task(), worker.stage(),
                worker.itemsServed(), Millis.of(worker.age()),
                (worker.residentBytes() >= 0) ? worker.residentBytes() : null, Millis.of(worker.cpu()),
                worker.restarts(), death(worker.lastDeath()));
    }

    private static @Nullable DeathDescriptor death(@Nullable DeathCertificate death) {
        return (death != null) ? new DeathDescriptor(death.reason(), death.pid(), death.time(), Millis.of(death.age()),
                death.itemsServed(), death.task(), death.stage(), death.item(), death.exitCode(), death.signal(),
                death.message()) : null;
    }

}

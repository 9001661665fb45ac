package org.minigun.spring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.minigun.execution.Engine;
import org.minigun.execution.PoolStatistics;
import org.minigun.execution.WorkerStatistics;
import org.minigun.process.DeathCertificate;
import org.minigun.process.ProcessHost;
import org.minigun.process.WorkerInfo;
import org.minigun.spring.Minigun;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunQuery;
import org.minigun.spring.history.RunRecord;
import org.minigun.spring.history.RunStatus;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} for worker processes: down if a pool cannot start any, or those
 * that it starts keep dying without having done anything. Pools that lose workers and go
 * on are told in the details. A run that has failed does not count, unless asked for.
 */
public class MinigunHealthIndicator extends AbstractHealthIndicator {

    private final Minigun minigun;

    private final Engine engine;

    private final RunHistory history;

    private final boolean downOnFailedRun;

    /**
     * Makes the indicator.
     * @param minigun the tasks
     * @param engine has the pools
     * @param history the runs
     * @param downOnFailedRun whether it is down while the last run of a task that has
     * ended has failed
     */
    public MinigunHealthIndicator(Minigun minigun, Engine engine, RunHistory history, boolean downOnFailedRun) {
        super("The state of Minigun cannot be told");
        this.minigun = minigun;
        this.engine = engine;
        this.history = history;
        this.downOnFailedRun = downOnFailedRun;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        Map<String, Object> pools = new LinkedHashMap<>();
        List<WorkerInfo> workers = this.engine.host(ProcessHost.class).map(ProcessHost::workers).orElse(List.of());
        for (PoolStatistics pool : this.engine.pools()) {
            WorkerStatistics processes = pool.workers();
            if (processes == null) {
                continue;
            }
            if (!processes.healthy()) {
                builder.down();
            }
            if (!processes.healthy() || processes.failedStarts() > 0 || !processes.restarts().isEmpty()) {
                pools.put(pool.name(), pool(pool, processes, workers));
            }
        }
        if (!pools.isEmpty()) {
            builder.withDetail("pools", pools);
        }
        if (this.downOnFailedRun) {
            runs(builder);
        }
    }

    private static Map<String, Object> pool(PoolStatistics pool, WorkerStatistics processes, List<WorkerInfo> workers) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", processes.healthy() ? "UP" : "DOWN");
        String reason = processes.startFailure();
        if (reason != null) {
            details.put("reason", reason);
        }
        details.put("processes", processes.processes());
        details.put("failedStarts", processes.failedStarts());
        details.put("restarts", processes.restarts());
        for (WorkerInfo worker : workers) {
            DeathCertificate death = worker.pool().equals(pool.name()) ? worker.lastDeath() : null;
            if (death != null) {
                details.put("lastDeath", death.message());
            }
        }
        return details;
    }

    private void runs(Health.Builder builder) {
        Map<String, Object> failed = new LinkedHashMap<>();
        for (String task : this.minigun.tasks()) {
            this.history.find(new RunQuery(task, null, 0, 10))
                .stream()
                .filter((run) -> run.status().isFinal())
                .findFirst()
                .filter((run) -> run.status() == RunStatus.FAILED || run.status() == RunStatus.INTERRUPTED)
                .ifPresent((run) -> failed.put(task, text(run)));
        }
        if (!failed.isEmpty()) {
            builder.down().withDetail("failedRuns", failed);
        }
    }

    private static String text(RunRecord run) {
        return "run " + run.id() + " is " + run.status() + ((run.failure() != null) ? ": " + run.failure() : "");
    }

}

package org.minigun.spring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.minigun.execution.Engine;
import org.minigun.execution.PoolStatistics;
import org.minigun.execution.WorkerStatistics;
import org.minigun.spring.Minigun;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * {@link InfoContributor} that tells the version of Minigun and how many tasks, runs,
 * pools and worker processes there are.
 */
public class MinigunInfoContributor implements InfoContributor {

    private final Minigun minigun;

    private final Engine engine;

    /**
     * Makes the contributor.
     * @param minigun the tasks
     * @param engine has the pools
     */
    public MinigunInfoContributor(Minigun minigun, Engine engine) {
        this.minigun = minigun;
        this.engine = engine;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> details = new LinkedHashMap<>();
        String version = Engine.class.getPackage().getImplementationVersion();
        if (version != null) {
            details.put("version", version);
        }
        details.put("tasks", this.minigun.tasks().size());
        details.put("runs", this.minigun.runs().size());
        details.put("pools", this.engine.pools().size());
        details.put("workers", this.engine.pools().stream().mapToInt(MinigunInfoContributor::processes).sum());
        builder.withDetail("minigun", details);
    }

    private static int processes(PoolStatistics pool) {
        WorkerStatistics workers = pool.workers();
        return (workers != null) ? workers.processes() : 0;
    }

}

package org.minigun.process;

import org.minigun.Concurrency;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.execution.HostedGroupStages;

/**
 * How many items stages that run together are given at once: enough to keep all their
 * contexts busy and to fill their batches.
 */
final class GroupWindow {

    private static final int LARGEST_BATCH = 1024;

    private GroupWindow() {
    }

    /** The fewest, however slow they are. */
    static int smallest(HostedGroupStages group) {
        int sum = 0;
        for (Stage stage : group.stages()) {
            boolean pipeline = stage.body() instanceof StageBody.Nested;
            sum += pipeline ? inside(stage) : of(stage, false);
        }
        return Math.max(1, sum);
    }

    private static int inside(Stage nested) {
        int sum = 0;
        for (Stage inner : ((StageBody.Nested) nested.body()).pipeline().stages()) {
            sum += (inner.body() instanceof StageBody.Nested) ? inside(inner) : of(inner, true);
        }
        return sum;
    }

    private static int of(Stage stage, boolean placed) {
        Settings said = stage.settings();
        if (stage.body() instanceof StageBody.Accumulator) {
            return Math.min(LARGEST_BATCH, said.get(Setting.MAX_SIZE, 100));
        }
        Concurrency concurrency = placed ? said.get(Setting.CONCURRENCY) : null;
        if (concurrency == null || concurrency == Concurrency.INLINE) {
            return placed ? 2 * said.get(Setting.POOL_SIZE, 0) : 0;
        }
        int batch = (concurrency == Concurrency.PROCESS_PER_BATCH) ? said.get(Setting.BATCH_SIZE, 100) : 2;
        return batch * said.get(Setting.POOL_SIZE, 5);
    }

    /** The most. */
    static int largest(Settings settings) {
        return settings.get(Setting.WINDOW, LARGEST_BATCH);
    }

}

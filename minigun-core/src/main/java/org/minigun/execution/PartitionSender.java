package org.minigun.execution;

import java.util.List;

import org.minigun.KeyFunction;
import org.minigun.metrics.StageCounters;

/**
 * One context's end of the channels of a stage that is partitioned by key. An item whose
 * key cannot be told has failed at that stage, not at the one that emitted it.
 */
final class PartitionSender extends Receiver {

    private final StageRun stage;

    private final KeyFunction<Object> key;

    private final ChannelSender[] partitions;

    private final EdgeTally tally;

    private final StageCounters counters;

    PartitionSender(StageRun stage, KeyFunction<Object> key, List<ChannelSender> partitions, EdgeTally tally) {
        this.stage = stage;
        this.key = key;
        this.partitions = partitions.toArray(ChannelSender[]::new);
        this.tally = tally;
        this.counters = stage.newCounters();
    }

    @Override
    void accept(Object item) throws Exception {
        int slot;
        try {
            slot = Keys.slot(this.key, item, this.partitions.length, this.stage.path());
        }
        catch (Throwable thrown) {
            this.counters.received();
            this.tally.received();
            this.counters.failedAttempt();
            this.stage.giveUp(this.counters, item, 1, 1, thrown);
            return;
        }
        this.partitions[slot].accept(item);
    }

    @Override
    void end() {
        // The channels are told when the last context of the group has ended.
    }

}

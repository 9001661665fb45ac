package org.minigun.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import org.minigun.OnError;
import org.minigun.UnfinishedItem;
import org.minigun.execution.HostedCommit;
import org.minigun.execution.HostedCommit.EdgeCount;
import org.minigun.execution.HostedCommit.Failure;
import org.minigun.execution.HostedCommit.Left;
import org.minigun.execution.HostedCommit.StageCount;
import org.minigun.execution.HostedGroupStages;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.PipelineForm;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.ThrowableData;

/**
 * Gathers what a worker tells of stages that run together, until it commits. Used by one
 * thread.
 */
final class GroupCommits {

    private final HostedGroupStages group;

    private final ItemCodec codec;

    private final StageSetup setup;

    /** Gives an item by the number under which it was sent. */
    private final LongFunction<@Nullable Object> items;

    private List<Left> outputs = new ArrayList<>();

    private List<Failure> failures = new ArrayList<>();

    /** Added up by stage: a worker may tell as often as it likes. */
    private Map<String, long[]> counts = new LinkedHashMap<>();

    /** Added up by edge. */
    private Map<EdgeCount, Long> edges = new LinkedHashMap<>();

    private List<UnfinishedItem> unfinished = new ArrayList<>();

    private final Set<String> failedProducers = new HashSet<>();

    private long heldBytes;

    GroupCommits(HostedGroupStages group, ItemCodec codec, StageSetup setup, LongFunction<@Nullable Object> items) {
        this.group = group;
        this.codec = codec;
        this.setup = setup;
        this.items = items;
    }

    /** How many bytes those items had that have left or failed and are not committed. */
    long heldBytes() {
        return this.heldBytes;
    }

    /** Forgets what was not committed: its worker has died. */
    void forget() {
        take();
    }

    /** All that was told since the last time. */
    HostedCommit take() {
        List<StageCount> stages = new ArrayList<>();
        this.counts.forEach((stage, all) -> stages
            .add(new StageCount(stage, all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8])));
        List<EdgeCount> crossed = new ArrayList<>();
        this.edges.forEach((edge, items) -> crossed.add(new EdgeCount(edge.from(), edge.to(), items)));
        HostedCommit commit = new HostedCommit(this.outputs, this.failures, stages, crossed, this.unfinished);
        this.outputs = new ArrayList<>();
        this.failures = new ArrayList<>();
        this.counts = new LinkedHashMap<>();
        this.edges = new LinkedHashMap<>();
        this.unfinished = new ArrayList<>();
        this.heldBytes = 0;
        return commit;
    }

    /**
     * The items that have left so far and those that were given up on, while counts wait
     * for a commit; and so does what fails the run, for with that all ends.
     */
    HostedCommit takeItems() {
        boolean failed = this.failures.stream().anyMatch((failure) -> failure.action() == OnError.FAIL);
        HostedCommit commit = new HostedCommit(this.outputs, failed ? List.of() : this.failures, List.of(), List.of(),
                List.of());
        this.outputs = new ArrayList<>();
        this.failures = failed ? this.failures : new ArrayList<>();
        this.heldBytes = 0;
        return commit;
    }

    /**
     * An item has left.
     * @throws CodecException if it is no item of the stages
     */
    void output(ItemReader in) throws CodecException, ProtocolException {
        int exit;
        ItemReader bytes;
        try {
            exit = in.readVarInt();
            bytes = in.slice(in.readLength());
        }
        catch (CodecException ex) {
            throw new ProtocolException("Result that cannot be read", ex);
        }
        if (exit < 1 || exit > this.group.exits().size()) {
            throw new ProtocolException("Result for exit " + exit + " of " + this.group.exits().size());
        }
        this.heldBytes += bytes.remaining() + 16;
        Object item = this.codec.read(bytes);
        if (item == null) {
            throw new ProtocolException("Result that is null, which no stage emits");
        }
        this.outputs.add(new Left(exit, item));
    }

    /** An item was given up on. */
    void failure(long place, ItemReader in) throws ProtocolException {
        String stage = path(place);
        int before = in.remaining();
        try {
            OnError action = PipelineForm.action(in.readByte());
            int attempts = in.readVarInt();
            Object item = sentOr(in);
            Throwable cause = thrown(in);
            this.heldBytes += before - in.remaining();
            this.failures.add(new Failure(stage, item, attempts, cause, action));
        }
        catch (ProtocolException ex) {
            throw ex;
        }
        catch (CodecException ex) {
            throw new ProtocolException("Failure that cannot be read", ex);
        }
    }

    /** An item was cut off. */
    void unfinished(long place, ItemReader in) throws ProtocolException {
        String stage = path(place);
        int before = in.remaining();
        try {
            this.unfinished.add(new UnfinishedItem(stage, sentOr(in)));
        }
        catch (ProtocolException ex) {
            throw ex;
        }
        catch (CodecException ex) {
            throw new ProtocolException("Unfinished item that cannot be read", ex);
        }
        this.heldBytes += before - in.remaining();
    }

    /** The item that was sent under a number, or that is told. */
    private Object sentOr(ItemReader in) throws CodecException, ProtocolException {
        long number = in.readVarLong();
        Object item = (number != 0) ? this.items.apply(number) : item(in);
        if (item == null) {
            throw new ProtocolException("Item " + number + " is told of, which is not in work");
        }
        return item;
    }

    private Object item(ItemReader in) throws CodecException {
        int length = in.readLength();
        if (length == 0) {
            return in.readString();
        }
        try {
            Object item = this.codec.read(in.slice(length));
            return (item != null) ? item : "null";
        }
        catch (CodecException ex) {
            return "(an item that " + ex.getMessage() + ")";
        }
    }

    /** An exception that follows its length. */
    Throwable thrown(ItemReader in) throws ProtocolException {
        try {
            return ThrowableData.read(in.slice(in.readLength()))
                .toThrowable(this.setup.loader(), this.setup.exceptions());
        }
        catch (CodecException ex) {
            throw new ProtocolException("Exception that cannot be read", ex);
        }
    }

    /** What a stage has done. */
    void statistics(long place, ItemReader in) throws ProtocolException {
        String stage = path(place);
        long[] all = this.counts.computeIfAbsent(stage, (path) -> new long[9]);
        for (int i = 0; i < all.length; i++) {
            all[i] += count(in);
        }
    }

    /** What has crossed an edge. */
    void crossed(long place, ItemReader in) throws ProtocolException {
        String from = path(place);
        String to = path(count(in));
        this.edges.merge(new EdgeCount(from, to, 0), count(in), Long::sum);
    }

    static long count(ItemReader in) throws ProtocolException {
        long count;
        try {
            count = in.readVarLong();
        }
        catch (CodecException ex) {
            throw new ProtocolException("Count that cannot be read", ex);
        }
        if (count < 0) {
            throw new ProtocolException("Count of " + count);
        }
        return count;
    }

    /** A producer that has ended by an exception, which it does once. */
    String failedProducer(long place) throws ProtocolException {
        String producer = path(place);
        if (!this.failedProducers.add(producer)) {
            throw new ProtocolException("Producer '" + producer + "' is told to have failed twice");
        }
        return producer;
    }

    private String path(long place) throws ProtocolException {
        if (place < 0 || place >= this.group.paths().size()) {
            throw new ProtocolException("Stage " + place + " of " + this.group.paths().size());
        }
        return this.group.paths().get((int) place);
    }

}

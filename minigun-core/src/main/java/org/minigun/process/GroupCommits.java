package org.minigun.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import org.minigun.OnError;
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

    private List<StageCount> counts = new ArrayList<>();

    private List<EdgeCount> edges = new ArrayList<>();

    private long heldBytes;

    GroupCommits(HostedGroupStages group, ItemCodec codec, StageSetup setup, LongFunction<@Nullable Object> items) {
        this.group = group;
        this.codec = codec;
        this.setup = setup;
        this.items = items;
    }

    /** How many bytes those items had that have left and are not committed. */
    long heldBytes() {
        return this.heldBytes;
    }

    /** Forgets what was not committed: its worker has died. */
    void forget() {
        take();
    }

    /** All that was told since the last time. */
    HostedCommit take() {
        HostedCommit commit = new HostedCommit(this.outputs, this.failures, this.counts, this.edges);
        this.outputs = new ArrayList<>();
        this.failures = new ArrayList<>();
        this.counts = new ArrayList<>();
        this.edges = new ArrayList<>();
        this.heldBytes = 0;
        return commit;
    }

    /** The items that have left so far, while the rest waits for a commit. */
    HostedCommit takeOutputs() {
        HostedCommit commit = new HostedCommit(this.outputs, List.of(), List.of(), List.of());
        this.outputs = new ArrayList<>();
        this.heldBytes = 0;
        return commit;
    }

    /** An item has left. */
    void output(ItemReader in) throws CodecException, ProtocolException {
        int exit = in.readVarInt();
        ItemReader bytes = in.slice(in.readLength());
        if (exit < 1 || exit > this.group.exits().size()) {
            throw new ProtocolException("Result for exit " + exit + " of " + this.group.exits().size());
        }
        this.heldBytes += bytes.remaining() + 16;
        Object item = this.codec.read(bytes);
        if (item == null) {
            throw new CodecException("is null, which no stage emits");
        }
        this.outputs.add(new Left(exit, item));
    }

    /**
     * An item was given up on.
     * @return whether that is to fail the run
     */
    boolean failure(long place, ItemReader in) throws ProtocolException {
        String stage = path(place);
        try {
            OnError action = PipelineForm.action(in.readByte());
            int attempts = in.readVarInt();
            long number = in.readVarLong();
            Object item = (number != 0) ? this.items.apply(number) : item(in);
            if (item == null) {
                throw new ProtocolException("Failure of item " + number + ", which is not in work");
            }
            Throwable cause = thrown(in.slice(in.readLength()));
            this.failures.add(new Failure(stage, item, attempts, cause, action));
            return action == OnError.FAIL;
        }
        catch (ProtocolException ex) {
            throw ex;
        }
        catch (CodecException ex) {
            throw new ProtocolException("Failure that cannot be read", ex);
        }
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

    Throwable thrown(ItemReader bytes) throws CodecException {
        return ThrowableData.read(bytes).toThrowable(this.setup.loader(), this.setup.exceptions());
    }

    /** What a stage has done. */
    void statistics(long place, ItemReader in) throws CodecException, ProtocolException {
        this.counts
            .add(new StageCount(path(place), in.readVarLong(), in.readVarLong(), in.readVarLong(), in.readVarLong(),
                    in.readVarLong(), in.readVarLong(), in.readVarLong(), in.readVarLong(), in.readVarLong()));
    }

    /** What has crossed an edge. */
    void crossed(long place, ItemReader in) throws CodecException, ProtocolException {
        this.edges.add(new EdgeCount(path(place), path(in.readVarInt()), in.readVarLong()));
    }

    private String path(long place) throws ProtocolException {
        if (place < 0 || place >= this.group.paths().size()) {
            throw new ProtocolException("Stage " + place + " of " + this.group.paths().size());
        }
        return this.group.paths().get((int) place);
    }

}

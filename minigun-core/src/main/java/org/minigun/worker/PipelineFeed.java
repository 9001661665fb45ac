package org.minigun.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.ProducerFunction;
import org.minigun.Run;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.StatusPage;

/**
 * What stands in front of a hosted pipeline: hands on the items that the application
 * sends, and while none are at hand tells it when the pipeline holds nothing any more.
 */
final class PipelineFeed implements ProducerFunction<Object> {

    private static final long serialVersionUID = 1L;

    /** So many items are fed without a look, if accumulators may hold some. */
    private static final int STRETCH = 256;

    /**
     * So many windows of items, and bytes of them, are fed before they are committed even
     * if accumulators hold some: the application keeps what is not committed.
     */
    private static final int MOST_WINDOWS = 64;

    private static final long MOST_BYTES = 64L << 20;

    private static final long REST_NANOS = 200_000;

    private static final int LONGEST_WAIT_MILLIS = 5;

    private static final int SPINS = 20;

    private static final int LOOKS = 10;

    private final transient Inbox inbox;

    private final transient ItemCodec codec;

    private final transient Results results;

    private final transient StatusPage status;

    private final transient PipelineAccounts accounts;

    private final transient Fatal fatal;

    /** Whether the pipeline has producers of its own, so that it is never at rest. */
    private final transient boolean producing;

    private final transient long mostUncommitted;

    /** Items that are not committed, with their numbers, to be told by them. */
    private final transient Map<Object, Long> numbers = Collections.synchronizedMap(new IdentityHashMap<>());

    private transient volatile @Nullable Run run;

    private transient volatile boolean ended;

    private transient volatile long fed;

    /** The item that is fed, or was fed last. */
    private transient volatile long entering;

    /** Items that were fed. */
    private transient volatile long emitted;

    private transient long uncommitted;

    private transient long uncommittedBytes;

    private transient long heldAt;

    private final transient Standstill standstill;

    PipelineFeed(Inbox inbox, ItemCodec codec, Results results, StatusPage status, PipelineAccounts accounts,
            Fatal fatal, boolean producing, int window) {
        this.inbox = inbox;
        this.codec = codec;
        this.results = results;
        this.status = status;
        this.accounts = accounts;
        this.fatal = fatal;
        this.producing = producing;
        this.mostUncommitted = (long) window * MOST_WINDOWS;
        this.standstill = new Standstill(accounts);
    }

    void started(Run begun) {
        this.run = begun;
    }

    /** Whether all that was sent has been fed. */
    boolean isEnded() {
        return this.ended;
    }

    /** The number of the last item that was fed. */
    long fed() {
        return this.fed;
    }

    /**
     * The number of the last item that has entered.
     * @param entered how many have, by the accounts: the end of the run may have met one
     * after it had entered
     */
    long lastOf(long entered) {
        return (entered > this.emitted) ? this.entering : this.fed;
    }

    /** The number of an item that was sent as it is and is not committed, else 0. */
    long numberOf(Object item) {
        Long number = this.numbers.get(item);
        return (number != null) ? number : 0;
    }

    @Override
    public void produce(Output<Object> output) throws Exception {
        try {
            for (Parcel parcel = next(output); parcel != null; parcel = next(output)) {
                for (Sent sent : decode(parcel)) {
                    feed(sent, output);
                }
            }
            this.ended = true;
            if (this.producing && this.status.current() != 0) {
                // What goes on from here is no item's time.
                this.status.settle();
            }
        }
        catch (ConnectionLostException ex) {
            // The reader finds out too, and ends the process.
        }
    }

    private List<Sent> decode(Parcel parcel) throws CodecException {
        List<Sent> items = new ArrayList<>();
        try {
            ItemReader in = parcel.content();
            while (in.remaining() > 0) {
                long number = in.readVarLong();
                ItemReader bytes = in.slice(in.readLength());
                this.status.begin(number);
                this.uncommittedBytes += bytes.remaining();
                items.add(decode(number, bytes));
            }
        }
        finally {
            if (parcel.isLent()) {
                parcel.giveBack();
            }
        }
        return items;
    }

    private Sent decode(long number, ItemReader bytes) {
        try {
            return new Sent(number, this.codec.read(bytes), null);
        }
        catch (Throwable ex) {
            this.fatal.check(ex);
            return new Sent(number, null, ex);
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    private void feed(Sent sent, Output<Object> output) throws CodecException {
        this.status.begin(sent.number());
        Object item = sent.item();
        if (item == null) {
            Throwable thrown = sent.thrown();
            this.results.failed(sent.number(), 0,
                    (thrown != null) ? thrown : new CodecException("is null, which no stage emits"));
        }
        else {
            this.numbers.put(item, sent.number());
            this.entering = sent.number();
            // Stages may run on this thread, and an item before may have left one.
            StageThread.forgetInterrupt();
            output.emit(item);
            this.emitted = this.emitted + 1;
            this.uncommitted++;
        }
        this.fed = sent.number();
        if (this.uncommitted > STRETCH) {
            // Accumulators may be empty for this moment only.
            for (int looks = 0; looks < LOOKS && look() == PipelineAccounts.State.BUSY; looks++) {
                Thread.onSpinWait();
            }
        }
        if (isTooMuch()) {
            commitHeld(output);
        }
    }

    private boolean isTooMuch() {
        return this.uncommitted >= this.mostUncommitted || this.uncommittedBytes >= MOST_BYTES;
    }

    /**
     * Lets what is under way come to rest and commits it with what accumulators hold,
     * which ends with this worker then.
     */
    private void commitHeld(Output<Object> output) throws CodecException {
        while (isTooMuch() && !output.isStopping()) {
            Run current = this.run;
            if (this.producing) {
                commitAtStandstill(output, true);
            }
            else if (current != null && look() != PipelineAccounts.State.BUSY && isTooMuch()) {
                commit(current);
            }
            if (isTooMuch()) {
                LockSupport.parkNanos(this, REST_NANOS);
            }
        }
    }

    /** Commits what a pipeline with producers of its own has been sent, if it is time. */
    private void commitAtStandstill(Output<Object> output, boolean pressing) throws CodecException {
        Run current = this.run;
        if (current == null || this.uncommitted == 0 || !this.standstill.isDue(pressing)) {
            return;
        }
        if (this.status.current() != 0) {
            // It waits for others than the item that was fed last.
            this.status.settle();
        }
        try {
            if (this.standstill.begin(current, pressing,
                    () -> output.isStopping() || !pressing && !this.inbox.isEmpty())) {
                commit(current);
            }
        }
        finally {
            this.standstill.end(current);
        }
    }

    private void commit(Run current) throws CodecException {
        this.numbers.clear();
        this.uncommitted = 0;
        this.uncommittedBytes = 0;
        this.status.settle();
        this.accounts.commit(current, this.fed);
    }

    /** Waits for the next items; {@code null} if none will come. */
    private @Nullable Parcel next(Output<Object> output) throws CodecException {
        Parcel parcel = this.inbox.poll(0);
        for (int looks = 0; parcel == null; looks++) {
            if (this.inbox.isEnded() || output.isStopping()) {
                return null;
            }
            if (this.producing) {
                commitAtStandstill(output, false);
            }
            boolean waits = this.uncommitted > 0 && look() == PipelineAccounts.State.BUSY;
            if (waits && looks < SPINS) {
                Thread.yield();
                parcel = this.inbox.poll(0);
            }
            else {
                parcel = this.inbox.poll(waits ? Math.min(LONGEST_WAIT_MILLIS, 1 + looks / SPINS) : 20);
            }
        }
        return parcel;
    }

    private PipelineAccounts.State look() throws CodecException {
        Run current = this.run;
        if (current == null) {
            return PipelineAccounts.State.BUSY;
        }
        PipelineAccounts.State state = this.producing ? PipelineAccounts.State.HELD : this.accounts.look(current);
        if (state == PipelineAccounts.State.IDLE) {
            commit(current);
        }
        else if (state == PipelineAccounts.State.HELD && this.heldAt != this.fed && this.inbox.isEmpty()) {
            this.heldAt = this.fed;
            this.status.settle();
            this.results.add(ResultKind.HELD, this.fed, (out, items) -> {
            });
            this.results.flush();
        }
        return state;
    }

    /**
     * An item as it was sent.
     *
     * @param number its number
     * @param item the item
     * @param thrown why it could not be decoded, or {@code null}
     */
    private record Sent(long number, @Nullable Object item, @Nullable Throwable thrown) {
    }

}

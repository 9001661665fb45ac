package org.minigun.process;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedCommit;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.ResultKind;

/**
 * Frames to and from a worker that runs stages together.
 */
final class GroupWire {

    private final ItemFrames frames;

    private final GroupItems items;

    private final GroupCommits commits;

    GroupWire(ItemCodec codec, GroupItems items, GroupCommits commits) {
        this.frames = new ItemFrames(codec);
        this.items = items;
        this.commits = commits;
    }

    /** Is told what a worker says. */
    interface Listener {

        /** What was told stands; it may be that the stages have failed. */
        void committed(long number, HostedCommit commit) throws Exception;

        /** More may be sent. */
        void held(long number);

        /** An item could not be decoded. */
        void refused(long number, Throwable thrown) throws ProtocolException;

        /** A producer has ended by an exception, and the stages go on. */
        void producerFailed(String producer, Throwable thrown);

        /** The stages have ended, with an exception or without. */
        void ended(@Nullable Throwable thrown);

    }

    /**
     * Sends what may be sent.
     * @param refused told each item that cannot be encoded
     */
    void send(WorkerTalk talk, BiConsumer<Delivery, CodecException> refused) throws IOException {
        boolean more = true;
        while (more) {
            List<ItemFrames.Refusal> refusals;
            synchronized (this.frames) {
                more = this.frames.send(talk, () -> this.items.next(talk.worker()), (leaving) -> {
                });
                refusals = this.frames.takeRefusals();
                refusals.forEach((refusal) -> this.items.remove(refusal.delivery().number));
            }
            refusals.forEach((refusal) -> refusal.tell(refused));
            // One that was refused may have been what the next one waited for.
            more |= !refusals.isEmpty();
        }
    }

    /** Reads a frame of results. */
    void take(ItemReader in, Listener listener) throws Exception {
        while (in.remaining() > 0) {
            int kind;
            long number;
            try {
                kind = in.readByte();
                number = in.readVarLong();
            }
            catch (CodecException ex) {
                throw new ProtocolException("Result that cannot be read", ex);
            }
            take(kind, number, in, listener);
        }
    }

    private void take(int kind, long number, ItemReader in, Listener listener) throws Exception {
        switch (kind) {
            case ResultKind.OUTPUT -> this.commits.output(in);
            case ResultKind.STATISTICS -> this.commits.statistics(number, in);
            case ResultKind.CROSSED -> this.commits.crossed(number, in);
            case ResultKind.HELD -> {
                checkSent("Hold", number);
                listener.held(number);
            }
            case ResultKind.COMMIT -> {
                checkSent("Commit", number);
                listener.committed(number, this.commits.take());
            }
            case ResultKind.INNER_FAILURE -> this.commits.failure(number, in);
            case ResultKind.UNFINISHED -> this.commits.unfinished(number, in);
            case ResultKind.PRODUCER_FAILED ->
                listener.producerFailed(this.commits.failedProducer(number), this.commits.thrown(in));
            case ResultKind.FAILED -> {
                GroupCommits.count(in);
                listener.refused(number, this.commits.thrown(in));
            }
            case ResultKind.ENDED -> listener.ended(null);
            case ResultKind.ENDED_BADLY -> listener.ended(this.commits.thrown(in));
            default -> throw new ProtocolException("Result of unknown kind " + kind);
        }
    }

    private void checkSent(String what, long number) throws ProtocolException {
        if (!this.items.hasSent(number)) {
            throw new ProtocolException(what + " of item " + number + ", which was not sent");
        }
    }

}

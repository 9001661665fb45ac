package org.minigun.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedCommit;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.ResultKind;

/**
 * Frames to and from a worker that runs stages together.
 */
final class GroupWire {

    private final ItemCodec codec;

    private final GroupItems items;

    private final GroupCommits commits;

    GroupWire(ItemCodec codec, GroupItems items, GroupCommits commits) {
        this.codec = codec;
        this.items = items;
        this.commits = commits;
    }

    /** Is told what a worker says. */
    interface Listener {

        /** What was told stands. */
        void committed(long number, HostedCommit commit) throws Exception;

        /** More may be sent. */
        void held(long number);

        /** An item could not be decoded. */
        void refused(long number, Throwable thrown) throws ProtocolException;

        /** An item has failed the run. */
        void failed(HostedCommit failure) throws Exception;

        /** The stages have ended, with an exception or without. */
        void ended(@Nullable Throwable thrown);

    }

    /**
     * Sends what may be sent.
     * @param refused told each item that cannot be encoded
     */
    void send(WorkerTalk talk, BiConsumer<Delivery, CodecException> refused) throws IOException {
        List<Delivery> failed = new ArrayList<>(0);
        List<CodecException> causes = new ArrayList<>(0);
        Worker worker = talk.worker();
        worker.writeLock().lock();
        try {
            Delivery next = this.items.next(worker);
            while (next != null) {
                ItemWriter out = worker.writer().begin(FrameType.ITEMS);
                out.writeVarLong(talk.session());
                boolean any = false;
                for (; next != null && out.position() < ItemFrames.FULL; next = this.items.next(worker)) {
                    CodecException thrown = ItemFrames.write(next, this.codec, out);
                    if (thrown != null) {
                        this.items.remove(next.number);
                        failed.add(next);
                        causes.add(thrown);
                    }
                    any |= thrown == null;
                }
                if (any) {
                    worker.writer().end();
                    worker.writer().flush();
                }
                else {
                    worker.writer().cancel();
                }
            }
        }
        catch (CodecException ex) {
            throw new IOException("A frame of items cannot be written", ex);
        }
        finally {
            worker.writer().cancel();
            worker.writeLock().unlock();
        }
        for (int i = 0; i < failed.size(); i++) {
            refused.accept(failed.get(i), causes.get(i));
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
            case ResultKind.HELD -> listener.held(number);
            case ResultKind.COMMIT -> listener.committed(number, this.commits.take());
            case ResultKind.INNER_FAILURE -> {
                if (this.commits.failure(number, in)) {
                    HostedCommit all = this.commits.take();
                    listener.failed(new HostedCommit(List.of(), all.failures(), List.of(), List.of()));
                }
            }
            case ResultKind.FAILED -> {
                in.readVarLong();
                listener.refused(number, thrown(in));
            }
            case ResultKind.ENDED -> listener.ended(null);
            case ResultKind.ENDED_BADLY -> listener.ended(thrown(in));
            default -> throw new ProtocolException("Result of unknown kind " + kind);
        }
    }

    private Throwable thrown(ItemReader in) throws CodecException {
        return this.commits.thrown(in.slice(in.readLength()));
    }

}

package org.minigun.process;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedOutcomes;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.ThrowableData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer in a worker. It may emit as many items as were given it as credit, and gets
 * more as they are passed on; so it is held back as it would be in the application. Its
 * worker's death is its end.
 */
final class ProducerSession extends TalkingSession {

    private static final Logger logger = LoggerFactory.getLogger(ProducerSession.class);

    private final HostedOutcomes outcomes;

    private final ItemCodec codec;

    private final Class<?> declared;

    private long passed;

    private long owed;

    private long expected = -1;

    ProducerSession(StageSetup setup, HostedOutcomes outcomes) {
        super(setup);
        this.outcomes = outcomes;
        this.codec = setup.codec();
        this.declared = StageTypes.result(setup.stage().stage(), setup.settings());
    }

    /** Runs the producer until it has ended. */
    void run() throws Exception {
        Ended ended = null;
        while (ended == null) {
            ended = serve(this.setup.lease());
        }
        Throwable thrown = ended.thrown();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof Exception exception) {
            throw exception;
        }
    }

    /** Runs it in a worker; returns {@code null} if that could not begin. */
    private @Nullable Ended serve(Worker worker) {
        try {
            WorkerTalk opened = this.setup.open(worker);
            begin(opened);
            Throwable thrown = produce(opened);
            close(opened);
            return new Ended(thrown);
        }
        catch (OpenFailedException ex) {
            this.setup.failed(worker, ex.thrown());
            return null;
        }
        catch (NotPassedException ex) {
            // What was emitted cannot be passed on: the producer has to end where it is.
            endTalk();
            worker.kill(DeathReason.CANCELLED, null);
            this.setup.lost(worker);
            return new Ended(ex.getCause());
        }
        catch (ProtocolException ex) {
            worker.kill(DeathReason.PROTOCOL, ex.getMessage());
            return new Ended(died(worker));
        }
        catch (IOException | CodecException ex) {
            logger.debug("The connection of worker {} has ended", worker.index(), ex);
            return new Ended(died(worker));
        }
        catch (RuntimeException | Error ex) {
            this.setup.drop(worker);
            throw ex;
        }
        finally {
            endTalk();
        }
    }

    private Exception died(Worker worker) {
        DeathCertificate certificate = worker.awaitDeath(null);
        long emitted = worker.status().emittedCount();
        this.setup.lost(worker);
        if (isTerminated()) {
            return new InterruptedException("The run is cut off");
        }
        return new ProducerDiedException(this.setup.stage().path(), certificate, emitted, this.passed);
    }

    private @Nullable Throwable produce(WorkerTalk opened) throws IOException, CodecException, NotPassedException {
        int credit = this.setup.capacity();
        opened.send(FrameType.CREDIT, credit);
        askForStop(opened);
        Throwable thrown = null;
        boolean ended = false;
        while (!ended) {
            if (opened.next() != FrameType.RESULTS) {
                throw new ProtocolException("Frame " + opened.worker().reader().type() + " from a producer");
            }
            tellExpected(opened.worker().status().expected());
            ItemReader in = opened.payload();
            while (in.remaining() > 0) {
                int kind = kind(in);
                if (kind == ResultKind.OUTPUT) {
                    pass(in);
                }
                else if (kind == ResultKind.ENDED || kind == ResultKind.ENDED_BADLY) {
                    thrown = (kind == ResultKind.ENDED_BADLY) ? thrown(in) : null;
                    ended = true;
                }
                else {
                    throw new ProtocolException("Result of kind " + kind + " from a producer");
                }
            }
            if (!ended && this.owed >= Math.max(1, credit / 2)) {
                opened.send(FrameType.CREDIT, this.owed);
                this.owed = 0;
            }
        }
        return thrown;
    }

    /**
     * Whatever becomes of the worker now, the producer has ended, and nothing is owed.
     */
    private void close(WorkerTalk opened) {
        Worker worker = opened.worker();
        try {
            opened.send(FrameType.CLOSE);
            if (opened.next() != FrameType.CLOSED) {
                throw new ProtocolException("Frame " + worker.reader().type() + " after the end of a producer");
            }
            SessionEnds.logFailedClose(this.setup, opened);
            endTalk();
            this.setup.release(worker);
        }
        catch (ProtocolException | CodecException ex) {
            endTalk();
            worker.kill(DeathReason.PROTOCOL, ex.getMessage());
            this.setup.lost(worker);
        }
        catch (IOException ex) {
            logger.debug("Worker {} has ended before it had closed its producer", worker.index(), ex);
            endTalk();
            this.setup.lost(worker);
        }
    }

    /** What stands in the status page is not trusted. */
    private void tellExpected(long items) {
        if (items >= 0 && items != this.expected) {
            this.expected = items;
            this.outcomes.expected(items);
        }
    }

    private static int kind(ItemReader in) throws ProtocolException {
        try {
            int kind = in.readByte();
            in.readVarLong();
            return kind;
        }
        catch (CodecException ex) {
            throw new ProtocolException("Result that cannot be read", ex);
        }
    }

    private Throwable thrown(ItemReader in) throws ProtocolException {
        try {
            return ThrowableData.read(in.slice(in.readLength()))
                .toThrowable(this.setup.loader(), this.setup.exceptions());
        }
        catch (CodecException ex) {
            throw new ProtocolException("Exception that cannot be read", ex);
        }
    }

    private void pass(ItemReader in) throws ProtocolException, NotPassedException {
        int target;
        ItemReader bytes;
        try {
            target = in.readVarInt();
            bytes = in.slice(in.readLength());
        }
        catch (CodecException ex) {
            throw new ProtocolException("Result that cannot be read", ex);
        }
        if (target < 0 || target > this.setup.stage().targets().size()) {
            throw new ProtocolException("Result for target " + target);
        }
        try {
            Object item = this.codec.read(bytes);
            if (!this.declared.isInstance(item)) {
                throw new CodecException("is no " + this.declared.getName() + ", which the producer declares");
            }
            this.outcomes.emitted(null, 0, item, target);
        }
        catch (Exception ex) {
            throw new NotPassedException(ex);
        }
        this.passed++;
        this.owed++;
    }

    /** How the producer has ended: by itself, or by what was thrown. */
    private record Ended(@Nullable Throwable thrown) {
    }

    /** What was emitted was not taken. */
    private static final class NotPassedException extends Exception {

        private static final long serialVersionUID = 1L;

        NotPassedException(Exception cause) {
            super(cause);
        }

    }

}

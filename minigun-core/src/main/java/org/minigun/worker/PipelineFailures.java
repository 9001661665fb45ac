package org.minigun.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;
import org.minigun.DeadLetter;
import org.minigun.OnError;
import org.minigun.ProducerFailure;
import org.minigun.Run;
import org.minigun.RunFailure;
import org.minigun.RunListener;
import org.minigun.UnfinishedItem;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.PipelineForm;
import org.minigun.protocol.ResultKind;
import org.minigun.protocol.ThrowableData;

/**
 * Tells the application of items that were given up on inside a hosted pipeline.
 * Thread-safe.
 */
final class PipelineFailures implements RunListener {

    /** Of an item that is told by words. */
    private static final int LONGEST = 200;

    /** Of the message of an exception; an item gives way to more of it. */
    private static final int ENOUGH = 256;

    private static final Results.Content NOTHING = (out, codec) -> {
    };

    private final Map<String, Integer> places = new HashMap<>();

    private final Results results;

    private final ToLongFunction<Object> numbers;

    /**
     * Makes a listener.
     * @param paths the paths of the stages
     * @param results where to tell
     * @param numbers gives the number of an item that was sent as it is, 0 for others
     */
    PipelineFailures(List<String> paths, Results results, ToLongFunction<Object> numbers) {
        for (int i = 0; i < paths.size(); i++) {
            this.places.put(paths.get(i), i);
        }
        this.results = results;
        this.numbers = numbers;
    }

    @Override
    public void itemSkipped(Run run, String stage, Object item, Throwable cause) {
        // Attempts are not told of what is skipped.
        tell(stage, OnError.SKIP, 1, item, cause);
    }

    @Override
    public void itemDeadLettered(Run run, DeadLetter letter) {
        tell(letter.stage(), OnError.DEAD_LETTER, letter.attempts(), letter.item(), letter.cause());
    }

    /** The run has failed by an item of a stage. */
    boolean failed(RunFailure failure) {
        Object item = failure.item();
        return item != null && tell(failure.where(), OnError.FAIL, failure.attempts(), item, failure.cause());
    }

    /** Items that the end of the run has cut off. */
    void unfinished(List<UnfinishedItem> items) {
        for (UnfinishedItem each : items) {
            Integer place = this.places.get(each.stage());
            Object item = each.item();
            if (place != null && item != null) {
                add(ResultKind.UNFINISHED, place, item, NOTHING, null);
            }
        }
    }

    /** Producers that ended by an exception without failing the run. */
    void producers(List<ProducerFailure> producers) throws CodecException {
        for (ProducerFailure each : producers) {
            Integer place = this.places.get(each.producer());
            if (place != null) {
                StageStacks.shorten(each.cause());
                ThrowableData data = ThrowableData.of(each.cause());
                if (!added(ResultKind.PRODUCER_FAILED, place, whole(data))) {
                    this.results.add(ResultKind.PRODUCER_FAILED, place, whatFits(data, 0));
                }
            }
        }
    }

    private boolean tell(String stage, OnError action, int attempts, Object item, Throwable cause) {
        Integer place = this.places.get(stage);
        if (place == null) {
            return false;
        }
        StageStacks.shorten(cause);
        ThrowableData data = ThrowableData.of(cause);
        add(ResultKind.INNER_FAILURE, place, item, (out, codec) -> {
            out.writeByte(PipelineForm.code(action));
            out.writeVarInt(attempts);
        }, data);
        return true;
    }

    /**
     * Tells of an item: by its number, by itself, or if it cannot be sent by words. What
     * was thrown is told whole if a frame has room for both, otherwise shorter; a reader
     * needs its message and the first frames of its stack more than all of the item.
     */
    private void add(int kind, int place, Object item, Results.Content before, @Nullable ThrowableData thrown) {
        long number = this.numbers.applyAsLong(item);
        Results.Content known = (out, codec) -> out.writeVarLong(number);
        Results.Content itself = (number != 0) ? known : joined(known, sized((out, codec) -> codec.write(item, out)));
        Results.Content inWords = (out, codec) -> {
            out.writeVarLong(0);
            out.writeVarInt(0);
            out.writeString(described(item));
        };
        try {
            if (!added(kind, place, joined(before, itself, whole(thrown)))
                    && !added(kind, place, joined(before, itself, whatFits(thrown, (number == 0) ? ENOUGH : 0)))) {
                this.results.add(kind, place, joined(before, inWords, whatFits(thrown, 0)));
            }
        }
        catch (CodecException ex) {
            throw new IllegalStateException("No room for an item in a frame", ex);
        }
    }

    private boolean added(int kind, int place, Results.Content content) {
        try {
            this.results.add(kind, place, content);
            return true;
        }
        catch (CodecException ex) {
            // There is no room for it, or the item cannot be sent at all.
            return false;
        }
    }

    private static Results.Content joined(Results.Content... parts) {
        return (out, codec) -> {
            for (Results.Content part : parts) {
                part.write(out, codec);
            }
        };
    }

    private static Results.Content whole(@Nullable ThrowableData thrown) {
        return (thrown != null) ? sized((out, codec) -> thrown.write(out)) : NOTHING;
    }

    private static Results.Content whatFits(@Nullable ThrowableData thrown, int shortest) {
        return (thrown != null) ? sized((out, codec) -> thrown.writeWhatFits(out, shortest)) : NOTHING;
    }

    private static Results.Content sized(Results.Content content) {
        return (out, codec) -> {
            int length = out.reserveLength();
            content.write(out, codec);
            out.patchLength(length);
        };
    }

    private static String described(Object item) {
        try {
            String text = item.toString();
            return (text.length() > LONGEST) ? text.substring(0, LONGEST) : text;
        }
        catch (RuntimeException ex) {
            return item.getClass().getName();
        }
    }

}

package org.minigun.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker has to know of the stage that it serves.
 *
 * @param task name of the task
 * @param run id of the run
 * @param stage path of the stage
 * @param body what the code takes and gives
 * @param code how to come to the code
 * @param afterFork hooks to run before the first item, on the same instance
 * @param targets names that the stage may say in {@code Output.to}, in order
 * @param properties handed on to {@code WorkerContext}
 * @param broadcast files of broadcast data by name
 * @param perBatch whether the worker serves one batch and ends
 */
public record SessionDescription(String task, String run, String stage, Body body, StageCode code,
        List<StageCode> afterFork, List<String> targets, Map<String, String> properties, Map<String, String> broadcast,
        boolean perBatch) {

    /**
     * What the code of a stage takes and gives.
     */
    public enum Body {

        /** Item to result or nothing. */
        PROCESSOR,

        /** Item to something that stands for several results. */
        FLATTEN,

        /** Item and output. */
        EMITTER,

        /** Item to nothing. */
        CONSUMER,

        /** Output alone. */
        PRODUCER,

        /** Nothing to something that stands for several items. */
        ITEMS,

        /** A whole pipeline. */
        PIPELINE

    }

    /**
     * Writes the description.
     * @param out where to
     * @throws CodecException if it is too large
     */
    public void write(ItemWriter out) throws CodecException {
        out.writeString(this.task);
        out.writeString(this.run);
        out.writeString(this.stage);
        out.writeByte(this.body.ordinal());
        this.code.write(out);
        out.writeVarInt(this.afterFork.size());
        for (StageCode hook : this.afterFork) {
            hook.write(out);
        }
        out.writeVarInt(this.targets.size());
        for (String target : this.targets) {
            out.writeString(target);
        }
        writeMap(this.properties, out);
        writeMap(this.broadcast, out);
        out.writeByte(this.perBatch ? 1 : 0);
    }

    /**
     * Reads what was written.
     * @param in where from
     * @return the description
     * @throws CodecException if it is not what was written
     */
    public static SessionDescription read(ItemReader in) throws CodecException {
        String task = in.readString();
        String run = in.readString();
        String stage = in.readString();
        int body = in.readByte();
        Body[] bodies = Body.values();
        if (body < 0 || body >= bodies.length) {
            throw new CodecException("No kind of body: " + body);
        }
        StageCode code = StageCode.read(in);
        List<StageCode> afterFork = new ArrayList<>();
        for (int left = in.readVarInt(); left > 0; left--) {
            afterFork.add(StageCode.read(in));
        }
        List<String> targets = new ArrayList<>();
        for (int left = in.readVarInt(); left > 0; left--) {
            targets.add(in.readString());
        }
        return new SessionDescription(task, run, stage, bodies[body], code, afterFork, targets, readMap(in),
                readMap(in), in.readByte() != 0);
    }

    private static void writeMap(Map<String, String> map, ItemWriter out) throws CodecException {
        out.writeVarInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            out.writeString(entry.getKey());
            out.writeString(entry.getValue());
        }
    }

    private static Map<String, String> readMap(ItemReader in) throws CodecException {
        Map<String, String> map = new LinkedHashMap<>();
        for (int left = in.readVarInt(); left > 0; left--) {
            map.put(in.readString(), in.readString());
        }
        return map;
    }

}

package org.minigun.isolate;

import org.jspecify.annotations.Nullable;
import org.minigun.RunStoppedException;
import org.minigun.Setting;
import org.minigun.code.GroupCode;
import org.minigun.code.StageCodes;
import org.minigun.execution.HostedGroup;
import org.minigun.execution.HostedGroupStages;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedSession;
import org.minigun.execution.HostedStage;
import org.minigun.protocol.StageCode;

/**
 * One stage of one run in isolates, or several that run together in each of them.
 */
final class IsolateGroup implements HostedGroup {

    private final HostedStage stage;

    private final ClassLoader application;

    private @Nullable StageCode code;

    IsolateGroup(HostedStage stage, ClassLoader application) {
        this.stage = stage;
        this.application = application;
    }

    @Override
    public HostedSession session(int index, HostedOutcomes outcomes) {
        HostedGroupStages group = this.stage.group();
        if (group != null) {
            IsolateTelling telling = new IsolateTelling(group.paths(), outcomes);
            return new IsolatePipelineSession(this.stage, group.producing(), telling,
                    () -> new IsolatePipeline(this.stage, code(), index, this.application, telling));
        }
        return new IsolateSession(this.stage, outcomes, () -> isolate(index, outcomes));
    }

    private Isolate isolate(int index, HostedOutcomes outcomes) throws Throwable {
        return new Isolate(this.stage, code(), index, this.application, outcomes);
    }

    /** The code, with the state that its instance has when the first item is there. */
    private synchronized StageCode code() {
        StageCode known = this.code;
        if (known == null) {
            StageCodes codes = IsolateHost.codes(this.stage.run().task());
            HostedGroupStages group = this.stage.group();
            known = (group != null)
                    ? GroupCode.of(this.stage, group, codes, this.stage.settings().get(Setting.CAPACITY, 1024))
                    : codes.code(this.stage.path(), this.stage.stage());
            this.code = known;
        }
        return known;
    }

    @Override
    public void produce(HostedOutcomes outcomes) throws Exception {
        Throwable thrown;
        Isolate isolate;
        try {
            isolate = isolate(0, outcomes);
        }
        catch (Throwable ex) {
            throw new IllegalStateException(IsolateSession.notMade(this.stage, ex), ex);
        }
        try {
            thrown = isolate.produce();
        }
        finally {
            isolate.close();
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof Exception exception) {
            throw exception;
        }
        if (this.stage.control().isAborted()) {
            throw new RunStoppedException("The run has ended");
        }
    }

    /**
     * The threads of contexts are interrupted by those who have them.
     */
    @Override
    public void terminate() {
    }

    @Override
    public void close() {
    }

}

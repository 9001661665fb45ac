package org.minigun.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.capture.JavaObjects;
import org.minigun.execution.HostedGroupStages;
import org.minigun.execution.HostedStage;
import org.minigun.graph.StageGraph;
import org.minigun.plan.NamedPool;
import org.minigun.protocol.PipelineForm;
import org.minigun.protocol.PipelineForm.PoolForm;
import org.minigun.protocol.PipelineForm.StageForm;
import org.minigun.protocol.StageCode;

/**
 * The stages that a worker or an isolate runs together, as it is told of them. What was
 * said of their place led them there and is said no more; stages inside a pipeline keep
 * theirs.
 */
public final class GroupCode {

    private static final Set<Setting<?>> PLACEMENT = Set.of(Setting.CONCURRENCY, Setting.POOL_SIZE, Setting.POOL,
            Setting.AFFINITY);

    private static final Set<Setting<?>> NOT_INHERITED = Set.of(Setting.CONCURRENCY, Setting.POOL_SIZE, Setting.POOL,
            Setting.AFFINITY, Setting.TO, Setting.FROM, Setting.ROUTING, Setting.ROUTING_KEY, Setting.PARTITION_BY,
            Setting.ORDERED, Setting.KEPT_FAILURES, Setting.BROADCAST);

    private GroupCode() {
    }

    /**
     * Takes the stages of a group down.
     * @param stage what the host was told
     * @param group the stages
     * @param codes says how to come to code, and refuses
     * @param window the greatest number of items that are given at once
     * @return the code, with the state that its instances have now
     */
    public static StageCode of(HostedStage stage, HostedGroupStages group, StageCodes codes, int window) {
        PipelineForms forms = new PipelineForms(codes, group.targets());
        String pipeline = group.pipeline();
        List<StageForm> stages = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        if (pipeline != null) {
            Stage nested = group.stages().get(0);
            Set<Setting<?>> without = new HashSet<>(PLACEMENT);
            without.addAll(Set.of(Setting.TO, Setting.FROM, Setting.ROUTING, Setting.ROUTING_KEY, Setting.ORDERED,
                    Setting.PARTITION_BY, Setting.BATCH_SIZE));
            StageForm form = forms.stage(pipeline, nested, nested.name(), without);
            stages.add(form);
            group.paths().forEach((path) -> paths.add(nested.name() + path.substring(pipeline.length())));
            if (group.fed()) {
                heads.add(nested.name());
            }
        }
        else {
            for (int i = 0; i < group.paths().size(); i++) {
                String path = group.paths().get(i);
                Set<Setting<?>> without = new HashSet<>(PLACEMENT);
                without.add(Setting.FROM);
                stages.add(forms.stage(path, group.stages().get(i), group.nameOf(path), without));
                paths.add(group.nameOf(path));
            }
            if (group.fed()) {
                heads.add(paths.get(0));
            }
        }
        PipelineForm form = new PipelineForm(stage.run().task(), heads, stages,
                forms.settings("Task '" + stage.run().task() + "'", inherited(group)), List.copyOf(paths),
                group.exits().stream().map((exit) -> exit.equals(StageGraph.EXIT) ? PipelineForm.EXIT : exit).toList(),
                pools(group, forms), forms.afterFork(stage.hooks()), window);
        return new StageCode(StageCode.Kind.PIPELINE, "", "", "",
                JavaObjects.serialized(form,
                        (path, type) -> codes.refusal(
                                "Stages " + group.paths() + " are to run in " + codes.place() + ", but their " + path
                                        + " cannot be sent there: " + type + " is not Serializable.",
                                "Make it transient or Serializable.")));
    }

    /** What holds for the stages of the outermost level without being said of them. */
    private static Settings inherited(HostedGroupStages group) {
        Settings all = Settings.none();
        Map<String, Stage> own = new java.util.HashMap<>();
        for (int i = 0; i < group.stages().size(); i++) {
            Stage stage = group.stages().get(i);
            String pipeline = group.pipeline();
            if (pipeline == null) {
                own.put(group.paths().get(i), stage);
            }
            else if (stage.body() instanceof org.minigun.StageBody.Nested nested) {
                nested.pipeline().stages().forEach((inner) -> own.put(pipeline + "/" + inner.name(), inner));
            }
        }
        for (int i = 0; i < group.paths().size(); i++) {
            Stage stage = own.get(group.paths().get(i));
            if (stage != null) {
                all = all.overlaidBy(group.settings().get(i).without(stage.settings().said()).without(NOT_INHERITED));
            }
        }
        return all.with(Setting.KEPT_FAILURES, 0, "a worker", Settings.CODE);
    }

    private static List<PoolForm> pools(HostedGroupStages group, PipelineForms forms) {
        List<PoolForm> pools = new ArrayList<>();
        for (NamedPool pool : group.pools()) {
            pools.add(new PoolForm(pool.name(), pool.concurrency(), pool.size(),
                    forms.settings("Pool '" + pool.name() + "'", pool.settings())));
        }
        return List.copyOf(pools);
    }

}

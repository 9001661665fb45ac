package org.minigun.code.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.minigun.BroadcastSource;
import org.minigun.ConsumerFunction;
import org.minigun.Hook;
import org.minigun.Pipeline;
import org.minigun.ProducerFunction;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.plan.NamedPool;
import org.minigun.protocol.PipelineForm;
import org.minigun.protocol.PipelineForm.CodeForm;
import org.minigun.protocol.PipelineForm.PoolForm;
import org.minigun.protocol.PipelineForm.SettingForm;
import org.minigun.protocol.PipelineForm.StageForm;
import org.minigun.protocol.TypeForm;

/**
 * Makes a pipeline of stages that were sent: what feeds them from outside stands in front
 * of them as a producer, and a consumer stands for each stage that they feed.
 */
public final class PipelineReader {

    private final PipelineForm form;

    private final PipelineFunctions functions;

    /**
     * Begins.
     * @param form what was sent
     * @param functions makes its code
     */
    public PipelineReader(PipelineForm form, PipelineFunctions functions) {
        this.form = form;
        this.functions = functions;
    }

    /**
     * Makes the pipeline.
     * @param in gives the items from outside
     * @param exits makes what takes those that leave, by the number of the exit
     * @param broadcast the broadcast data that was given
     * @return the pipeline
     * @throws Throwable what code has thrown that makes instances
     */
    public Pipeline read(ProducerFunction<Object> in, IntFunction<ConsumerFunction<Object>> exits,
            java.util.Map<String, BroadcastSource> broadcast) throws Throwable {
        List<Stage> stages = new ArrayList<>();
        if (!this.form.heads().isEmpty()) {
            stages.add(new Stage(PipelineForm.ENTRANCE, new StageBody.Producer(in), null, null,
                    to(Settings.none(), PipelineForm.ENTRANCE, this.form.heads())));
        }
        for (StageForm stage : this.form.stages()) {
            Stage made = stage(stage);
            if (made.body() instanceof StageBody.Nested && this.form.exits().contains(PipelineForm.EXIT)) {
                made = new Stage(made.name(), made.body(), null, null,
                        to(made.settings(), made.name(), List.of(PipelineForm.EXIT)));
            }
            stages.add(made);
        }
        for (int i = 0; i < this.form.exits().size(); i++) {
            stages.add(new Stage(this.form.exits().get(i), new StageBody.Consumer(exits.apply(i + 1)), null, null,
                    Settings.none()));
        }
        List<Hook> hooks = new ArrayList<>();
        for (CodeForm hook : this.form.afterFork()) {
            hooks.add(this.functions.hook(hook));
        }
        Settings settings = settings(this.form.settings());
        if (!broadcast.isEmpty()) {
            settings = settings.with(Setting.BROADCAST, broadcast, "a worker", Settings.CODE);
        }
        return Pipeline.of(this.form.task(), true, stages, settings, hooks);
    }

    /**
     * The named pools of the application.
     * @return the pools
     * @throws Throwable what code has thrown that makes instances
     */
    public List<NamedPool> pools() throws Throwable {
        List<NamedPool> pools = new ArrayList<>();
        for (PoolForm pool : this.form.pools()) {
            pools.add(new NamedPool(pool.name(), pool.concurrency(), pool.size(), settings(pool.settings())));
        }
        return pools;
    }

    private static Settings to(Settings settings, String stage, List<String> targets) {
        return settings.with(Setting.TO, targets, "stage '" + stage + "'", Settings.CODE);
    }

    private Stage stage(StageForm stage) throws Throwable {
        Settings settings = settings(stage.settings());
        if (stage.code() == null) {
            List<Stage> nested = new ArrayList<>();
            for (StageForm inner : stage.nested()) {
                nested.add(stage(inner));
            }
            Pipeline pipeline = Pipeline.of(stage.name(), false, nested, settings(stage.inside()), List.of());
            return new Stage(stage.name(), new StageBody.Nested(pipeline), null, null, settings);
        }
        return new Stage(stage.name(), this.functions.body(stage), type(stage.input()), type(stage.output()), settings,
                this.functions.origin(stage.code()));
    }

    private static java.lang.reflect.@Nullable Type type(@Nullable TypeForm form) {
        return (form != null) ? form.toType() : null;
    }

    private Settings settings(List<SettingForm> said) throws Throwable {
        Settings settings = Settings.none();
        for (SettingForm each : said) {
            settings = with(settings, Setting.named(each.name()), value(each), each.origin());
        }
        return settings;
    }

    private Object value(SettingForm said) throws Throwable {
        if (said.value() instanceof CodeForm code) {
            return said.name().equals(Setting.WEIGHER.name()) ? this.functions.weigher(code) : this.functions.key(code);
        }
        return Objects.requireNonNull(said.value());
    }

    private static <T> Settings with(Settings settings, Setting<T> setting, Object value, String origin) {
        return settings.with(setting, setting.type().cast(value), "a worker", origin);
    }

}

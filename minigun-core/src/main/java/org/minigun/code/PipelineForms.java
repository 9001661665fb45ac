package org.minigun.code;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.minigun.ForkBody;
import org.minigun.Hook;
import org.minigun.KeyMethod;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.StageMethod;
import org.minigun.WeigherMethod;
import org.minigun.capture.JavaObjects;
import org.minigun.protocol.PipelineForm;
import org.minigun.protocol.PipelineForm.CodeForm;
import org.minigun.protocol.PipelineForm.InstanceForm;
import org.minigun.protocol.PipelineForm.SettingForm;
import org.minigun.protocol.PipelineForm.StageForm;
import org.minigun.protocol.StageCode;

/**
 * Takes stages down so that they can be sent to a worker. What cannot be sent is refused,
 * with the name of the stage and the remedies. Used once.
 */
public final class PipelineForms {

    private final StageCodes codes;

    private final Map<String, List<String>> targets;

    private final Map<Object, InstanceForm> copied = new IdentityHashMap<>();

    private final Map<Object, InstanceForm> made = new IdentityHashMap<>();

    /**
     * Begins.
     * @param codes says how to come to code, and refuses
     * @param targets the words for the targets of stages, by their paths; stages that are
     * not named keep their own
     */
    public PipelineForms(StageCodes codes, Map<String, List<String>> targets) {
        this.codes = codes;
        this.targets = targets;
    }

    /**
     * Takes down a stage with all that is in it.
     * @param path its path in the application
     * @param stage the stage
     * @param name its name in the worker
     * @param without what is not said of it there
     * @return the form
     */
    public StageForm stage(String path, Stage stage, String name, java.util.Set<Setting<?>> without) {
        List<StageForm> nested = new ArrayList<>();
        List<SettingForm> inside = List.of();
        CodeForm code = null;
        if (stage.body() instanceof StageBody.Nested body) {
            for (Stage inner : body.pipeline().stages()) {
                nested.add(stage(path + "/" + inner.name(), inner, inner.name(), java.util.Set.of()));
            }
            inside = settings("Pipeline '" + path + "'", body.pipeline().settings());
        }
        else {
            code = code(path, stage);
        }
        Settings said = stage.settings().without(without);
        List<String> to = this.targets.get(path);
        if (to != null) {
            said = said.without(java.util.Set.of(Setting.TO));
            if (!to.isEmpty()) {
                said = said.with(Setting.TO, List.copyOf(to), "stage '" + path + "'", Settings.CODE);
            }
        }
        return new StageForm(name, stage.kind(), stage.body() instanceof StageBody.Emitter, code, List.copyOf(nested),
                inside, settings("Stage '" + path + "'", said), PipelineForm.typeForm(stage.input()),
                PipelineForm.typeForm(stage.output()));
    }

    private CodeForm code(String path, Stage stage) {
        StageCode code = this.codes.code(path, stage);
        StageMethod method = stage.method();
        return (method != null) ? method(method, code)
                : new CodeForm(stage.body().function(), null, null, List.of(), null);
    }

    /**
     * Takes down the hooks that run in a worker.
     * @param hooks hooks of any kind
     * @return the forms of those that do
     */
    public List<CodeForm> afterFork(List<Hook> hooks) {
        List<CodeForm> forms = new ArrayList<>();
        for (Hook hook : hooks) {
            if (hook.kind() == Hook.Kind.AFTER_FORK && hook.body() instanceof ForkBody body) {
                StageMethod method = body.method();
                this.codes.afterFork(List.of(hook));
                forms.add((method != null) ? method(method, this.codes.method("An @AfterFork hook", method))
                        : new CodeForm(body.function(), null, null, List.of(), null));
            }
        }
        return List.copyOf(forms);
    }

    private CodeForm method(StageMethod origin, StageCode code) {
        return new CodeForm(null, origin.method().getName(), origin.type(),
                List.of(origin.method().getParameterTypes()), instance(origin, code.kind()));
    }

    private @Nullable InstanceForm instance(StageMethod origin, StageCode.Kind kind) {
        Object object = origin.instance();
        if (kind == StageCode.Kind.STATIC_METHOD || object == null) {
            return null;
        }
        return (kind == StageCode.Kind.SERIALIZED)
                ? this.copied.computeIfAbsent(object, (one) -> new InstanceForm(origin.type(), one))
                : this.made.computeIfAbsent(object, (one) -> new InstanceForm(origin.type(), null));
    }

    /**
     * Takes down settings; those of broadcast data are sent as files.
     * @param owner whose they are, as messages name it
     * @param settings what was said
     * @return the forms
     */
    public List<SettingForm> settings(String owner, Settings settings) {
        List<SettingForm> forms = new ArrayList<>();
        for (Setting<?> setting : settings.said()) {
            if (setting != Setting.BROADCAST) {
                Object value = Objects.requireNonNull(settings.get(setting));
                forms.add(new SettingForm(setting.name(), value(owner, setting, value),
                        settings.origin(setting).orElse(Settings.CODE)));
            }
        }
        return List.copyOf(forms);
    }

    private Object value(String owner, Setting<?> setting, Object value) {
        if (value instanceof KeyMethod key) {
            return key(owner, setting, key.method());
        }
        if (value instanceof WeigherMethod weigher) {
            return key(owner, setting, weigher.method());
        }
        if (!(value instanceof Serializable)) {
            throw this.codes
                .refusal(
                        owner + " is to run in " + this.codes.place() + ", but its " + setting
                                + " cannot be sent there: a " + value.getClass().getName() + " is not Serializable.",
                        "Make it Serializable.");
        }
        JavaObjects.serialized(value,
                (path, type) -> this.codes.refusal(
                        owner + " is to run in " + this.codes.place() + ", but of its " + setting + " the " + path
                                + " cannot be sent there: " + type + " is not Serializable.",
                        "Capture only what is Serializable, or make it so."));
        return value;
    }

    private CodeForm key(String owner, Setting<?> setting, StageMethod method) {
        boolean ofItem = method.instance() == null && !Modifier.isStatic(method.method().getModifiers());
        return ofItem
                ? new CodeForm(null, method.method().getName(), method.type(),
                        List.of(method.method().getParameterTypes()), null)
                : method(method, this.codes.method(owner + " has a " + setting + " that", method));
    }

}

package org.minigun.spring.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.minigun.Settings;
import org.minigun.annotation.StageOverride;
import org.minigun.annotation.StageOverride.NamedMethod;
import org.minigun.spring.TaskDescription;

/**
 * What the properties say of one task and of its stages.
 */
final class StageOverrides implements Function<String, StageOverride> {

    private final String task;

    private final Settings settings;

    private final Map<String, StageOverride> stages = new LinkedHashMap<>();

    /** Paths of the stages that are meant, by their names as written. */
    private final Map<String, String> meant = new ConcurrentHashMap<>();

    private final String prefix;

    private final TaskProperties said;

    /**
     * Reads the properties.
     * @param task the name of the task
     * @param written its name as written in the properties
     * @param said the properties, or {@code null} if there are none
     */
    StageOverrides(String task, String written, @Nullable TaskProperties said) {
        this.task = task;
        this.said = (said != null) ? said : new TaskProperties();
        this.prefix = "minigun.tasks." + key(written) + ".";
        PropertySettings whole = new PropertySettings(this.prefix, "task '" + task + "'");
        if (said != null) {
            said.addTo(whole);
            said.getStages().forEach((stage, properties) -> {
                PropertySettings settings = new PropertySettings(this.prefix + "stages." + key(stage) + ".",
                        "stage '" + stage + "'");
                properties.addTo(settings);
                this.stages.put(stage, settings.override());
            });
        }
        this.settings = whole.settings();
    }

    private static String key(String written) {
        return written.matches("[\\p{L}\\p{N}_-]+") ? written : "[" + written + "]";
    }

    /** What is known of the task besides its pipeline. */
    TaskDescription describe(String bean, @Nullable Class<?> type, @Nullable Class<?> parameters) {
        Map<String, String> defaults = this.said.getParameters();
        if (parameters == null && !defaults.isEmpty()) {
            throw new InvalidMinigunPropertyException(
                    "Task '%s' takes no parameters, of which property '%sparameters' speaks.".formatted(this.task,
                            this.prefix),
                    "Let a producer of the task take an object for them, or remove the property.");
        }
        return new TaskDescription(this.task, bean, type, parameters, ParameterBinder.parameters(parameters),
                Map.copyOf(defaults), this.said.isAllowConcurrentRuns(), this.said.getSchedule().schedule(this.task));
    }

    /** What is said of the task as a whole. */
    Settings settings() {
        return this.settings;
    }

    /**
     * What is said of a stage, however its name is written. Of two ways to write it the
     * one from the stronger source wins, which is bound first. As long as it is not known
     * which stages there are, it is said of all that are called alike.
     */
    @Override
    public StageOverride apply(String path) {
        StageOverride result = StageOverride.none();
        for (Map.Entry<String, StageOverride> entry : this.stages.entrySet()) {
            String stage = this.meant.get(entry.getKey());
            if ((stage != null) ? stage.equals(path) : Names.alike(entry.getKey(), path)) {
                result = strengthened(result, entry.getValue());
            }
        }
        return result;
    }

    private static StageOverride strengthened(StageOverride strong, StageOverride weak) {
        List<NamedMethod> methods = new ArrayList<>(weak.methods());
        methods.addAll(strong.methods());
        return new StageOverride(weak.settings().overlaidBy(strong.settings()), methods);
    }

    /**
     * Finds the stages that are meant: those whose paths are written, else those whose
     * paths are alike. A name that no stage of the task has may be that of a stage of a
     * nested pipeline, if only one is called so.
     * @param known the paths of all stages
     * @return whether {@link #apply} says other than before, so that the task has to be
     * read again
     * @throws InvalidMinigunPropertyException if a stage is not there, or several are
     * called so
     */
    boolean find(Set<String> known) {
        boolean other = false;
        for (String written : this.stages.keySet()) {
            List<String> alike = known.stream().filter((path) -> Names.alike(written, path)).toList();
            String path = known.contains(written) ? written : only(written, alike, known);
            String before = this.meant.put(written, path);
            other |= !((before != null) ? List.of(before) : alike).equals(List.of(path));
        }
        return other;
    }

    private String only(String written, List<String> alike, Set<String> known) {
        List<String> paths = !alike.isEmpty() ? alike
                : known.stream()
                    .filter((path) -> Names.alike(written, path.substring(path.lastIndexOf('/') + 1)))
                    .toList();
        if (paths.size() != 1) {
            throw unknown(written, paths, known);
        }
        return paths.get(0);
    }

    private InvalidMinigunPropertyException unknown(String written, List<String> several, Set<String> known) {
        String property = this.prefix + "stages." + key(written);
        return several.isEmpty()
                ? new InvalidMinigunPropertyException(
                        "Task '%s' has no stage '%s', of which property '%s' speaks.".formatted(this.task, written,
                                property),
                        "Write the name of one of its stages: '%s'.".formatted(String.join("', '", known)))
                : new InvalidMinigunPropertyException(
                        "Task '%s' has several stages '%s', of which property '%s' speaks.".formatted(this.task,
                                written, property),
                        "Write the path of one of them, in brackets: '[%s]'."
                            .formatted(String.join("]', '[", several)));
    }

}

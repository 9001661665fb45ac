package org.minigun;

import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.Routing;
import org.minigun.graph.StageKind;
import org.minigun.graph.StageSpec;

/**
 * One declared stage of a pipeline: its name, its code and what was said of it.
 * Immutable.
 */
public final class Stage {

    private final String name;

    private final StageBody body;

    private final @Nullable Type input;

    private final @Nullable Type output;

    private final Settings settings;

    private final @Nullable StageMethod method;

    /**
     * Makes a stage of a function.
     * @param name its name, unique in its pipeline
     * @param body its code
     * @param input the type of the items taken, or {@code null} if not known
     * @param output the type of the items emitted, or {@code null} if not known
     * @param settings what was said of it
     */
    public Stage(String name, StageBody body, @Nullable Type input, @Nullable Type output, Settings settings) {
        this(name, body, input, output, settings, null);
    }

    /**
     * Makes a stage.
     * @param name its name, unique in its pipeline
     * @param body its code
     * @param input the type of the items taken, or {@code null} if not known
     * @param output the type of the items emitted, or {@code null} if not known
     * @param settings what was said of it
     * @param method the method that the code calls, or {@code null} if it is a function
     */
    public Stage(String name, StageBody body, @Nullable Type input, @Nullable Type output, Settings settings,
            @Nullable StageMethod method) {
        this.name = name;
        this.body = body;
        this.input = input;
        this.output = output;
        this.settings = settings;
        this.method = method;
    }

    /**
     * Returns the name.
     * @return the name, unique in its pipeline
     */
    public String name() {
        return this.name;
    }

    /**
     * Returns the kind.
     * @return the kind
     */
    public StageKind kind() {
        if (this.body instanceof StageBody.Producer) {
            return StageKind.PRODUCER;
        }
        if (this.body instanceof StageBody.Accumulator) {
            return StageKind.ACCUMULATOR;
        }
        if (this.body instanceof StageBody.Consumer) {
            return StageKind.CONSUMER;
        }
        return (this.body instanceof StageBody.Nested) ? StageKind.PIPELINE : StageKind.PROCESSOR;
    }

    /**
     * Returns the code.
     * @return the code
     */
    public StageBody body() {
        return this.body;
    }

    /**
     * Returns the type of the items taken.
     * @return the type, or {@code null} if not known
     */
    public @Nullable Type input() {
        return this.input;
    }

    /**
     * Returns the type of the items emitted.
     * @return the type, or {@code null} if not known
     */
    public @Nullable Type output() {
        return this.output;
    }

    /**
     * Returns what was said of the stage.
     * @return the settings
     */
    public Settings settings() {
        return this.settings;
    }

    /**
     * Returns the method that the code calls.
     * @return the method, or {@code null} if the stage was made of a function
     */
    public @Nullable StageMethod method() {
        return this.method;
    }

    /**
     * Returns a copy with another name.
     * @param newName the name
     * @return the copy
     */
    Stage named(String newName) {
        return new Stage(newName, this.body, this.input, this.output, this.settings, this.method);
    }

    /**
     * Returns a copy of which other things are said.
     * @param newSettings the settings
     * @return the copy
     */
    Stage with(Settings newSettings) {
        return new Stage(this.name, this.body, this.input, this.output, newSettings, this.method);
    }

    /**
     * Returns a copy with other code.
     * @param newBody the code
     * @return the copy
     */
    Stage with(StageBody newBody) {
        return new Stage(this.name, newBody, this.input, this.output, this.settings, null);
    }

    /**
     * Returns what the stage declares about its place in the graph.
     * @return the declaration
     */
    StageSpec spec() {
        List<StageSpec> children = (this.body instanceof StageBody.Nested nested)
                ? nested.pipeline().stages().stream().map(Stage::spec).toList() : List.of();
        return new StageSpec(this.name, kind(), this.settings.get(Setting.TO, List.of()),
                this.settings.get(Setting.FROM, List.of()), this.settings.get(Setting.ROUTING, Routing.BROADCAST),
                this.settings.get(Setting.ROUTING_KEY) != null, this.input, this.output, children);
    }

    @Override
    public String toString() {
        return kind() + " '" + this.name + "'";
    }

}

package org.minigun.graph;

import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a stage declares about its place in the graph. Immutable.
 *
 * @param name the name, unique in its pipeline
 * @param kind what the stage does
 * @param to the names of the stages it feeds, or {@link StageGraph#EXIT}; empty to follow
 * the order of declaration
 * @param from the names of the stages that feed it, or {@link StageGraph#ENTRANCE}; empty
 * to follow the order of declaration
 * @param routing to which of its targets an item goes
 * @param routingKey whether a key for {@link Routing#PARTITION} was given
 * @param input the type of the items it takes, or {@code null} if unknown
 * @param output the type of the items it emits, or {@code null} if unknown
 * @param children the stages of a nested pipeline in the order of declaration, else empty
 */
public record StageSpec(String name, StageKind kind, List<String> to, List<String> from, Routing routing,
        boolean routingKey, @Nullable Type input, @Nullable Type output, List<StageSpec> children) {

    /**
     * Copies the lists.
     * @throws IllegalArgumentException if a stage that is no nested pipeline has children
     */
    public StageSpec {
        to = List.copyOf(to);
        from = List.copyOf(from);
        children = List.copyOf(children);
        if (kind != StageKind.PIPELINE && !children.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid children of stage '%s' (%s): must be empty unless the stage is a nested pipeline"
                        .formatted(name, kind));
        }
    }

    /**
     * A stage that says nothing but its name and kind: no {@code to}, no {@code from},
     * {@link Routing#BROADCAST}, unknown types.
     * @param name the name
     * @param kind what the stage does
     * @return the stage
     */
    public static StageSpec of(String name, StageKind kind) {
        return new StageSpec(name, kind, List.of(), List.of(), Routing.BROADCAST, false, null, null, List.of());
    }

    /**
     * A nested pipeline that says nothing but its name and its stages.
     * @param name the name
     * @param children its stages in the order of declaration
     * @return the stage
     */
    public static StageSpec pipeline(String name, List<StageSpec> children) {
        return new StageSpec(name, StageKind.PIPELINE, List.of(), List.of(), Routing.BROADCAST, false, null, null,
                children);
    }

    /**
     * The same under another name.
     * @param name the name
     * @return a copy
     */
    public StageSpec withName(String name) {
        return new StageSpec(name, this.kind, this.to, this.from, this.routing, this.routingKey, this.input,
                this.output, this.children);
    }

    /**
     * The same with other targets.
     * @param to the names of the stages it feeds
     * @return a copy
     */
    public StageSpec withTo(List<String> to) {
        return new StageSpec(this.name, this.kind, to, this.from, this.routing, this.routingKey, this.input,
                this.output, this.children);
    }

    /**
     * The same with other sources.
     * @param from the names of the stages that feed it
     * @return a copy
     */
    public StageSpec withFrom(List<String> from) {
        return new StageSpec(this.name, this.kind, this.to, from, this.routing, this.routingKey, this.input,
                this.output, this.children);
    }

    /**
     * The same with another routing.
     * @param routing to which of its targets an item goes
     * @param routingKey whether a key for {@link Routing#PARTITION} was given
     * @return a copy
     */
    public StageSpec withRouting(Routing routing, boolean routingKey) {
        return new StageSpec(this.name, this.kind, this.to, this.from, routing, routingKey, this.input, this.output,
                this.children);
    }

    /**
     * The same with other types.
     * @param input the type of the items it takes, or {@code null} if unknown
     * @param output the type of the items it emits, or {@code null} if unknown
     * @return a copy
     */
    public StageSpec withTypes(@Nullable Type input, @Nullable Type output) {
        return new StageSpec(this.name, this.kind, this.to, this.from, this.routing, this.routingKey, input, output,
                this.children);
    }

    /**
     * The same nested pipeline with other stages.
     * @param children its stages in the order of declaration
     * @return a copy
     */
    public StageSpec withChildren(List<StageSpec> children) {
        return new StageSpec(this.name, this.kind, this.to, this.from, this.routing, this.routingKey, this.input,
                this.output, children);
    }

}

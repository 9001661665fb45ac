package org.minigun.graph;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The exit of the pipeline in which the emitting stage stands. The item goes on by that
 * pipeline's own targets and routing.
 *
 * @param pipeline the nested pipeline that is left, or {@code null} where it is the graph
 * itself, made of a pipeline that is only ever nested
 */
public record ExitTarget(@Nullable Node pipeline) implements Target {

    @Override
    public List<String> names() {
        return List.of(StageGraph.EXIT);
    }

    @Override
    public String toString() {
        return (this.pipeline != null) ? this.pipeline.path() + "/" + StageGraph.EXIT : StageGraph.EXIT;
    }

}

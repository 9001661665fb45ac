package org.minigun.graph;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the stage that a name means: in the own pipeline, then outwards, never inwards
 * but by a path.
 */
final class NameResolver {

    private static final int SHOWN = 12;

    private final String pipeline;

    private final Level top;

    NameResolver(String pipeline, Level top) {
        this.pipeline = pipeline;
        this.top = top;
    }

    /** The stage that another one names in the attribute ({@code to} or {@code from}). */
    Node named(Node asking, String attribute, String name) {
        Node found = find(asking.level(), name);
        if (found != null) {
            return found;
        }
        throw unknown(asking.level(), name, "Stage '%s' of pipeline '%s' names '%s' in its `%s`"
            .formatted(asking.path(), this.pipeline, name, attribute));
    }

    /** The stage at a path from the top. */
    Node stageAt(String path) {
        Node found = find(this.top, path);
        if (found != null) {
            return found;
        }
        throw unknown(this.top, path, "Stage '%s' of pipeline '%s' is asked for".formatted(path, this.pipeline));
    }

    /**
     * All names that mean a stage for those that stand on a level, the shortest first.
     */
    List<String> namesOf(Level level, Node target) {
        List<String> names = new ArrayList<>();
        String name = target.name();
        for (Node around = target.parent(); around != null; around = around.parent()) {
            if (find(level, name) == target) {
                names.add(name);
            }
            name = around.name() + "/" + name;
        }
        Node atPath = find(level, name);
        if (atPath == target || atPath == null) {
            names.add(name);
        }
        return names;
    }

    private static @Nullable Node find(Level level, String name) {
        String[] parts = name.split("/", -1);
        Node found = null;
        for (Level around = level; found == null && around != null; around = around.outer()) {
            found = around.named(parts[0]);
        }
        for (int part = 1; found != null && part < parts.length; part++) {
            found = found.inner().named(parts[part]);
        }
        return found;
    }

    private InvalidPipelineException unknown(Level level, String name, String asked) {
        List<String> furtherIn = this.top.tree()
            .stream()
            .map(Node::path)
            .filter((path) -> path.endsWith("/" + name))
            .toList();
        if (!furtherIn.isEmpty()) {
            return new InvalidPipelineException(this.pipeline,
                    asked + ", but a stage of that name stands only inside a nested pipeline.",
                    "Write the path that is meant: " + Words.oneOf(furtherIn) + ".");
        }
        return new InvalidPipelineException(this.pipeline, asked + ", but there is no stage of that name.",
                remedy(level, name));
    }

    private String remedy(Level level, String wrong) {
        List<List<String>> names = this.top.tree()
            .stream()
            .map((node) -> namesOf(level, node))
            .filter((ofOne) -> !ofOne.isEmpty())
            .toList();
        List<String> near = NearNames.of(wrong, names.stream().flatMap(List::stream).toList());
        if (!near.isEmpty()) {
            return "Did you mean " + Words.oneOf(near) + "?";
        }
        List<String> shortest = names.stream().map((ofOne) -> ofOne.get(0)).distinct().limit(SHOWN).toList();
        return "Declare it, or name another stage, such as " + Words.oneOf(shortest) + ".";
    }

}

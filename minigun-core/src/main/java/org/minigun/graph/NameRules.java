package org.minigun.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Refuses names that could not be told apart, said in a {@code to}, or read.
 */
final class NameRules {

    private final String pipeline;

    NameRules(String pipeline) {
        this.pipeline = pipeline;
    }

    void check(Level level) {
        Set<String> names = new HashSet<>();
        for (Node node : level.nodes()) {
            checkName(level, node.name());
            if (!names.add(node.name())) {
                throw refusal("Two stages of %s are called '%s'.".formatted(level.words(), node.name()),
                        "Rename one of them: a name is unique in its pipeline.");
            }
            check(node.inner());
        }
    }

    private void checkName(Level level, String name) {
        if (name.isBlank()) {
            throw refusal("A stage of %s has a blank name.".formatted(level.words()), "Give it a name.");
        }
        if (name.contains("/")) {
            throw refusal("Stage '%s' of %s has a '/' in its name.".formatted(name, level.words()),
                    "Rename it: '/' leads into nested pipelines.");
        }
        if (List.of(StageGraph.ENTRANCE, StageGraph.EXIT).contains(name)) {
            throw refusal("A stage of %s is called '%s', which is a reserved name.".formatted(level.words(), name),
                    "Rename it: in `from` and `to`, ENTRANCE and EXIT mean those of the nested pipeline.");
        }
    }

    private InvalidPipelineException refusal(String reason, String remedy) {
        return new InvalidPipelineException(this.pipeline, reason, remedy);
    }

}

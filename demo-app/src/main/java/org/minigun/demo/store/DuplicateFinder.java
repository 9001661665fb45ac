package org.minigun.demo.store;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.minigun.demo.store.Summary.DuplicateGroup;
import org.minigun.demo.store.Summary.Duplicates;

/**
 * Finds classes that are in several artifacts, from the classes in order of their names.
 * Needs memory for the sets of artifacts, not for the classes.
 */
final class DuplicateFinder {

    private final Map<List<String>, Group> groups = new HashMap<>();

    private final Set<String> artifacts = new TreeSet<>();

    private String className = "";

    private long classes;

    /**
     * Takes the next class.
     */
    void next(String name, String artifact) {
        if (!name.equals(this.className)) {
            endOfClass();
            this.className = name;
        }
        this.artifacts.add(artifact);
    }

    /**
     * Returns what was found.
     * @param most the most groups to return
     */
    Duplicates found(int most) {
        endOfClass();
        List<DuplicateGroup> largest = this.groups.entrySet()
            .stream()
            .map((entry) -> new DuplicateGroup(entry.getKey(), entry.getValue().count, entry.getValue().example))
            .sorted(Comparator.comparingLong(DuplicateGroup::classes)
                .reversed()
                .thenComparing((group) -> String.join(" ", group.artifacts())))
            .limit(most)
            .toList();
        return new Duplicates(this.classes, largest);
    }

    private void endOfClass() {
        if (this.artifacts.size() > 1) {
            this.classes++;
            String example = this.className;
            this.groups.computeIfAbsent(List.copyOf(this.artifacts), (key) -> new Group(example)).count++;
        }
        this.artifacts.clear();
    }

    private static final class Group {

        private final String example;

        private long count;

        private Group(String example) {
            this.example = example;
        }

    }

}

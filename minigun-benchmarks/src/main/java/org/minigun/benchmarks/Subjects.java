package org.minigun.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * The subjects of one case by their names, the limit first.
 */
public final class Subjects {

    private final String group;

    private final Map<String, Supplier<Subject>> makers = new LinkedHashMap<>();

    /**
     * Makes an empty list.
     * @param group the name of the case
     */
    public Subjects(String group) {
        this.group = group;
    }

    /**
     * Adds a subject.
     * @param name its name in the table
     * @param maker makes it, in the JVM that measures it
     * @return this
     */
    public Subjects add(String name, Supplier<Subject> maker) {
        this.makers.put(name, maker);
        return this;
    }

    /**
     * Adds the subjects that need a newer Java, if this build and this JVM have them.
     * @return this
     */
    public Subjects addNewer() {
        ServiceLoader.load(NewerSubjects.class).forEach((newer) -> newer.addTo(this.group, this));
        return this;
    }

    /**
     * Returns the names.
     * @return the names, the limit first
     */
    public List<String> names() {
        return List.copyOf(this.makers.keySet());
    }

    /**
     * Makes a subject.
     * @param name its name
     * @return the subject
     */
    public Subject make(String name) {
        Supplier<Subject> maker = this.makers.get(name);
        if (maker == null) {
            throw new IllegalArgumentException(
                    "Unknown subject '" + name + "' of case '" + this.group + "': must be one of " + names());
        }
        return maker.get();
    }

}

package org.minigun.demo.publish;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.ClassEntry;

/**
 * What becomes one document of the index: a jar, or a class in it.
 *
 * @param jar the jar
 * @param type the class, or {@code null} for the jar itself
 */
public record IndexEntry(JarFacts jar, @Nullable ClassEntry type) {

    /**
     * Returns what it is, by which entries are kept apart.
     * @return the kind
     */
    public Kind kind() {
        return (this.type != null) ? Kind.CLASS : Kind.JAR;
    }

    @Override
    public String toString() {
        return (this.type != null) ? this.type.name() + " in " + this.jar : this.jar.toString();
    }

    /**
     * What a document of the index stands for.
     */
    public enum Kind {

        /** A jar. */
        JAR,

        /** A class in a jar. */
        CLASS

    }

}

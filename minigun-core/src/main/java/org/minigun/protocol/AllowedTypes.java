package org.minigun.protocol;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Allows the types that a stage declares, with all that they are made of, and those that
 * the configuration names. The values of the JDK that the codec knows (numbers, texts,
 * times, collections and their like) are always allowed, and no other class of the JDK
 * is. Thread-safe.
 */
public final class AllowedTypes implements TypeFilter {

    private final Set<String> names;

    private final List<String> prefixes = new ArrayList<>();

    /**
     * Allows the closure of declared types.
     * @param declared the types of a stage: what it emits or returns
     * @param patterns further classes by name, or packages with all below them:
     * {@code com.acme.Report}, {@code com.acme.*}
     */
    public AllowedTypes(Collection<? extends Type> declared, Collection<String> patterns) {
        this.names = new TypeClosure().of(declared);
        for (String pattern : patterns) {
            String text = pattern.trim();
            if (text.equals("*")) {
                throw new IllegalArgumentException("Invalid allowed type '*': name a class or a package, as in "
                        + "'com.acme.Report' or 'com.acme.*'");
            }
            if (text.endsWith(".*")) {
                this.prefixes.add(text.substring(0, text.length() - 1));
            }
            else if (!text.isEmpty()) {
                this.names.add(text);
            }
        }
    }

    /**
     * Returns the classes that are allowed by their own name.
     * @return the names
     */
    public Set<String> names() {
        return new HashSet<>(this.names);
    }

    @Override
    public boolean allows(String className) {
        if (this.names.contains(className)) {
            return true;
        }
        for (int index = 0; index < this.prefixes.size(); index++) {
            if (className.startsWith(this.prefixes.get(index))) {
                return true;
            }
        }
        return false;
    }

}

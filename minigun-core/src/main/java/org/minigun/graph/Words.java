package org.minigun.graph;

import java.util.Collection;
import java.util.List;

/**
 * Lists in messages.
 */
final class Words {

    private Words() {
    }

    /** {@code 'a'}, {@code 'a' and 'b'}, {@code 'a', 'b' and 'c'}. */
    static String quoted(Collection<?> names) {
        return joined(names, " and ");
    }

    /** {@code 'a'}, {@code 'a' or 'b'}, {@code 'a', 'b' or 'c'}. */
    static String oneOf(Collection<?> names) {
        return joined(names, " or ");
    }

    private static String joined(Collection<?> names, String last) {
        List<String> words = names.stream().map((name) -> "'" + name + "'").toList();
        if (words.size() < 2) {
            return String.join("", words);
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + last + words.get(words.size() - 1);
    }

}

package org.minigun.demo.store;

import org.jspecify.annotations.Nullable;

/**
 * Makes text that every database takes of text that comes from a jar. PostgreSQL refuses
 * the character 0 and halves of characters, and bounds what an index may hold.
 */
final class StoredText {

    /** Two of these fit into a row of an index of PostgreSQL, whatever the characters. */
    private static final int LONGEST_NAME = 400;

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {
    }

    /**
     * Returns the text as it can be stored.
     */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return cleaned(text);
            }
        }
        return text;
    }

    /**
     * Returns the text as it can be stored, if there is one.
     */
    static @Nullable String orNull(@Nullable String text) {
        return (text != null) ? of(text) : null;
    }

    /**
     * Returns the name of a class or a package as it can be stored and indexed: at most
     * so many characters of it.
     */
    static String name(String name) {
        return of(name.substring(0, Math.min(LONGEST_NAME, name.length())));
    }

    private static String cleaned(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints()
            .map((c) -> (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) ? REPLACEMENT : c)
            .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

}

package org.minigun.demo.store;

/**
 * Makes SQL patterns of names with wildcards.
 */
final class LikePattern {

    /** The character that takes the meaning from the one behind it. */
    static final char ESCAPE = '!';

    private LikePattern() {
    }

    /**
     * Tells whether a text has wildcards.
     */
    static boolean hasWildcards(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /**
     * Returns the pattern that a text stands for: {@code *} for any characters, {@code ?}
     * for one; every other character stands for itself.
     */
    static String of(String text) {
        StringBuilder pattern = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '*' -> pattern.append('%');
                case '?' -> pattern.append('_');
                default -> appendItself(pattern, c);
            }
        }
        return pattern.toString();
    }

    /**
     * Returns the pattern of all texts that begin so: every character stands for itself.
     */
    static String startingWith(String text) {
        StringBuilder pattern = new StringBuilder();
        for (char c : text.toCharArray()) {
            appendItself(pattern, c);
        }
        return pattern.append('%').toString();
    }

    private static void appendItself(StringBuilder pattern, char c) {
        if (c == '%' || c == '_' || c == ESCAPE) {
            pattern.append(ESCAPE);
        }
        pattern.append(c);
    }

}

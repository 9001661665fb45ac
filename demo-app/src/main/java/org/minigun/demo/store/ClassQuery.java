package org.minigun.demo.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a user has asked for: a simple name ({@code StringUtils}), a full name
 * ({@code org.slf4j.Logger}, {@code java.util.Map.Entry}), or a package
 * ({@code org.slf4j}, {@code org.slf4j.*}, {@code org.slf4j.**} with those below it).
 * {@code *} stands for any characters, also for dots, and {@code ?} for one. Case does
 * not matter, but in a package.
 */
final class ClassQuery {

    private static final int LONGEST = 300;

    private static final Pattern SEPARATOR = Pattern.compile("[./]");

    private final List<List<Condition>> alternatives;

    private ClassQuery(List<List<Condition>> alternatives) {
        this.alternatives = alternatives;
    }

    /**
     * What a class has to be like.
     *
     * @param ofPackage whether the package is meant, else the name in lower case
     * @param pattern the text, with wildcards {@code *} and {@code ?}
     */
    record Condition(boolean ofPackage, String pattern) {

        /**
         * Whether the pattern stands for more than itself.
         */
        boolean hasWildcards() {
            return LikePattern.hasWildcards(this.pattern);
        }

        /**
         * The condition on the table of classes.
         */
        String sql() {
            String column = this.ofPackage ? "package_name" : "lower_name";
            return column + (hasWildcards() ? " LIKE ? ESCAPE '!'" : " = ?");
        }

        /**
         * The argument of the condition.
         */
        String argument() {
            return hasWildcards() ? LikePattern.of(this.pattern) : this.pattern;
        }

    }

    /**
     * Understands what was asked. Everything has a meaning; what makes no sense finds
     * nothing.
     */
    static ClassQuery parse(String asked) {
        String text = asked.strip();
        text = StoredText.of(text.substring(0, Math.min(LONGEST, text.length())));
        if (text.endsWith(".class")) {
            text = text.substring(0, text.length() - ".class".length());
        }
        List<String> parts = SEPARATOR.splitAsStream(text).filter((part) -> !part.isEmpty()).toList();
        return new ClassQuery((parts.size() > 1) ? dotted(parts) : List.of(List.of(name(String.join("", parts)))));
    }

    /**
     * What is asked for: classes for which every condition of one of these holds.
     */
    List<List<Condition>> alternatives() {
        return this.alternatives;
    }

    /**
     * Where the package ends cannot be told: {@code com.example.impl} may be a class, and
     * of {@code org.HdrHistogram.Histogram} the package has a capital, while
     * {@code java.util.Map.Entry} is a class in a class. So it may end before each part
     * from the first one with a capital on, or be all of it.
     */
    private static List<List<Condition>> dotted(List<String> parts) {
        int last = parts.size() - 1;
        int firstClass = firstClass(parts);
        boolean inAny = parts.get(last).equals("*") || parts.get(last).equals("**");
        String whole = String.join(".", parts);
        List<List<Condition>> alternatives = new ArrayList<>();
        for (int i = (firstClass >= 0) ? firstClass : last; i <= last; i++) {
            List<Condition> all = new ArrayList<>();
            if (i > 0) {
                all.add(inPackage(String.join(".", parts.subList(0, i))));
            }
            if (i < last || !inAny) {
                all.add(name(String.join("$", parts.subList(i, parts.size()))));
            }
            alternatives.add(all);
        }
        if (inAny ? parts.get(last).equals("**") : (firstClass < 0 || !LikePattern.hasWildcards(whole))) {
            alternatives.add(List.of(inPackage(inAny ? whole.substring(0, whole.length() - 1) : whole)));
        }
        return alternatives;
    }

    private static int firstClass(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (Character.isUpperCase(parts.get(i).codePointAt(0))) {
                return i;
            }
        }
        return -1;
    }

    private static Condition name(String name) {
        return new Condition(false, name.toLowerCase(Locale.ROOT));
    }

    private static Condition inPackage(String name) {
        return new Condition(true, name);
    }

}

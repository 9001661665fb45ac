package org.minigun.demo.store;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a user has asked for: a simple name ({@code StringUtils}), a full name
 * ({@code org.slf4j.Logger}, {@code java.util.Map.Entry}), or a package
 * ({@code org.slf4j}, {@code org.slf4j.*}, {@code org.slf4j.**} with those below it).
 * {@code *} stands for any characters and {@code ?} for one. Case does not matter, but in
 * a package.
 */
final class ClassQuery {

    private static final int LONGEST = 300;

    private static final Pattern SEPARATOR = Pattern.compile("[./]");

    private final boolean orderedByPackage;

    private final List<List<Condition>> alternatives;

    private ClassQuery(boolean orderedByPackage, List<List<Condition>> alternatives) {
        this.orderedByPackage = orderedByPackage;
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

        private String sql() {
            String column = this.ofPackage ? "package_name" : "lower_name";
            return column + (hasWildcards() ? " LIKE ? ESCAPE '!'" : " = ?");
        }

        private String argument() {
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
        if (parts.size() <= 1) {
            return new ClassQuery(false, List.of(List.of(name(String.join("", parts)))));
        }
        int classAt = firstClass(parts);
        String last = parts.get(parts.size() - 1);
        if (classAt < 0 && (last.equals("*") || last.equals("**"))) {
            return packageQuery(String.join(".", parts.subList(0, parts.size() - 1)), last.equals("**"));
        }
        if (classAt < 0 && !LikePattern.hasWildcards(last)) {
            return packageOrClass(parts);
        }
        return fullName(parts, (classAt >= 0) ? classAt : parts.size() - 1);
    }

    /**
     * What is asked for: classes for which every condition of one of these holds.
     */
    List<List<Condition>> alternatives() {
        return this.alternatives;
    }

    /**
     * The condition on the table of classes.
     */
    String where() {
        return this.alternatives.stream()
            .map((all) -> all.stream().map(Condition::sql).collect(Collectors.joining(" AND ")))
            .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /**
     * The arguments of the condition.
     */
    List<String> arguments() {
        return this.alternatives.stream().flatMap(List::stream).map(Condition::argument).toList();
    }

    /**
     * The order that an index has, so that finding a few of many does not sort them all.
     */
    String order() {
        return this.orderedByPackage ? "package_name, name, jar_id" : "lower_name, package_name";
    }

    private static int firstClass(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (Character.isUpperCase(parts.get(i).codePointAt(0))) {
                return i;
            }
        }
        return -1;
    }

    private static ClassQuery fullName(List<String> parts, int classAt) {
        Condition name = name(String.join("$", parts.subList(classAt, parts.size())));
        return new ClassQuery(false, List
            .of((classAt > 0) ? List.of(name, inPackage(String.join(".", parts.subList(0, classAt)))) : List.of(name)));
    }

    private static ClassQuery packageQuery(String name, boolean below) {
        List<Condition> itself = List.of(inPackage(name));
        return new ClassQuery(true, below ? List.of(itself, List.of(inPackage(name + ".*"))) : List.of(itself));
    }

    /**
     * {@code org.slf4j.spi} is a package, but {@code com.example.impl} may be a class.
     */
    private static ClassQuery packageOrClass(List<String> parts) {
        String head = String.join(".", parts.subList(0, parts.size() - 1));
        return new ClassQuery(true, List.of(List.of(inPackage(String.join(".", parts))),
                List.of(inPackage(head), name(parts.get(parts.size() - 1)))));
    }

    private static Condition name(String name) {
        return new Condition(false, name.toLowerCase(Locale.ROOT));
    }

    private static Condition inPackage(String name) {
        return new Condition(true, name);
    }

}

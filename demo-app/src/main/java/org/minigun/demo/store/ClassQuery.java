package org.minigun.demo.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

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

    private final List<String> conditions = new ArrayList<>();

    private final List<String> arguments = new ArrayList<>();

    private final boolean orderedByPackage;

    private ClassQuery(boolean orderedByPackage) {
        this.orderedByPackage = orderedByPackage;
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
            ClassQuery query = new ClassQuery(false);
            query.name(String.join("", parts));
            return query;
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
     * The condition on the table of classes.
     */
    String where() {
        return String.join(" AND ", this.conditions);
    }

    /**
     * The arguments of the condition.
     */
    List<String> arguments() {
        return List.copyOf(this.arguments);
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
        ClassQuery query = new ClassQuery(false);
        query.name(String.join("$", parts.subList(classAt, parts.size())));
        if (classAt > 0) {
            query.packageName(String.join(".", parts.subList(0, classAt)));
        }
        return query;
    }

    private static ClassQuery packageQuery(String name, boolean below) {
        ClassQuery query = new ClassQuery(true);
        if (below) {
            query.conditions.add("(" + condition("package_name", name) + " OR package_name LIKE ? ESCAPE '!')");
            query.arguments.add(argument(name));
            query.arguments.add(LikePattern.of(name) + ".%");
        }
        else {
            query.packageName(name);
        }
        return query;
    }

    /**
     * {@code org.slf4j.spi} is a package, but {@code com.example.impl} may be a class.
     */
    private static ClassQuery packageOrClass(List<String> parts) {
        String whole = String.join(".", parts);
        String head = String.join(".", parts.subList(0, parts.size() - 1));
        ClassQuery query = new ClassQuery(true);
        query.conditions.add("(" + condition("package_name", whole) + " OR " + condition("package_name", head)
                + " AND lower_name = ?)");
        query.arguments.add(argument(whole));
        query.arguments.add(argument(head));
        query.arguments.add(parts.get(parts.size() - 1).toLowerCase(Locale.ROOT));
        return query;
    }

    private void name(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        this.conditions.add(condition("lower_name", lower));
        this.arguments.add(argument(lower));
    }

    private void packageName(String name) {
        this.conditions.add(condition("package_name", name));
        this.arguments.add(argument(name));
    }

    private static String condition(String column, String text) {
        return LikePattern.hasWildcards(text) ? column + " LIKE ? ESCAPE '!'" : column + " = ?";
    }

    private static String argument(String text) {
        return LikePattern.hasWildcards(text) ? LikePattern.of(text) : text;
    }

}

package org.minigun.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the names that a misspelt one could stand for.
 */
public final class NearNames {

    private static final int SHOWN = 5;

    private NearNames() {
    }

    /**
     * Returns the known names within a few typing errors of the wrong one.
     * @param wrong the name that does not exist
     * @param known those that do
     * @return at most five of them, the nearest first
     */
    public static List<String> of(String wrong, Collection<String> known) {
        int errors = Math.min((wrong.length() + 2) / 3, wrong.length() - 1);
        return known.stream()
            .distinct()
            .filter((name) -> !name.equals(wrong) && distance(wrong, name) <= errors)
            .sorted(Comparator.comparingInt((name) -> distance(wrong, name)))
            .limit(SHOWN)
            .toList();
    }

    /** How many letters to insert, remove or replace; upper and lower case are alike. */
    static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = diagonal + ((left.charAt(line - 1) == right.charAt(column - 1)) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column - 1], row[column]));
            }
        }
        return row[right.length()];
    }

}

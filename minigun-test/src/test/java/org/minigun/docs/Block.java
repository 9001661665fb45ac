package org.minigun.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A block of code in a page.
 *
 * @param language what it is written in; {@code hidden} for Java that only tests see
 * @param line where it begins in the page
 * @param text what it says
 */
record Block(String language, int line, String text) {

    private static final String HIDDEN = "<!-- test";

    /**
     * Reads the blocks of a page: those between fences, and Java in comments that begin
     * with {@code <!-- test}.
     */
    static List<Block> of(String page) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = page.lines().toList();
        int i = 0;
        while (i < lines.size()) {
            String stripped = lines.get(i).strip();
            boolean hidden = stripped.equals(HIDDEN);
            if (!hidden && !stripped.startsWith("```")) {
                i++;
                continue;
            }
            int begin = i + 1;
            int indent = lines.get(i).indexOf(stripped);
            String end = hidden ? "-->" : "```";
            StringBuilder text = new StringBuilder();
            for (i = begin; !lines.get(i).strip().equals(end); i++) {
                String line = lines.get(i);
                text.append(line.isBlank() ? "" : line.substring(indent)).append('\n');
            }
            blocks.add(new Block(hidden ? "hidden" : stripped.substring(3), begin, text.toString()));
            i++;
        }
        return blocks;
    }

    boolean isJava() {
        return this.language.equals("java") || this.language.equals("hidden");
    }

}

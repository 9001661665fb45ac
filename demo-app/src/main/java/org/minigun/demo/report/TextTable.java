package org.minigun.demo.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of plain text. Numbers go to the right; what is too wide is cut. Control
 * characters are shown as question marks, so that no cell can command the terminal.
 */
final class TextTable {

    private static final int WIDEST = 72;

    private static final int MOST_LINES = 4;

    private final List<String> header;

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Makes a table.
     * @param header the columns; one that begins with {@code >} goes to the right
     */
    TextTable(String... header) {
        this.header = Arrays.asList(header);
    }

    void row(String... cells) {
        this.rows.add(Arrays.stream(cells).map(TextTable::cell).toList());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<String> titles = this.header.stream()
            .map((title) -> toTheRight(title) ? title.substring(1) : title)
            .toList();
        int[] widths = widths(titles);
        line(text, titles, widths);
        line(text, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
        this.rows.forEach((row) -> line(text, row, widths));
        return text.toString();
    }

    private int[] widths(List<String> titles) {
        int[] widths = new int[titles.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = this.rows.stream()
                .mapToInt((row) -> row.get(column).length())
                .reduce(titles.get(i).length(), Math::max);
        }
        return widths;
    }

    private void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            line.append("  ");
            line.append(toTheRight(this.header.get(i)) ? blanks + cells.get(i) : cells.get(i) + blanks);
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    private static boolean toTheRight(String title) {
        return title.startsWith(">");
    }

    /**
     * Breaks a sentence between words, so that each line fits a cell; what is left after
     * a few lines is cut.
     */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (lines.size() < MOST_LINES - 1 && rest.length() > WIDEST && rest.lastIndexOf(' ', WIDEST) > 0) {
            int end = rest.lastIndexOf(' ', WIDEST);
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        lines.add(rest);
        return lines;
    }

    /**
     * Makes text fit for a cell or a line: without control characters, and not too wide.
     * Of a sentence the beginning is kept, of a path or a name the end.
     */
    static String cell(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        if (plain.length() <= WIDEST) {
            return plain;
        }
        return plain.contains(" ") ? plain.substring(0, WIDEST - 3) + "..."
                : "..." + plain.substring(plain.length() - WIDEST + 3);
    }

}

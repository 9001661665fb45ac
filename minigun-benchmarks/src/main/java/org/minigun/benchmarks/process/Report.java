package org.minigun.benchmarks.process;

import java.util.Locale;

/**
 * Tables as Markdown, each figure beside its limit.
 */
final class Report {

    private final StringBuilder text = new StringBuilder();

    void title(String what, String unit, String limit) {
        this.text.append("\n### ").append(what).append("\n\n| | ").append(unit).append(" | ");
        this.text.append(limit).append(" | ratio |\n| --- | --- | --- | --- |\n");
    }

    void line(String name, double value, double limit) {
        this.text
            .append(String.format(Locale.ROOT, "| %s | %,.1f | %,.1f | %.2f |%n", name, value, limit, value / limit));
    }

    /** A line whose limit is not measured. */
    void line(String name, double value) {
        this.text.append(String.format(Locale.ROOT, "| %s | %,.1f | | |%n", name, value));
    }

    @Override
    public String toString() {
        return this.text.toString();
    }

}

package org.minigun.demo.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.JarKind;
import org.minigun.demo.inspect.JavaVersion;
import org.minigun.demo.publish.JarFacts;
import org.minigun.demo.report.Sizes;
import org.minigun.demo.report.SummaryText;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.JarDetails;
import org.minigun.demo.store.Summary;
import org.minigun.demo.store.Summary.DuplicateGroup;
import org.minigun.demo.store.Summary.JarRow;
import org.minigun.demo.store.Summary.JavaVersionRow;
import org.minigun.demo.store.Unreadable;

/**
 * Writes the page of a jar, and that of all jars. All text that comes from outside goes
 * through {@link PageFrame#escape}.
 */
final class ReportPage {

    private final @Nullable CensusEntry last;

    ReportPage(@Nullable CensusEntry last) {
        this.last = last;
    }

    /**
     * The page of a jar.
     */
    String jar(JarDetails jar) {
        JarFacts facts = jar.facts();
        StringBuilder body = new StringBuilder("<h2>").append(escape(facts.artifact()))
            .append("</h2><p class=\"path\">")
            .append(escape(facts.path()))
            .append("</p><dl>");
        row(body, "Version", facts.version());
        row(body, "Classifier", facts.classifier());
        row(body, "Holds", holds(jar));
        row(body, "Size", Sizes.bytes(jar.size()));
        row(body, "Java", (facts.majorVersion() != 0) ? JavaVersion.of(facts.majorVersion()) : null);
        row(body, "Module", (facts.moduleName() != null && jar.automaticModule()) ? facts.moduleName() + " (automatic)"
                : facts.moduleName());
        row(body, "Licence", (facts.licence() != null && jar.licenceSource() != null)
                ? facts.licence() + " (" + jar.licenceSource() + ")" : facts.licence());
        row(body, "Multi-release", jar.multiRelease() ? "yes" : null);
        row(body, "Signed", jar.signed() ? "yes, not verified" : null);
        row(body, "Jars in it", (jar.nestedJars() > 0) ? Sizes.count(jar.nestedJars()) : null);
        row(body, "Entries twice", (jar.duplicateEntries() > 0) ? Sizes.count(jar.duplicateEntries()) : null);
        jar.attributes().forEach((name, text) -> row(body, name, text));
        row(body, "SHA-256", facts.checksum());
        body.append("</dl>");
        if (jar.kind() == JarKind.JAR) {
            body.append("<h3>").append(Sizes.count(jar.classes(), "class")).append("</h3>");
        }
        for (Map.Entry<String, List<String>> group : jar.packages().entrySet()) {
            body.append("<details")
                .append((jar.packages().size() <= 3) ? " open" : "")
                .append("><summary>")
                .append(group.getKey().isEmpty() ? "(no package)" : escape(group.getKey()))
                .append(" <span>")
                .append(group.getValue().size())
                .append("</span></summary><ul>");
            String prefix = group.getKey().isEmpty() ? "" : group.getKey() + ".";
            group.getValue()
                .forEach((
                        name) -> body.append("<li>").append(PageFrame.searchLink(prefix + name, name)).append("</li>"));
            body.append("</ul></details>");
        }
        if (jar.more()) {
            body.append("<p class=\"hint\">These are the first ones; there are more.</p>");
        }
        return page(facts.artifact(), body);
    }

    /**
     * The page of a jar that is not known.
     */
    String unknownJar(String path) {
        return page("Unknown jar",
                new StringBuilder("<p class=\"problem\">No jar is known as <code>").append(escape(path))
                    .append("</code>: it is gone, or no census has found it.</p>"));
    }

    /**
     * The page of all jars before there are any.
     */
    String nothing() {
        return page("Overview", new StringBuilder("<p class=\"hint\">There is nothing to show yet.</p>"));
    }

    /**
     * The page of all jars.
     * @param published how many are in the index
     * @param outdated how many are not in it as they are
     */
    String overview(Summary summary, long published, long outdated) {
        StringBuilder body = new StringBuilder("<h2>Overview</h2><p class=\"count\">")
            .append(Sizes.count(summary.jars(), "jar"))
            .append(", ")
            .append(Sizes.count(summary.classes(), "class"))
            .append(", ")
            .append(Sizes.bytes(summary.size()))
            .append("</p><p class=\"hint\">");
        String attached = SummaryText.attached(summary.attached());
        if (!attached.isEmpty()) {
            body.append("Beside them ").append(attached).append(", which belong on no class path. ");
        }
        body.append("In the index: ").append(Sizes.count(published, "jar"));
        if (outdated > 0) {
            body.append("; ")
                .append(Sizes.count(outdated, "jar"))
                .append(" new or changed since: run <code>java -jar jar-census.jar publish</code>");
        }
        body.append("</p>");
        javaVersions(body, summary);
        duplicates(body, summary);
        largest(body, summary);
        unreadable(body, summary);
        return page("Overview", body);
    }

    private static @Nullable String holds(JarDetails jar) {
        return switch (jar.kind()) {
            case SOURCES -> Sizes.count(jar.sourceFiles(), "source file") + ", no class";
            case JAVADOC -> "documentation, no class";
            default -> null;
        };
    }

    private static void javaVersions(StringBuilder body, Summary summary) {
        long most = summary.javaVersions().stream().mapToLong(JavaVersionRow::jars).max().orElse(1);
        body.append("<h3>Jars by the Java version they need</h3><div class=\"wide\"><table class=\"chart\">");
        for (JavaVersionRow row : summary.javaVersions()) {
            body.append("<tr><th scope=\"row\" class=\"n\">")
                .append((row.majorVersion() != 0) ? escape(JavaVersion.of(row.majorVersion())) : "no classes")
                .append("</th><td><div class=\"bar\" style=\"width:")
                .append(String.format(Locale.ROOT, "%.1f", Math.max(0.3, 100.0 * row.jars() / most)))
                .append("%\"></div></td><td class=\"n\">")
                .append(Sizes.count(row.jars(), "jar"))
                .append("</td></tr>");
        }
        body.append("</table></div>");
    }

    private static void duplicates(StringBuilder body, Summary summary) {
        body.append("<h3>Duplicate classes: ")
            .append(Sizes.count(summary.duplicates().classes()))
            .append("</h3><p class=\"hint\">In more than one artifact; versions of one artifact do not count.</p>");
        if (summary.duplicates().groups().isEmpty()) {
            return;
        }
        body.append("<div class=\"wide\"><table><thead><tr><th>In all of</th><th>Such as</th>")
            .append("<th class=\"n\">Classes</th></tr></thead>");
        for (DuplicateGroup group : summary.duplicates().groups()) {
            body.append("<tr><td>")
                .append(escape(String.join(", ", group.artifacts())))
                .append("</td><td>")
                .append(PageFrame.searchLink(group.example(), group.example()))
                .append("</td><td class=\"n\">")
                .append(Sizes.count(group.classes()))
                .append("</td></tr>");
        }
        body.append("</table></div>");
    }

    private static void largest(StringBuilder body, Summary summary) {
        body.append("<h3>Largest jars</h3><div class=\"wide\"><table><thead><tr><th>Jar</th><th>Version</th>")
            .append("<th class=\"n more\">Classes</th><th class=\"n\">Size</th></tr></thead>");
        for (JarRow jar : summary.largest()) {
            body.append("<tr><td>")
                .append(PageFrame.jarLink(jar.path(), jar.artifact()))
                .append("</td><td>")
                .append(escape((jar.version() != null) ? jar.version() : ""))
                .append("</td><td class=\"n more\">")
                .append(Sizes.count(jar.classes()))
                .append("</td><td class=\"n\">")
                .append(Sizes.bytes(jar.size()))
                .append("</td></tr>");
        }
        body.append("</table></div>");
    }

    private static void unreadable(StringBuilder body, Summary summary) {
        if (summary.unreadableCount() == 0) {
            return;
        }
        body.append("<h3>Unreadable: ")
            .append(Sizes.count(summary.unreadableCount(), "file"))
            .append("</h3><div class=\"wide\"><table><thead><tr><th>File</th><th>Reason</th></tr></thead>");
        for (Unreadable file : summary.unreadable()) {
            body.append("<tr><td>")
                .append(escape(file.path()))
                .append("</td><td>")
                .append(escape(file.reason()))
                .append("</td></tr>");
        }
        body.append("</table></div>");
    }

    private static void row(StringBuilder body, String name, @Nullable String text) {
        if (text != null) {
            body.append("<dt>").append(escape(name)).append("</dt><dd>").append(escape(text)).append("</dd>");
        }
    }

    private String page(String title, StringBuilder body) {
        return PageFrame.of(title, "", this.last, body.toString());
    }

    private static String escape(String text) {
        return PageFrame.escape(text);
    }

}

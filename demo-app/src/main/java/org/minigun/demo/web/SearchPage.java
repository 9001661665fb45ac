package org.minigun.demo.web;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.JavaVersion;
import org.minigun.demo.report.Sizes;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.ClassHit;
import org.minigun.demo.store.ClassHits;
import org.minigun.demo.store.ClassSearch;

/**
 * Writes the page of a search. All text that comes from outside goes through
 * {@link #escape}.
 */
final class SearchPage {

    /** Questions, each with what it asks for. */
    private static final Map<String, String> EXAMPLES = new LinkedHashMap<>();

    static {
        EXAMPLES.put("StringUtils", "a class, in any package");
        EXAMPLES.put("org.slf4j.Logger", "a class by its full name");
        EXAMPLES.put("ImmutableMap.Builder", "a class within a class");
        EXAMPLES.put("*Exception", "* stands for any characters, ? for one");
        EXAMPLES.put("org.slf4j.*", "a package");
        EXAMPLES.put("jakarta.**", "a package and those below it");
    }

    private final String question;

    private final @Nullable CensusEntry last;

    SearchPage(String question, @Nullable CensusEntry last) {
        this.question = question;
        this.last = last;
    }

    /**
     * The page before anything was asked.
     */
    String empty() {
        StringBuilder examples = new StringBuilder("<dl>");
        EXAMPLES.forEach((example, meaning) -> examples.append("<dt>")
            .append(link(example))
            .append("</dt><dd>")
            .append(escape(meaning))
            .append("</dd>"));
        return page(examples.append("</dl>").toString());
    }

    /**
     * The page with an answer.
     * @param source what was searched
     */
    String found(ClassHits hits, Source source) {
        return page(body(hits) + source.hint);
    }

    private String body(ClassHits hits) {
        if (hits.hits().isEmpty()) {
            return "<p class=\"count\">No jar holds <b>" + escape(this.question) + "</b>.</p>"
                    + (this.question.contains("*") ? "" : "<p class=\"hint\">It may be part of a name: "
                            + link("*" + this.question + "*") + "</p>");
        }
        StringBuilder body = new StringBuilder("<p class=\"count\">").append(count(hits))
            .append("</p>")
            .append("<div class=\"wide\"><table><thead><tr><th>Jar</th><th>Version</th><th class=\"n\">Java</th>")
            .append("<th class=\"more\">Module</th><th class=\"more\">Licence</th></tr></thead>");
        String previous = "";
        for (ClassHit hit : hits.hits()) {
            if (!hit.className().equals(previous)) {
                className(body, hit.className());
            }
            jar(body, hit);
            previous = hit.className();
        }
        return body.append("</table></div>").toString();
    }

    /**
     * The page with a problem instead of an answer.
     */
    String problem(String text) {
        return page("<p class=\"problem\">" + escape(text) + "</p>");
    }

    private static String count(ClassHits hits) {
        long classes = hits.hits().stream().map(ClassHit::className).distinct().count();
        long jars = hits.hits().stream().map(ClassHit::path).distinct().count();
        return hits.more() ? "The first " + ClassSearch.MOST_HITS + " hits; there are more. Ask for less."
                : Sizes.count(classes, "class") + " in " + Sizes.count(jars, "jar");
    }

    private static void className(StringBuilder body, String name) {
        int dot = name.lastIndexOf('.');
        body.append("<tr class=\"class\"><th colspan=\"5\"><span>")
            .append(escape(name.substring(0, dot + 1)))
            .append("</span>")
            .append(escape(name.substring(dot + 1)))
            .append("</th></tr>");
    }

    private static void jar(StringBuilder body, ClassHit hit) {
        body.append("<tr><td>")
            .append(PageFrame.jarLink(hit.path(), hit.artifact()))
            .append("<div class=\"path\">")
            .append(escape(hit.path()))
            .append("</div></td><td>")
            .append(escape(orEmpty(hit.version())))
            .append((hit.classifier() != null) ? " <i>" + escape(hit.classifier()) + "</i>" : "")
            .append("</td><td class=\"n\">")
            .append(escape(JavaVersion.of(hit.majorVersion())))
            .append("</td><td class=\"more\">")
            .append(escape(orEmpty(hit.moduleName())))
            .append("</td><td class=\"more\">")
            .append(escape(orEmpty(hit.licence())))
            .append("</td></tr>");
    }

    private String page(String body) {
        return PageFrame.of(this.question, this.question, this.last, body);
    }

    private static String link(String example) {
        return PageFrame.searchLink(example, example);
    }

    private static String orEmpty(@Nullable String text) {
        return (text != null) ? text : "";
    }

    private static String escape(String text) {
        return PageFrame.escape(text);
    }

    /**
     * What was searched, and why.
     */
    enum Source {

        /** The published index. */
        INDEX(""),

        /** The database, as there is no index yet. */
        UNPUBLISHED("<p class=\"hint\">Nothing is published yet, so the database was searched. "
                + "<code>java -jar jar-census.jar publish</code> makes an index, which answers faster.</p>"),

        /** The database, as the index cannot be read. */
        UNREADABLE("<p class=\"problem\">The published index cannot be read, so the database was searched. "
                + "<code>java -jar jar-census.jar publish</code> makes it anew; the log says what is wrong.</p>");

        private final String hint;

        Source(String hint) {
            this.hint = hint;
        }

    }

}

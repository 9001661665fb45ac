package org.minigun.demo.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.JavaVersion;
import org.minigun.demo.report.Sizes;
import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.ClassHit;
import org.minigun.demo.store.ClassHits;
import org.minigun.demo.store.ClassSearch;

import org.springframework.web.util.HtmlUtils;

/**
 * Writes the page. All text that comes from outside goes through {@link #escape}.
 */
final class SearchPage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private static final List<String> EXAMPLES = List.of("StringUtils", "org.slf4j.Logger", "Map.Entry", "*Exception",
            "org.slf4j.*", "javax.**");

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
        StringBuilder help = new StringBuilder("<p class=\"hint\">Ask for a simple name, a full name or a package. ")
            .append("<code>*</code> stands for any characters, <code>?</code> for one. Try");
        EXAMPLES.forEach((example) -> help.append(" <a href=\"?q=")
            .append(escape(example))
            .append("\">")
            .append(escape(example))
            .append("</a>"));
        return page(help.append("</p>").toString());
    }

    /**
     * The page with an answer.
     */
    String found(ClassHits hits) {
        if (hits.hits().isEmpty()) {
            return page("<p class=\"count\">No jar holds <b>" + escape(this.question) + "</b>.</p>"
                    + "<p class=\"hint\">Part of a name is found with <code>*</code>: <a href=\"?q=*"
                    + escape(URLEncoder.encode(this.question, StandardCharsets.UTF_8)) + "*\">*" + escape(this.question)
                    + "*</a></p>");
        }
        StringBuilder body = new StringBuilder("<p class=\"count\">").append(count(hits))
            .append("</p>")
            .append("<div class=\"wide\"><table><thead><tr><th>Class</th><th>Artifact</th><th>Version</th>")
            .append("<th class=\"n\">Java</th><th>Module</th><th>Licence</th></tr></thead><tbody>");
        String previous = "";
        for (ClassHit hit : hits.hits()) {
            row(body, hit, !hit.className().equals(previous));
            previous = hit.className();
        }
        return page(body.append("</tbody></table></div>").toString());
    }

    /**
     * The page with a problem instead of an answer.
     */
    String problem(String text) {
        return page("<p class=\"problem\">" + escape(text) + "</p>");
    }

    private static String count(ClassHits hits) {
        long classes = hits.hits().stream().map(ClassHit::className).distinct().count();
        return hits.more() ? "The first " + ClassSearch.MOST_HITS + " hits; there are more. Ask for less."
                : Sizes.count(classes, "class") + " in " + Sizes.count(hits.hits().size(), "jar");
    }

    private static void row(StringBuilder body, ClassHit hit, boolean firstOfClass) {
        int dot = hit.className().lastIndexOf('.');
        body.append(firstOfClass ? "<tr class=\"first\"><td>" : "<tr><td>");
        if (firstOfClass) {
            body.append("<span class=\"package\">")
                .append(escape(hit.className().substring(0, dot + 1)))
                .append("</span><b>")
                .append(escape(hit.className().substring(dot + 1)))
                .append("</b>");
        }
        body.append("</td><td>")
            .append(escape(hit.artifact()))
            .append("<div class=\"path\">")
            .append(escape(hit.path()))
            .append("</div></td><td>")
            .append(escape(orEmpty(hit.version())))
            .append((hit.classifier() != null) ? " <i>" + escape(hit.classifier()) + "</i>" : "")
            .append("</td><td class=\"n\">")
            .append(escape(JavaVersion.of(hit.majorVersion())))
            .append("</td><td>")
            .append(escape(orEmpty(hit.moduleName())))
            .append("</td><td>")
            .append(escape(orEmpty(hit.licence())))
            .append("</td></tr>");
    }

    private String page(String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%sJar Census</title>
                <style>%s</style>
                </head>
                <body>
                <header><h1><a href="/">Jar Census</a></h1><p>%s</p></header>
                <main>
                <form action="/" role="search">
                <label for="q">Which jar holds class</label>
                <div><input id="q" name="q" type="search" value="%s" maxlength="300" autofocus autocomplete="off"
                 spellcheck="false" autocapitalize="off" placeholder="StringUtils"><button>Search</button></div>
                </form>
                %s
                </main>
                </body>
                </html>
                """.formatted(this.question.isEmpty() ? "" : escape(this.question) + " - ", SearchStyle.CSS, census(),
                escape(this.question), body);
    }

    private String census() {
        CensusEntry census = this.last;
        if (census == null) {
            return "No census was taken yet: run <code>java -jar jar-census.jar census</code>";
        }
        long jars = census.outcome().added() + census.outcome().changed() + census.outcome().unchanged();
        return Sizes.count(jars, "jar") + " in <code>" + escape(census.directory()) + "</code>, as of "
                + TIME.format(census.started().atZone(ZoneId.systemDefault()));
    }

    private static String orEmpty(@Nullable String text) {
        return (text != null) ? text : "";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

}

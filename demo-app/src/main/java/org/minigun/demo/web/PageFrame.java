package org.minigun.demo.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.report.Sizes;
import org.minigun.demo.store.CensusEntry;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * What all pages have in common. Links are relative, so that they lead right below any
 * {@code server.servlet.context-path}.
 */
final class PageFrame {

    /** Nothing but the style of the page itself: no script, no image, no frame. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private PageFrame() {
    }

    /**
     * Writes a page.
     * @param title what it is about, or empty for the first one, where the field is
     * waiting for a question
     * @param question what the field of the search holds
     * @param last the last census
     * @param body the page, as HTML
     */
    static String of(String title, String question, @Nullable CensusEntry last, String body) {
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
                <header><h1><a href="./">Jar Census</a></h1>
                <nav><a href="overview">Overview</a> <a href="actuator/minigunhud">Tasks</a></nav><p>%s</p></header>
                <main>
                <form action="./" role="search">
                <label for="q">Which jar holds class</label>
                <div><input id="q" name="q" type="search" value="%s" maxlength="300" autocomplete="off"
                 spellcheck="false" autocapitalize="off" placeholder="StringUtils"%s><button>Search</button></div>
                </form>
                %s
                </main>
                </body>
                </html>
                """.formatted(title.isEmpty() ? "" : escape(title) + " - ", SearchStyle.CSS, census(last),
                escape(question), title.isEmpty() ? " autofocus" : "", body);
    }

    /**
     * Answers with a page.
     */
    static ResponseEntity<String> answer(HttpStatusCode status, String html) {
        return ResponseEntity.status(status)
            .contentType(HTML)
            .cacheControl(CacheControl.noStore())
            .header("Content-Security-Policy", POLICY)
            .header("X-Content-Type-Options", "nosniff")
            .header("Referrer-Policy", "no-referrer")
            .body(html);
    }

    /**
     * Writes a link to the page of a jar.
     */
    static String jarLink(String path, String text) {
        return "<a href=\"jar?path=" + escape(URLEncoder.encode(path, StandardCharsets.UTF_8)) + "\">" + escape(text)
                + "</a>";
    }

    /**
     * Writes a link to a search.
     */
    static String searchLink(String question, String text) {
        return "<a href=\"./?q=" + escape(URLEncoder.encode(question, StandardCharsets.UTF_8)) + "\">" + escape(text)
                + "</a>";
    }

    /**
     * Makes text of what comes from outside.
     */
    static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String census(@Nullable CensusEntry census) {
        if (census == null) {
            return "No census was taken yet: run <code>java -jar jar-census.jar census</code>";
        }
        long files = census.outcome().added() + census.outcome().changed() + census.outcome().unchanged();
        return "Last census: " + Sizes.count(files, "file") + " in <code>" + escape(census.directory()) + "</code>, "
                + TIME.format(census.started().atZone(ZoneId.systemDefault()));
    }

}

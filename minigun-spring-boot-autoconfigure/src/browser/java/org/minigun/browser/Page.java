package org.minigun.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;

/**
 * A page in a browser, used as a user does.
 */
public final class Page {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, "Escape", 27);

    /** What is logged by others than the page: refused requests, and advice on forms. */
    private static final Set<String> OTHERS = Set.of("network", "recommendation");

    private final DevTools tools;

    private final Path screenshots;

    Page(DevTools tools, Path screenshots) {
        this.tools = tools;
        this.screenshots = screenshots;
        Stream.of("Page", "Runtime", "Log", "Network").forEach((domain) -> tools.send(domain + ".enable", Map.of()));
    }

    public void open(String address) {
        this.tools.send("Page.navigate", Map.of("url", "about:blank"));
        this.tools.send("Page.navigate", Map.of("url", address));
        await().atMost(PATIENCE)
            .ignoreExceptionsMatching(Page::isNavigation)
            .until(() -> is("document.readyState === 'complete'"));
    }

    /** Forgets all cookies, as a session that has ended does. */
    public void forget() {
        this.tools.send("Network.clearBrowserCookies", Map.of());
    }

    /** The value of an expression in the page. */
    public JsonNode value(String expression) {
        JsonNode answer = this.tools.send("Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + " has failed: " + answer.at("/exceptionDetails"));
        }
        return answer.at("/result/value");
    }

    public boolean is(String expression) {
        return value(expression).asBoolean();
    }

    public void until(String expression) {
        await(expression).atMost(PATIENCE).ignoreExceptionsMatching(Page::isNotThereYet).until(() -> is(expression));
    }

    /** What was asked of an element that its script has not made yet, or of no page. */
    private static boolean isNotThereYet(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).contains("Cannot read properties of null") || isNavigation(thrown);
    }

    /** What was asked of a page that just gave way to the next one. */
    private static boolean isNavigation(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.contains("navigated or closed") || message.contains("execution context");
    }

    /** The text of an element as it is seen; empty if it is hidden. */
    public String text(String selector) {
        return value(
                "((one) => one?.innerText ?? one?.textContent ?? '')(document.querySelector(\"" + selector + "\"))")
            .asString();
    }

    public void untilText(String selector, String text) {
        await(selector + " says " + text).atMost(PATIENCE)
            .ignoreExceptionsMatching(Page::isNavigation)
            .until(() -> text(selector).contains(text));
    }

    public void click(String selector) {
        value("document.querySelector(\"" + selector + "\").click()");
    }

    public void press(String key) {
        int code = KEYS.get(key);
        Map<String, Object> event = Map.of("key", key, "code", key, "windowsVirtualKeyCode", code);
        Map<String, Object> down = new HashMap<>(event);
        down.put("type", key.equals("Enter") ? "keyDown" : "rawKeyDown");
        if (key.equals("Enter")) {
            down.put("text", "\r");
        }
        Map<String, Object> up = new HashMap<>(event);
        up.put("type", "keyUp");
        this.tools.send("Input.dispatchKeyEvent", down);
        this.tools.send("Input.dispatchKeyEvent", up);
    }

    public void type(String text) {
        this.tools.send("Input.insertText", Map.of("text", text));
    }

    /** Presses Tab until the element has the focus, as who has no mouse does. */
    public void tabTo(String selector) {
        for (int i = 0; i < 60; i++) {
            if (is("document.activeElement.matches(\"" + selector + "\")")) {
                return;
            }
            press("Tab");
        }
        throw new AssertionError("Tab never reaches " + selector);
    }

    public void size(int width, int height) {
        this.tools.send("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    public void scheme(String scheme) {
        this.tools.send("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Keeps a picture of what the window shows. */
    public void window(String name) {
        keep(name, Map.of("format", "png"));
    }

    /** Keeps a picture of the whole page. */
    public void screenshot(String name) {
        keep(name, Map.of("format", "png", "captureBeyondViewport", true, "clip", whole()));
    }

    private void keep(String name, Map<String, Object> what) {
        byte[] picture = Base64.getDecoder()
            .decode(this.tools.send("Page.captureScreenshot", what).at("/data").asString());
        try {
            Files.createDirectories(this.screenshots);
            Files.write(this.screenshots.resolve(name + ".png"), picture);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Map<String, Object> whole() {
        JsonNode size = this.tools.send("Page.getLayoutMetrics", Map.of()).at("/cssContentSize");
        return Map.of("x", 0, "y", 0, "width", size.at("/width").asInt(), "height", size.at("/height").asInt(), "scale",
                1);
    }

    /**
     * Scripts that have failed, what the policy has blocked, and dialogs that code has
     * opened.
     */
    public List<String> troubles() {
        Stream<String> thrown = this.tools.events("Runtime.exceptionThrown").stream().map(JsonNode::toString);
        Stream<String> dialogs = this.tools.events("Page.javascriptDialogOpening").stream().map(JsonNode::toString);
        Stream<String> logged = this.tools.events("Log.entryAdded")
            .stream()
            .filter((event) -> !OTHERS.contains(event.at("/params/entry/source").asString()))
            .map(JsonNode::toString);
        return Stream.of(thrown, dialogs, logged).flatMap((one) -> one).toList();
    }

    /** All that was asked for over the network. */
    public List<String> requests() {
        return this.tools.events("Network.requestWillBeSent")
            .stream()
            .map((event) -> event.at("/params/request/url").asString())
            .toList();
    }

}

package org.minigun.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks Chromium's DevTools protocol.
 */
final class DevTools implements WebSocket.Listener {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final long PATIENCE_SECONDS = 60;

    private final AtomicInteger number = new AtomicInteger();

    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private final StringBuilder text = new StringBuilder();

    private @Nullable WebSocket socket;

    private DevTools() {
    }

    static DevTools connect(HttpClient client, URI address) {
        DevTools tools = new DevTools();
        tools.socket = client.newWebSocketBuilder().buildAsync(address, tools).join();
        return tools;
    }

    /** Sends a command, and waits for its result. */
    JsonNode send(String method, Map<String, Object> parameters) {
        int id = this.number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        this.answers.put(id, answer);
        String message = MAPPER.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        WebSocket open = this.socket;
        if (open == null) {
            throw new IllegalStateException("Not connected");
        }
        open.sendText(message, true).join();
        JsonNode told = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (told.has("error")) {
            throw new AssertionError("The browser refused " + message + ": " + told.at("/error"));
        }
        return told.at("/result");
    }

    /** What the browser has told of its own accord. */
    List<JsonNode> events(String method) {
        return this.events.stream().filter((event) -> event.at("/method").asString().equals(method)).toList();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        this.text.append(data);
        if (last) {
            JsonNode message = MAPPER.readTree(this.text.toString());
            this.text.setLength(0);
            CompletableFuture<JsonNode> awaited = message.has("id") ? this.answers.remove(message.at("/id").asInt())
                    : null;
            if (awaited != null) {
                awaited.complete(message);
            }
            else {
                this.events.add(message);
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        this.answers.values().forEach((answer) -> answer.completeExceptionally(error));
    }

}

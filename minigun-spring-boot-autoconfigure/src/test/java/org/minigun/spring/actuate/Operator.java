package org.minigun.spring.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the endpoints of a running application, as an operator does.
 */
final class Operator {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();

    private final String base;

    Operator(int port) {
        this.base = "http://localhost:" + port + "/actuator/";
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path) {
        return post(path, "{}");
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** What a form on another site could send. */
    Answer postWithoutContentType(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(this.base + path)).timeout(Duration.ofSeconds(20));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        }
        catch (IOException ex) {
            throw new AssertionError("The application did not answer", ex);
        }
        catch (InterruptedException ex) {
            throw new AssertionError("Interrupted while an answer was awaited", ex);
        }
    }

    /** What was answered. */
    record Answer(int status, String body) {

        JsonNode json() {
            return MAPPER.readTree(this.body);
        }

        String text(String pointer) {
            return json().at(pointer).asString();
        }

        String reason() {
            return text("/reason");
        }

        String pretty() {
            return json().toPrettyString();
        }

    }

}

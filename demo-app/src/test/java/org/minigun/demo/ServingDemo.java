package org.minigun.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo in a JVM of its own, asked over HTTP. Killed, with all its workers, when it is
 * closed.
 */
final class ServingDemo implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("(http://localhost:\\d+) answers");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();

    private final Process process;

    private final Path log;

    private String address = "";

    private ServingDemo(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ServingDemo await(Process process, Path log) {
        ServingDemo demo = new ServingDemo(process, log);
        boolean serves = false;
        try {
            demo.address = Awaitility.await().atMost(PATIENCE).until(demo::told, (told) -> !told.isEmpty());
            serves = true;
            return demo;
        }
        finally {
            if (!serves) {
                demo.close();
            }
        }
    }

    private String told() throws IOException {
        String output = output();
        assertThat(this.process.isAlive()).as(output).isTrue();
        Matcher told = ADDRESS.matcher(output);
        return told.find() ? told.group(1) : "";
    }

    /** All that it has printed. */
    String output() throws IOException {
        return Files.readString(this.log);
    }

    Process process() {
        return this.process;
    }

    /** What it answers, whatever the status. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(this.address + path)));
    }

    /** A page or an endpoint, which must be there. */
    String body(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Starts a task as the operator does. */
    HttpResponse<String> start(String task) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(this.address + "/actuator/minigun/" + task))
            .header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8)))
            .header("Cookie", "XSRF-TOKEN=1")
            .header("X-XSRF-TOKEN", "1")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return this.client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        this.process.descendants().forEach(ProcessHandle::destroyForcibly);
        this.process.destroyForcibly().onExit().join();
    }

}

package org.minigun.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/**
 * A Chromium of its own with an empty profile and no window, steered by its DevTools
 * protocol. {@code CHROMIUM} or the system property {@code chromium} names it where it is
 * not on the path.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;

    private final Path profile;

    private final int port;

    private Chromium(Process process, Path profile, int port) {
        this.process = process;
        this.profile = profile;
        this.port = port;
    }

    private static Optional<Path> find() {
        String named = System.getProperty("chromium", System.getenv("CHROMIUM"));
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap((directory) -> NAMES.stream().map((name) -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();
    }

    /** Starts it; tests are skipped where there is none. */
    public static Chromium start(Path profile) throws IOException {
        Path binary = find().orElse(null);
        Assumptions.assumeTrue(binary != null,
                "No Chromium was found: put it on the path, or name it by the environment variable CHROMIUM");
        Process process = new ProcessBuilder(binary.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--disable-breakpad",
                "--disable-crash-reporter", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
        Path told = profile.resolve("DevToolsActivePort");
        await().atMost(PATIENCE).until(() -> Files.exists(told) && Files.readAllLines(told).size() > 1);
        return new Chromium(process, profile, Integer.parseInt(Files.readAllLines(told).get(0)));
    }

    /** The one page that is open. */
    public Page page(Path screenshots) {
        HttpClient client = HttpClient.newHttpClient();
        JsonNode page = await().atMost(PATIENCE)
            .until(() -> targets(client).filter((target) -> target.at("/type").asString().equals("page")).findFirst(),
                    Optional::isPresent)
            .orElseThrow();
        return new Page(DevTools.connect(client, URI.create(page.at("/webSocketDebuggerUrl").asString())), screenshots);
    }

    private Stream<JsonNode> targets(HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/json/list"))
            .timeout(PATIENCE)
            .build();
        try {
            String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return JsonMapper.builder().build().readTree(answer).valueStream();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new AssertionError("Interrupted while the browser was awaited", ex);
        }
    }

    /**
     * Ends it, and waits until nobody writes into its profile any more, which may be
     * deleted then.
     */
    @Override
    public void close() {
        // Itself first, so that it starts no others.
        List<ProcessHandle> all = Stream.concat(Stream.of(this.process.toHandle()), this.process.descendants())
            .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach((one) -> one.onExit().join());
        await().atMost(PATIENCE).until(() -> {
            List<ProcessHandle> left = usersOfProfile();
            left.forEach(ProcessHandle::destroyForcibly);
            return left.isEmpty();
        });
    }

    /** Also those that have left its tree. */
    private List<ProcessHandle> usersOfProfile() {
        String option = "--user-data-dir=" + this.profile;
        return ProcessHandle.allProcesses()
            .filter((one) -> one.info().commandLine().filter((command) -> command.contains(option)).isPresent())
            .toList();
    }

}

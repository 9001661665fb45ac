package org.minigun.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.spring.Minigun;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard asks for nothing that the demo does not tell Prometheus.
 */
class DashboardTests {

    private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "minigun.json");

    private static final Pattern NAME = Pattern.compile("\\bminigun_[a-z_]+");

    @TempDir
    Path temporary;

    @Test
    @Tag("long")
    void everyQueryNamesOnlyWhatTheDemoTells() throws Exception {
        Path jars = Files.createDirectories(this.temporary.resolve("repository"));
        JarBuilder.jar().classFile("a/B", 61).writeTo(jars.resolve("a.jar"));
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(DemoApplication.class).run(
                "--server.port=0", "--census.directory=" + jars,
                "--census.data-directory=" + this.temporary.resolve("data"))) {
            application.getBean(Minigun.class).run("census");
            Set<String> told = told(application.getEnvironment().getRequiredProperty("local.server.port"));
            assertThat(asked()).hasSizeGreaterThan(15);
            assertThat(told).containsAll(asked());
        }
    }

    @Test
    void everyPanelHasATitleAndAQuery() throws IOException {
        String dashboard = Files.readString(DASHBOARD);
        assertThat(JsonPath.<java.util.List<String>>read(dashboard, "$.panels[*].title")).doesNotContainNull()
            .doesNotHaveDuplicates();
        assertThat(JsonPath.<java.util.List<Object>>read(dashboard, "$.panels[?(@.type != 'row' && !@.targets)]"))
            .isEmpty();
    }

    private static Set<String> asked() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(Files.readString(DASHBOARD));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    private static Set<String> told(String port) throws IOException, InterruptedException {
        String text = HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus")).build(),
                    BodyHandlers.ofString())
            .body();
        Set<String> names = new TreeSet<>();
        text.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
            Matcher matcher = NAME.matcher(line);
            if (matcher.lookingAt()) {
                names.add(matcher.group());
            }
        });
        return names;
    }

}

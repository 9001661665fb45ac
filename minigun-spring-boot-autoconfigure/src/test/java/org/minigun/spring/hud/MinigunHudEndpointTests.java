package org.minigun.spring.hud;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page is made of, under paths of the application's choice.
 */
@SpringBootTest(classes = HudApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = { "management.endpoints.web.exposure.include=minigunhud,minigun,minigunruns",
                "management.endpoints.web.base-path=/ops",
                "management.endpoints.web.path-mapping.minigunhud=tasks/look",
                "management.endpoint.minigunruns.access=read-only" })
class MinigunHudEndpointTests {

    @LocalServerPort
    private int port;

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/ops/" + path))
                .timeout(Duration.ofSeconds(20))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void pageAndAllThatItLoadsAreServedUnderTheMappedPathWithAStrictPolicy() throws Exception {
        HttpResponse<String> page = get("tasks/look");
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(header(page, "Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self';")
            .contains("frame-ancestors 'none'")
            .doesNotContain("unsafe");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        List<String> loaded = Pattern.compile("(?:href|src)=\"([^#\"]+)\"")
            .matcher(page.body())
            .results()
            .map((found) -> found.group(1))
            .toList();
        assertThat(loaded).contains("look/hud.js", "look/hud.css", "look/icon.svg");
        for (HudAsset asset : HudAsset.values()) {
            HttpResponse<String> served = get("tasks/look/" + asset.file());
            assertThat(served.statusCode()).as(asset.file()).isEqualTo(200);
            assertThat(header(served, "Content-Type"))
                .startsWith(asset.type().getType() + "/" + asset.type().getSubtype());
            assertThat(served.body()).doesNotContain("innerHTML", "style=");
        }
    }

    @Test
    void nothingElseIsServed() throws Exception {
        assertThat(get("tasks/look/hud.html").statusCode()).isEqualTo(404);
        assertThat(get("tasks/look/HudAsset.class").statusCode()).isEqualTo(404);
        assertThat(get("minigunhud").statusCode()).isEqualTo(404);
    }

    @Test
    void tokenIsEmptyWithoutSpringSecurityAndNeverKept() throws Exception {
        HttpResponse<String> token = get("tasks/look/token");
        assertThat(token.body()).isEqualTo("{}");
        assertThat(header(token, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void accessTellsWhereEndpointsAreAndWhatWouldAllowMore() throws Exception {
        assertThat(get("tasks/look/access").body()).contains("\"page\":\"tasks/look\"",
                "{\"id\":\"minigun\",\"path\":\"minigun\",\"writable\":true}",
                "set 'management.endpoint.minigunruns.access' to 'unrestricted'",
                "'minigunpools' is not exposed over the web");
    }

}

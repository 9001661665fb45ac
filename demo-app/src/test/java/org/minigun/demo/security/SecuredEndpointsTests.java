package org.minigun.demo.security;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Run;
import org.minigun.demo.DemoApplication;
import org.minigun.spring.Minigun;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunQuery;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo with the profile {@code secured}, as the image has it beside another one,
 * asked as a browser and as curl ask.
 */
class SecuredEndpointsTests {

    private static final String START = "/actuator/minigun/census";

    @TempDir
    private static Path temporary;

    private static ConfigurableApplicationContext application;

    private final CookieManager cookies = new CookieManager();

    private final HttpClient client = HttpClient.newBuilder().cookieHandler(this.cookies).build();

    @BeforeAll
    static void start() throws IOException {
        application = new SpringApplicationBuilder(DemoApplication.class).run("--server.port=0",
                "--spring.profiles.include=secured", "--spring.profiles.active=other",
                "--spring.security.user.password=secret",
                "--census.directory=" + Files.createDirectory(temporary.resolve("jars")),
                "--census.data-directory=" + temporary.resolve("data"),
                "--minigun.tasks.census.stages.inspect.concurrency=THREAD");
        application.getBean(InMemoryUserDetailsManager.class)
            .createUser(User.withUsername("viewer").password("{noop}secret").roles("VIEWER").build());
    }

    @AfterAll
    static void end() {
        application.close();
    }

    private static HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpRequest.Builder startRequest() {
        return request(START).header("Content-Type", "application/json").POST(BodyPublishers.noBody());
    }

    private static HttpRequest.Builder basic(HttpRequest.Builder request, String user) {
        return request.header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return this.client.send(request.build(), BodyHandlers.ofString());
    }

    private String cookie(String name) {
        return this.cookies.getCookieStore()
            .getCookies()
            .stream()
            .filter((cookie) -> cookie.getName().equals(name))
            .map(HttpCookie::getValue)
            .findFirst()
            .orElseThrow();
    }

    private static long runs() {
        return application.getBean(RunHistory.class).count(new RunQuery(null, null, 0, 1));
    }

    private static void awaitRuns() throws InterruptedException {
        for (Run run : application.getBean(Minigun.class).runs()) {
            run.await();
        }
    }

    @Test
    void endpointsAskForLoginAndHealthAndSearchDoNot() throws Exception {
        assertThat(send(request("/actuator/health")).statusCode()).isEqualTo(200);
        assertThat(send(request("/")).statusCode()).isEqualTo(200);
        for (String path : new String[] { "/actuator/minigun", START, "/actuator/minigunruns", "/actuator/minigunpools",
                "/actuator/prometheus", "/actuator/minigunhud/access" }) {
            assertThat(send(request(path)).statusCode()).as(path).isEqualTo(401);
        }
        HttpResponse<String> page = send(request("/actuator/minigunhud").header("Accept", "text/html"));
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location")).hasValueSatisfying((to) -> assertThat(to).endsWith("/login"));
        assertThat(send(basic(request("/actuator/minigun"), "viewer")).body()).contains("\"census\"");
    }

    @Test
    void whoHasSignedInByFormStartsOnlyWithTheToken() throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
            .matcher(send(request("/login")).body());
        assertThat(token.find()).isTrue();
        String form = "username=operator&password=secret&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        HttpResponse<String> signedIn = send(
                request("/login").header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
        assertThat(signedIn.headers().firstValue("Location"))
            .hasValueSatisfying((to) -> assertThat(to).doesNotContain("error"));
        assertThat(send(request("/actuator/minigun")).statusCode()).isEqualTo(200);

        long before = runs();
        HttpResponse<String> forged = send(startRequest());
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("cross-site request forgery is missing or wrong");
        assertThat(send(startRequest().header("X-XSRF-TOKEN", "guessed")).statusCode()).isEqualTo(403);
        assertThat(runs()).isEqualTo(before);

        HttpResponse<String> started = send(startRequest().header("X-XSRF-TOKEN", cookie("XSRF-TOKEN")));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        assertThat(runs()).isEqualTo(before + 1);
        awaitRuns();
    }

    @Test
    void curlSendsTheTokenTwiceAndNeedsTheRole() throws Exception {
        HttpRequest.Builder viewer = basic(startRequest(), "viewer").header("Cookie", "XSRF-TOKEN=1")
            .header("X-XSRF-TOKEN", "1");
        long before = runs();
        HttpResponse<String> refused = HttpClient.newHttpClient().send(viewer.build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"status\":403,\"reason\":\"Your user lacks the role OPERATOR\"}");
        assertThat(runs()).isEqualTo(before);

        HttpRequest.Builder operator = basic(startRequest(), "operator").header("Cookie", "XSRF-TOKEN=1")
            .header("X-XSRF-TOKEN", "1");
        assertThat(HttpClient.newHttpClient().send(operator.build(), BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
        assertThat(runs()).isEqualTo(before + 1);
        awaitRuns();
    }

}

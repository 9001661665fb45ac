package org.minigun.spring.hud;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.browser.Chromium;
import org.minigun.browser.Page;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunQuery;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page behind Spring Security, in a real browser: what may be done is done, and what
 * is refused is refused with the reason.
 */
class GuardedHudTests {

    @TempDir
    private static Path profile;

    private static final Map<String, ConfigurableApplicationContext> APPLICATIONS = new HashMap<>();

    private static Chromium browser;

    private ConfigurableApplicationContext application;

    private Page page;

    private long before;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start(profile);
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        APPLICATIONS.values().forEach(ConfigurableApplicationContext::close);
        APPLICATIONS.clear();
    }

    @AfterEach
    void close() {
        if (this.page != null) {
            assertThat(this.page.troubles()).isEmpty();
        }
    }

    private void signIn(String guard, String user) {
        this.application = APPLICATIONS.computeIfAbsent(guard, GuardedHudTests::serve);
        this.before = runs();
        this.page = browser.page(Path.of("target", "screenshots"));
        this.page.size(360, 740);
        this.page.forget();
        this.page.open("http://localhost:" + this.application.getEnvironment().getRequiredProperty("local.server.port")
                + "/actuator/minigunhud");
        this.page.until("location.pathname === '/login'");
        this.page.value("document.querySelector('#username').focus()");
        this.page.type(user);
        this.page.press("Tab");
        this.page.type("secret");
        this.page.press("Enter");
        this.page.untilText("#connection", "Live");
        assertThat(this.page.value("location.pathname").asString()).isEqualTo("/actuator/minigunhud");
    }

    private static ConfigurableApplicationContext serve(String guard) {
        return new SpringApplicationBuilder(HudApplication.class, GuardedHud.class).web(WebApplicationType.SERVLET)
            .run("--server.port=0", "--guard=" + guard, "--management.endpoint.minigunpools.access=read-only",
                    "--management.endpoints.web.exposure.include=minigunhud,minigun,minigunruns,minigunpools");
    }

    private void startRun() {
        this.page.until("!document.querySelector('#start').disabled");
        this.page.click("#start");
        this.page.click("#confirm-yes");
    }

    private long runs() {
        return this.application.getBean(RunHistory.class).count(new RunQuery(null, null, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "spa", "session" })
    void operatorStartsRunsWithTheTokenOfCookieOrSessionUntilSignedOut(String guard) {
        signIn(guard, "olga");
        startRun();
        this.page.untilText("#run-status", "completed");
        assertThat(runs() - this.before).isOne();
        assertThat(this.page.is("document.querySelector('#confirm').open")).isFalse();

        this.page.forget();
        this.page.untilText("#connection", "Not signed in");
        this.page.untilText("#message", "reload the page to sign in");
        this.page.screenshot("signed-out-phone");
        this.page.click("#start");
        this.page.click("#confirm-yes");
        this.page.untilText("#confirm-refusal", "You are not signed in");
    }

    @Test
    void whoLacksTheRoleIsToldSoAndStartsNothing() {
        signIn("session", "victor");
        startRun();
        this.page.untilText("#confirm-refusal", "Refused (403): your user lacks the role");
        assertThat(runs() - this.before).isZero();
        this.page.untilText("#pools-why", "'management.endpoint.minigunpools.access' to 'unrestricted'");
        this.page.window("refused-phone");
    }

}

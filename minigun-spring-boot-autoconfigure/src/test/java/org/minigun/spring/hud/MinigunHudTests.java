package org.minigun.spring.hud;

import java.time.Duration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Run;
import org.minigun.browser.Chromium;
import org.minigun.browser.Page;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of a real server in a real browser, used by keyboard and mouse. What was seen
 * is kept in {@code target/screenshots}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MinigunHudTests {

    private static final String ALL = "minigunhud,minigun,minigunruns,minigunpools";

    @TempDir
    private static Path profile;

    private static Chromium browser;

    private static ConfigurableApplicationContext application;

    private Page page;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start(profile);
        application = serve("0", "--management.endpoints.web.exposure.include=" + ALL);
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (application != null) {
            application.close();
        }
    }

    private static ConfigurableApplicationContext serve(String port, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--server.port=" + port);
        return new SpringApplicationBuilder(HudApplication.class).web(WebApplicationType.SERVLET)
            .run(all.toArray(String[]::new));
    }

    @BeforeEach
    void open() {
        this.page = browser.page(Path.of("target", "screenshots"));
        this.page.size(1280, 900);
        this.page.scheme("light");
    }

    @AfterEach
    void endRuns() {
        if (application.isActive()) {
            application.getBean(Minigun.class).runs().forEach(Run::cancel);
        }
        assertThat(this.page.troubles()).isEmpty();
    }

    private static String port() {
        return application.getEnvironment().getRequiredProperty("local.server.port");
    }

    private void show(String task) {
        this.page.open("http://localhost:" + port() + "/actuator/minigunhud");
        this.page.untilText("#connection", "Live");
        this.page.value("[...document.querySelectorAll('#tasks button')].find((one) => "
                + "one.querySelector('.task-name').textContent === " + "\"" + task + "\").click()");
        this.page.untilText("#task-name", task);
    }

    private Run running() {
        return await().until(() -> application.getBean(Minigun.class).runs(), (runs) -> !runs.isEmpty()).get(0);
    }

    @Test
    void runIsStartedWatchedAndCancelledByKeyboardAlone() {
        show("orders");
        this.page.tabTo("#start");
        this.page.press("Enter");
        this.page.until("document.querySelector('#confirm').open && document.activeElement.tagName === 'INPUT'");
        this.page.type("100000");
        this.page.window("start");
        this.page.press("Enter");
        this.page.until("!document.querySelector('#confirm').open");
        this.page.untilText("#run-status", "running");
        this.page.untilText("#progress-text", "of 100,000 items, about");
        this.page.untilText("#pools", "exit");
        this.page.untilText("#failures", "No price for order 25");
        this.page.untilText("#graph .limits .name", "price");
        this.page.until("document.querySelectorAll('#stages tbody tr').length === 6");
        String seen = this.page.text("#stages tbody tr:nth-child(2) td:nth-child(8)");
        this.page.until(
                "document.querySelector('#stages tbody tr:nth-child(2) td:nth-child(8)').innerText !== '" + seen + "'");
        this.page.until("document.querySelector('#spark polyline').getAttribute('points').length > 60");
        this.page.screenshot("running-light");
        this.page.scheme("dark");
        this.page.screenshot("running-dark");
        this.page.size(360, 740);
        this.page.until("document.documentElement.scrollWidth <= 360");
        this.page.screenshot("running-phone-dark");
        this.page.window("phone-top");
        this.page.value("document.querySelector('#graph').scrollIntoView()");
        this.page.window("phone-graph");
        this.page.value("scrollTo(0, 0)");
        this.page.scheme("light");
        this.page.screenshot("running-phone-light");
        this.page.size(1280, 900);

        this.page.click("[data-action=pause]");
        this.page.click("#confirm-yes");
        this.page.untilText("#run-status", "paused");
        this.page.click("[data-action=resume]");
        this.page.click("#confirm-yes");
        this.page.untilText("#run-status", "running");

        Run run = running();
        this.page.tabTo("[data-action=cancel]");
        this.page.press("Enter");
        this.page.until("document.activeElement.id === 'confirm-no'");
        this.page.window("cancel");
        this.page.press("Tab");
        this.page.press("Enter");
        this.page.untilText("#run-status", "cancelled");
        assertThat(run.isRunning()).isFalse();
        this.page.screenshot("cancelled");
    }

    @Test
    void untilWaitsForAnElementThatIsNotThereYet() {
        show("orders");
        this.page.value("setTimeout(() => document.body.append("
                + "Object.assign(document.createElement('p'), { id: 'late', textContent: 'now' })), 300)");
        this.page.until("document.querySelector('#late').innerText === 'now'");
    }

    @Test
    void poolIsResizedAndWorkerReplacedByKeyboardWhileTheRunGoesOn() {
        show("orders");
        Run run = application.getBean(Minigun.class).start("orders", Map.of("count", 100_000));
        String price = "[aria-label='Resize pool orders/price']";
        this.page.until("document.querySelector(\"" + price + "\") !== null");
        this.page.tabTo(price);
        this.page.press("Enter");
        this.page.until("document.activeElement.id === 'size'");
        this.page.type("5");
        this.page.window("resize");
        this.page.press("Enter");
        this.page.until("!document.querySelector('#confirm').open");
        this.page.untilText("#pools", "5 threads");
        this.page.untilText("#stages", "5 threads");
        this.page.untilText("#graph", "processor · 5 threads");
        application.getBean(Engine.class).resize("orders/price", 3);
        this.page.untilText("#stages", "5 threads, now 3");
        this.page.untilText("#graph", "processor · 3 threads");
        assertThat(this.page.text("#pools .pool:first-child h4")).isEqualTo("orders/render");
        assertThat(this.page.is("document.activeElement.matches(\"" + price + "\")")).isTrue();

        this.page.click("[aria-label='Resize pool orders/orders']");
        this.page.type("3");
        this.page.press("Enter");
        this.page.untilText("#confirm-refusal", "Pool 'orders/orders' cannot have 3 contexts while");
        this.page.press("Escape");

        // The order that kills workers was given up on: those that there are now stay.
        await().atMost(Duration.ofMinutes(1)).until(() -> run.statistics().stage("render").deadLettered() == 1);
        String pids = "[...document.querySelectorAll('#pools tbody td:nth-child(2)')].map((one) => one.innerText)";
        // The page may still show the one that has died.
        await().atMost(Duration.ofMinutes(1))
            .until(() -> this.page.is(pids + ".length >= 2") && isAlive(this.page.value(pids + "[0]").asString()));
        String replaced = this.page.value(pids + "[0]").asString();
        this.page.tabTo("[aria-label$='pid " + replaced + "']");
        this.page.press("Enter");
        this.page.until("document.activeElement.id === 'confirm-no'");
        assertThat(this.page.text("#confirm-text")).contains("Pid " + replaced + " of pool ‘orders/render’");
        this.page.window("replace");
        this.page.press("Tab");
        this.page.press("Enter");
        this.page.until("!document.querySelector('#confirm').open");
        this.page.until("!" + pids + ".includes('" + replaced + "')");
        this.page.until(pids + ".length === 2 && new Set(" + pids + ").size === 2");
        assertThat(run.isRunning()).isTrue();
        this.page.until("document.documentElement.scrollWidth <= 1280");
        this.page.screenshot("pools");
        this.page.size(360, 740);
        this.page.until("document.documentElement.scrollWidth <= 360");
        this.page.value("document.querySelector('#pools-section').scrollIntoView()");
        this.page.window("phone-pools");
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void refusedParametersAreSaidInTheDialog() {
        show("orders");
        this.page.click("#start");
        this.page.type("many");
        this.page.press("Enter");
        this.page.untilText("#confirm-refusal", "'count' cannot be 'many'");
        this.page.press("Escape");
        this.page.until("!document.querySelector('#confirm').open");
        assertThat(application.getBean(Minigun.class).runs()).isEmpty();
    }

    @Test
    void namesFromUserCodeAreOnlyText() {
        show(HudApplication.HOSTILE);
        this.page.click("#start");
        this.page.untilText("#confirm-title", HudApplication.HOSTILE);
        this.page.click("#confirm-yes");
        this.page.untilText("#failures", HudApplication.HOSTILE_ITEM);
        assertThat(this.page.text("#failures")).contains("Not taken: \"><a href=javascript:alert(4)>");
        this.page.untilText("#failures", "Not taken: 41\\u202e24");
        assertThat(this.page.text("#stages")).contains(HudApplication.HOSTILE_STAGE, "<b>items");
        this.page.until("[...document.querySelectorAll('#graph .node')].every((one) => one.querySelector('.name')"
                + ".getBBox().width + 28 <= one.querySelector('.box').getBBox().width)");
        assertThat(this.page.is("document.querySelectorAll('main img, main a, b, body script, [onload]').length === 0"))
            .isTrue();
        this.page.size(360, 740);
        this.page.until("document.documentElement.scrollWidth <= 360");
        this.page.screenshot("hostile-phone");
        assertThat(this.page.requests())
            .allMatch((url) -> url.startsWith("http://localhost:" + port() + "/actuator/minigun")
                    || url.equals("about:blank"));
    }

    /** The last one: the server that it leaves allows nothing. */
    @Test
    @Order(Integer.MAX_VALUE)
    void pageOutlivesTheServerAndSaysWhatTheNextOneDoesNotAllow() {
        show("orders");
        this.page.value("window.same = true");
        String port = port();
        application.close();
        this.page.untilText("#connection", "Connection lost");
        this.page.screenshot("lost");

        application = serve(port, "--management.endpoints.web.exposure.include=minigunhud,minigun,minigunruns",
                "--management.endpoint.minigunruns.access=read-only", "--management.endpoint.minigun.access=read-only",
                "--management.endpoints.web.path-mapping.minigunruns=past");
        this.page.untilText("#connection", "Live");
        assertThat(this.page.is("window.same")).isTrue();
        this.page.untilText("#start-why", "'management.endpoint.minigun.access' to 'unrestricted'");
        this.page.untilText("#pools-note", "'management.endpoints.web.exposure.include'");
        assertThat(this.page.is("document.querySelector('#start').disabled")).isTrue();

        application.getBean(Minigun.class).start("orders");
        this.page.untilText("#run-status", "running");
        this.page.untilText("#control-why", "'management.endpoint.minigunruns.access' to 'unrestricted'");
        assertThat(this.page.is("document.querySelector('[data-action=cancel]').disabled")).isTrue();
        this.page.screenshot("read-only");
        application.getBean(Minigun.class).runs().forEach(Run::cancel);
    }

}

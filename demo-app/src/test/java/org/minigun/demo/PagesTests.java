package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.browser.Chromium;
import org.minigun.browser.Page;
import org.minigun.spring.Minigun;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages of the real application in a real browser. What was seen is kept in
 * {@code target/screenshots}.
 */
class PagesTests {

    @TempDir
    private static Path directory;

    private static Chromium browser;

    private static ConfigurableApplicationContext application;

    private Page page;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start(Files.createDirectories(directory.resolve("profile")));
        fillRepository(directory.resolve("repository"));
        application = new SpringApplicationBuilder(DemoApplication.class).run("--server.port=0",
                "--census.directory=" + directory.resolve("repository"),
                "--census.data-directory=" + directory.resolve("data"),
                "--minigun.tasks.census.stages.inspect.concurrency=THREAD",
                "--minigun.tasks.publish.stages.segment.concurrency=THREAD");
        application.getBean(Minigun.class).run("census");
        application.getBean(Minigun.class).run("publish");
    }

    /**
     * Like a small repository of Maven: some jars of one Java, of another, with the same
     * class, and broken.
     */
    private static void fillRepository(Path repository) {
        jar(repository, "org/acme/text", "commons-text", "1.12.0", 52, "StringUtils", "WordUtils", "TextBuilder");
        jar(repository, "org/acme/text", "commons-text", "1.13.1", 52, "StringUtils", "WordUtils", "TextBuilder");
        jar(repository, "org/acme/text", "text-shaded-with-a-rather-long-name", "4.2.0-SNAPSHOT", 61, "StringUtils",
                "WordUtils");
        jar(repository, "com/example/shop", "shop-core", "2.0", 65, "Order", "Basket", "Basket$Line");
        jar(repository, "com/example/shop/web", "shop-web", "2.0", 61,
                IntStream.range(0, 120).mapToObj((n) -> "Controller" + n).toArray(String[]::new));
        JarBuilder.write(repository.resolve("com/example/broken/1/broken-1.jar"), new byte[0]);
    }

    private static void jar(Path repository, String packageName, String artifact, String version, int major,
            String... names) {
        JarBuilder jar = JarBuilder.jar()
            .manifest("Automatic-Module-Name: " + packageName.replace('/', '.'), "Implementation-Title: " + artifact,
                    "Bundle-License: Apache-2.0");
        for (String name : names) {
            jar.classFile(packageName + "/" + name, major);
        }
        jar.writeTo(repository.resolve(packageName)
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".jar"));
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

    @BeforeEach
    void open() {
        this.page = browser.page(Path.of("target", "screenshots"));
        this.page.size(1280, 900);
        this.page.scheme("light");
        show("/");
    }

    @AfterEach
    void isWithoutTrouble() {
        assertThat(this.page.troubles()).isEmpty();
    }

    private void show(String path) {
        this.page
            .open("http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    @Test
    void classIsFoundAndItsJarOpenedByKeyboardAlone() {
        this.page.screenshot("search");
        ask("stringutils");
        this.page.untilText(".count", "1 class in 3 jars");
        fitsAPhone("search-class");
        this.page.tabTo("td a");
        this.page.press("Enter");
        this.page.untilText("h2", "commons-text");
        assertThat(this.page.text("dl")).contains("1.12.0", "Apache-2.0", "org.acme.text");
        fitsAPhone("jar");
        this.page.tabTo("details a");
        this.page.press("Enter");
        this.page.untilText(".count", "1 class in");
    }

    @Test
    void packageIsFound() {
        ask("com.example.**");
        this.page.untilText(".count", "123 classes in 2 jars");
        fitsAPhone("search-package");
        assertThat(this.page.text("main")).doesNotContain("database was searched");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatMayHelp() {
        ask("Utils");
        this.page.untilText(".count", "No jar holds Utils.");
        fitsAPhone("search-nothing");
        this.page.tabTo(".hint a");
        this.page.press("Enter");
        this.page.untilText(".count", "2 classes in 3 jars");
    }

    @Test
    void overviewChartsJavaVersionsAndListsDuplicatesAndWhatIsBroken() {
        this.page.tabTo("nav a");
        this.page.press("Enter");
        this.page.untilText("h3", "Jars by the Java version they need");
        assertThat(this.page.text("main")).contains("In the index: 5 jars", "Duplicate classes: 2", "broken-1.jar");
        assertThat(this.page.text(".chart")).contains("8", "17", "21");
        assertThat(this.page.is("[...document.querySelectorAll('.bar')].every((bar) => bar.clientWidth > 0)")).isTrue();
        fitsAPhone("overview");
    }

    @Test
    void tasksAreALinkAway() {
        this.page.tabTo("a[href='actuator/minigunhud']");
        this.page.press("Enter");
        this.page.untilText("#connection", "Live");
        assertThat(this.page.text("#tasks")).contains("census", "publish");
    }

    /** As who opens the page: types at once. */
    private void ask(String question) {
        this.page.until("document.activeElement.id === 'q'");
        this.page.type(question);
        this.page.press("Enter");
    }

    /**
     * Looks at it at large, at night, and as wide as a small phone, where nothing may be
     * cut off.
     */
    private void fitsAPhone(String name) {
        this.page.screenshot(name);
        this.page.scheme("dark");
        this.page.screenshot(name + "-dark");
        this.page.scheme("light");
        this.page.size(360, 740);
        assertThat(this.page.is("document.documentElement.scrollWidth <= 360")).as("%s at 360 pixels", name).isTrue();
        this.page.screenshot(name + "-360");
        assertThat(this.page
            .is("[...document.querySelectorAll('.wide')].every((table) => table.scrollWidth <= table.clientWidth)"))
            .as("tables of %s at 360 pixels", name)
            .isTrue();
        this.page.size(1280, 900);
    }

}

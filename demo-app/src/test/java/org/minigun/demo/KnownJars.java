package org.minigun.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a demo that runs within a test knows, now or after a while.
 */
final class KnownJars {

    private KnownJars() {
    }

    /** The names of the files that are known. */
    static List<String> names(ConfigurableApplicationContext application) {
        return application.getBean(JdbcTemplate.class)
            .queryForList("SELECT path FROM jar", String.class)
            .stream()
            .map((path) -> Path.of(path).getFileName().toString())
            .toList();
    }

    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

}

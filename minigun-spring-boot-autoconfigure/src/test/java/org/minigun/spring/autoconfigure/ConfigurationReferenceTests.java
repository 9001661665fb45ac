package org.minigun.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps docs/configuration.md equal to the properties.
 */
class ConfigurationReferenceTests {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    private static final String MARK = "<!-- Generated from here on. -->\n";

    private static final String COMMAND = "mvn -pl minigun-spring-boot-autoconfigure -am test "
            + "-Dtest=ConfigurationReferenceTests -Dsurefire.failIfNoSpecifiedTests=false -Dminigun.docs.update=true";

    @Test
    void pageHasThePropertiesThatThereAre() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK).contains(COMMAND);
        int begin = page.indexOf(MARK) + MARK.length();
        String wanted = ConfigurationReference.text();
        if (Boolean.getBoolean("minigun.docs.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + wanted);
            return;
        }
        assertThat(page.substring(begin))
            .as("docs/configuration.md is not what the properties say; write it by: %s", COMMAND)
            .isEqualTo(wanted);
    }

}

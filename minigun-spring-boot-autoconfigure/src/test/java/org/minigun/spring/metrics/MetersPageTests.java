package org.minigun.spring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on metrics lists the meters that there are. {@code -Dminigun.docs.write=true}
 * writes the list anew.
 */
class MetersPageTests {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    private static final String BEGIN = "<!-- meters: kept equal to MinigunMeter by MetersPageTests -->\n";

    private static final String END = "<!-- end -->";

    @Test
    void pageListsTheMetersThatThereAre() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("minigun.docs.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| meter | kind | tags | unit | |\n| --- | --- | --- | --- | --- |\n");
        for (MinigunMeter meter : MinigunMeter.values()) {
            table.append("| `").append(meter.meterName()).append("` | ");
            table.append(meter.kind().name().toLowerCase(Locale.ROOT)).append(" | ");
            table.append(meter.tags().stream().map((tag) -> "`" + tag + "`").collect(Collectors.joining(", ")));
            table.append(" | ").append((meter.unit() != null) ? meter.unit() : "").append(" | ");
            table.append(meter.description()).append(" |\n");
        }
        return table.toString();
    }

}

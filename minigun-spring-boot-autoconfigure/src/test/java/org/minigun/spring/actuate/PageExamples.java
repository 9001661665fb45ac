package org.minigun.spring.actuate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of docs/actuator.md: real answers, in which what differs from run to run
 * is replaced, and what goes on and on is cut.
 */
final class PageExamples {

    private static final Path PAGE = Path.of("../docs/actuator.md");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Pattern EXAMPLE = Pattern.compile("<!-- (\\S+) -->\n```json\n(.*?)```\n", Pattern.DOTALL);

    private final Map<String, String> examples = new LinkedHashMap<>();

    void add(String name, Operator.Answer answer) {
        add(name, answer.json());
    }

    void add(String name, JsonNode answer) {
        this.examples.put(name,
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(normal("", answer)).replace("\r\n", "\n")
                        + "\n");
    }

    /** Compares the page with the answers, or writes them into it if asked to. */
    void check() throws IOException {
        String page = Files.readString(PAGE);
        StringBuilder written = new StringBuilder();
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = EXAMPLE.matcher(page);
        while (matcher.find()) {
            String name = matcher.group(1);
            found.put(name, matcher.group(2));
            matcher.appendReplacement(written, Matcher
                .quoteReplacement("<!-- " + name + " -->\n```json\n" + this.examples.getOrDefault(name, "") + "```\n"));
        }
        matcher.appendTail(written);
        assertThat(found).containsOnlyKeys(this.examples.keySet());
        if (Boolean.getBoolean("minigun.docs.update")) {
            Files.writeString(PAGE, written);
            return;
        }
        assertThat(found).isEqualTo(this.examples);
    }

    private static JsonNode normal(String name, JsonNode node) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node instanceof ObjectNode object) {
            ObjectNode result = nodes.objectNode();
            if (name.equals("bottleneck")) {
                return result.put("stage", "square").put("reason", "its contexts are busy for 98 % of the time");
            }
            object.properties()
                .forEach((entry) -> result.set(entry.getKey(), normal(entry.getKey(), entry.getValue())));
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = nodes.arrayNode();
            Iterator<JsonNode> items = array.iterator();
            int most = name.equals("settings") ? 1 : 3;
            for (int i = 0; i < most && items.hasNext(); i++) {
                result.add(normal(name, items.next()));
            }
            return result;
        }
        return switch (name) {
            case "id", "run", "running" -> nodes.stringNode("mfz2k9wq4-1");
            case "started", "time" -> nodes.stringNode("2026-11-21T12:00:00Z");
            case "pid" -> nodes.numberNode(4711);
            case "memoryBytes" -> nodes.numberNode(73400320);
            case "total" -> nodes.numberNode(1);
            case "contexts", "active" -> nodes.numberNode(1);
            case "idle", "waiting" -> nodes.numberNode(0);
            case "restarts", "exit" -> nodes.numberNode(2);
            case "starts" -> nodes.numberNode(3);
            case "items" -> node.isNumber() ? nodes.numberNode(120) : node;
            case "message" -> nodes.stringNode(node.asString()
                .replaceAll("pid \\d+", "pid 4711")
                .replaceAll("[\\d.]+ m?s old", "1.2 s old")
                .replaceAll("after \\d+ items?", "after 120 items"));
            case "stackTrace" -> nodes.stringNode(node.asString().lines().findFirst().orElse("") + "\n\tat …");
            case "text", "mermaid" -> nodes.stringNode(node.asString().lines().findFirst().orElse("") + "\n…");
            default -> node.isDouble() || node.isFloat() || name.endsWith("Millis") && node.isNumber()
                    ? nodes.numberNode(12.345) : node;
        };
    }

}

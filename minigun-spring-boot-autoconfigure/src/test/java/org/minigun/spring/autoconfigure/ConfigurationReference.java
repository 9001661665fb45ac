package org.minigun.spring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;

/**
 * Writes the tables of the configuration reference from the metadata that editors read.
 */
final class ConfigurationReference {

    private static final Pattern DEFAULT = Pattern.compile("(?s)(.*?)\\s*By default (.+?)\\.$");

    private static final Pattern MAP_OF = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(org\\.minigun.+)>");

    /** How the entries of a map are named, and the words over its table. */
    private static final Map<String, String> KEYS = Map.of("pools", "<pool>", "tasks", "<task>", "stages", "<stage>");

    private final StringBuilder text = new StringBuilder();

    private final Map<String, String> sectionsByType = new TreeMap<>();

    private final Map<String, List<Map<String, Object>>> values = new TreeMap<>();

    private ConfigurationReference() {
    }

    static String text() {
        return new ConfigurationReference().write();
    }

    private String write() {
        String root = read("META-INF/spring-configuration-metadata.json");
        JsonPath.<List<Map<String, Object>>>read(root, "$.hints")
            .forEach((hint) -> this.values.put(name(hint), list(hint)));
        JsonPath.<List<Map<String, Object>>>read(root, "$.groups")
            .forEach((group) -> this.sectionsByType.putIfAbsent(String.valueOf(group.get("type")), name(group)));
        List<Map<String, Object>> properties = JsonPath.read(root, "$.properties");
        Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();
        sections.put("minigun", new ArrayList<>());
        properties.stream()
            .filter((property) -> !property.containsKey("deprecation"))
            .forEach((property) -> sections.computeIfAbsent(section(name(property)), (key) -> new ArrayList<>())
                .add(property));
        sections.forEach((section, rows) -> table(section, rows, section + "."));
        sections.get("minigun").forEach((property) -> entries(name(property), property));
        former(properties);
        return this.text.toString();
    }

    private static String section(String name) {
        String[] words = name.split("\\.");
        return (words.length < 3 || name.startsWith("management.")) ? words[0] : words[0] + "." + words[1];
    }

    /** The table of what hangs below a map, and of what hangs below that. */
    private void entries(String name, Map<String, Object> property) {
        Matcher map = MAP_OF.matcher(String.valueOf(property.get("type")));
        if (!map.matches()) {
            return;
        }
        String section = name + "." + KEYS.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "<name>");
        String source = read("META-INF/spring/configuration-metadata/" + map.group(1) + ".json");
        Map<String, String> known = new TreeMap<>();
        JsonPath.<List<Map<String, Object>>>read(source, "$.groups").forEach((group) -> {
            String there = this.sectionsByType.get(String.valueOf(group.get("type")));
            if (there != null) {
                known.put(name(group), there);
            }
        });
        List<Map<String, Object>> rows = new ArrayList<>();
        Set<String> told = new LinkedHashSet<>();
        for (Map<String, Object> row : JsonPath.<List<Map<String, Object>>>read(source, "$.properties")) {
            String group = known.keySet()
                .stream()
                .filter((key) -> name(row).startsWith(key + "."))
                .findFirst()
                .orElse("");
            if (group.isEmpty()) {
                rows.add(row);
            }
            else if (told.add(group)) {
                rows.add(Map.of("name", group + ".*", "description",
                        "The same keys as below `" + known.get(group) + "`, for this one. By default as there."));
            }
        }
        table(section, rows, "");
        rows.forEach((row) -> entries(section + "." + name(row), row));
    }

    private void table(String section, List<Map<String, Object>> rows, String prefix) {
        this.text.append("\n## ").append(section.replace("<", "&lt;").replace(">", "&gt;")).append("\n\n");
        this.text.append("| key | value | default | |\n| --- | --- | --- | --- |\n");
        for (Map<String, Object> row : rows) {
            String name = name(row);
            String description = String.valueOf(row.getOrDefault("description", ""));
            Matcher said = DEFAULT.matcher(description);
            boolean inText = said.matches();
            this.text.append("| `")
                .append(name.startsWith(prefix) ? name.substring(prefix.length()) : name)
                .append("` | ")
                .append(type(String.valueOf(row.getOrDefault("type", ""))))
                .append(" | ")
                .append(fallback(row, inText ? said.group(2) : ""))
                .append(" | ")
                .append(cell(inText ? said.group(1) : description))
                .append(meanings(name))
                .append(" |\n");
        }
    }

    private static String fallback(Map<String, Object> row, String inText) {
        Object value = row.get("defaultValue");
        if (value != null) {
            return "`" + (isEnum(String.valueOf(row.get("type"))) ? constant(value) : value) + "`";
        }
        return switch (inText) {
            case "they do" -> "`true`";
            case "it is not", "it does not" -> "`false`";
            default -> inText;
        };
    }

    private String meanings(String name) {
        return this.values.getOrDefault(name, List.of())
            .stream()
            .filter((value) -> value.containsKey("description"))
            .map((value) -> " `" + constant(value.get("value")) + "`: "
                    + cell(String.valueOf(value.get("description"))))
            .collect(Collectors.joining());
    }

    private static String constant(Object word) {
        return String.valueOf(word).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static boolean isEnum(String type) {
        return !type.contains("<")
                && ClassUtils.resolveClassName(type, ConfigurationReference.class.getClassLoader()).isEnum();
    }

    private void former(List<Map<String, Object>> properties) {
        this.text.append("\n## Former names\n\n| former name | write instead |\n| --- | --- |\n");
        properties.stream().filter((property) -> property.containsKey("deprecation")).forEach((property) -> {
            String replacement = JsonPath.read(property, "$.deprecation.replacement");
            this.text.append("| `").append(name(property)).append("` | `").append(replacement).append("` |\n");
        });
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;").replaceAll("\\s+", " ");
    }

    private static String type(String name) {
        if (name.isEmpty()) {
            return "";
        }
        Class<?> type = ClassUtils.resolveClassName(name.replaceAll("<.*", ""),
                ConfigurationReference.class.getClassLoader());
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                .map((constant) -> "`" + ((Enum<?>) constant).name() + "`")
                .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "Integer", "Long", "Double" -> "number";
            case "Boolean" -> "`true`, `false`";
            case "DataSize" -> "size";
            case "String" -> "text";
            case "List" -> "list";
            default -> type.getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private static String name(Map<String, Object> entry) {
        return String.valueOf(entry.get("name"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> hint) {
        return (List<Map<String, Object>>) hint.getOrDefault("values", List.of());
    }

    private static String read(String resource) {
        try {
            return new ClassPathResource(resource, MinigunProperties.class.getClassLoader())
                .getContentAsString(StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}

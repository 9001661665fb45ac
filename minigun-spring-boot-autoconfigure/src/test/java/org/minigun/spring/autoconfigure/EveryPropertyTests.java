package org.minigun.spring.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Setting;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.NestedPipeline;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.annotation.StageOverride;
import org.minigun.spring.MinigunTask;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every attribute of an annotation has its property, and every property does something.
 */
class EveryPropertyTests {

    /** Tags that say what a nested pipeline is, and how its methods are read. */
    private static final Set<String> NO_SETTINGS = Set.of("value", "name");

    @ParameterizedTest
    @ValueSource(classes = { Producer.class, Processor.class, Accumulator.class, Consumer.class, NestedPipeline.class })
    void everyAttributeOfAStageIsAProperty(Class<? extends Annotation> annotation) throws Exception {
        assertThat(keys(StageProperties.class)).containsAll(attributes(annotation));
    }

    @Test
    void everyAttributeOfATaskIsAProperty() throws Exception {
        assertThat(keys(TaskProperties.class)).containsAll(attributes(MinigunTask.class));
    }

    @Test
    void everyPropertyOfAStageDoesSomething() throws Exception {
        assertUsed(StageProperties.class, new StageProperties(), StageProperties::addTo);
    }

    @Test
    void everyPropertyOfATaskDoesSomething() throws Exception {
        assertUsed(TaskProperties.class, new TaskProperties(), TaskProperties::addTo);
    }

    @Test
    void everyDefaultCanBeWritten() throws Exception {
        Map<String, Object> defaults = new LinkedHashMap<>();
        List<Map<String, Object>> properties = JsonPath.read(read("META-INF/spring-configuration-metadata.json"),
                "$.properties");
        properties.stream()
            .filter((property) -> String.valueOf(property.get("name")).startsWith("minigun."))
            .filter((property) -> property.containsKey("defaultValue"))
            .forEach((property) -> defaults.put(String.valueOf(property.get("name")), property.get("defaultValue")));
        MinigunProperties bound = bind("minigun", defaults, new MinigunProperties());
        assertThat(defaults).hasSizeGreaterThan(20);
        assertThat(bound.getWorker().getWindow()).isEqualTo(1024);
    }

    private static <T> void assertUsed(Class<T> type, T properties, BiConsumer<T, PropertySettings> use)
            throws Exception {
        Map<String, Object> samples = new LinkedHashMap<>();
        Set<String> wanted = new TreeSet<>();
        List<Map<String, Object>> rows = JsonPath.read(source(type), "$.properties");
        for (Map<String, Object> row : rows) {
            String key = String.valueOf(row.get("name"));
            if (key.startsWith("worker.") || Setting.names().contains(key)) {
                samples.put("some." + key + (isMap(row) ? ".key" : ""), sample(key, String.valueOf(row.get("type"))));
                wanted.add("some." + key);
            }
        }
        PropertySettings settings = new PropertySettings("some.", "a test");
        use.accept(bind("some", samples, properties), settings);
        assertThat(wanted).hasSizeGreaterThan(20);
        assertThat(origins(settings.override())).containsAll(wanted);
    }

    private static Set<String> origins(StageOverride said) {
        Set<String> origins = new TreeSet<>();
        Setting.names().forEach((name) -> said.settings().origin(Setting.named(name)).ifPresent(origins::add));
        said.methods().forEach((method) -> origins.add(method.origin()));
        return origins;
    }

    private static boolean isMap(Map<String, Object> row) {
        return String.valueOf(row.get("type")).startsWith("java.util.Map<");
    }

    private static String sample(String key, String type) {
        return switch (type.replaceAll("<.*|.*\\.(?=\\w+$)", "")) {
            case "Integer", "Long", "Double" -> "1024";
            case "Boolean" -> "true";
            case "Duration" -> "1s";
            case "DataSize" -> "1MB";
            case "Concurrency" -> "THREAD";
            case "Affinity" -> "INDEPENDENT";
            case "OnError" -> "SKIP";
            case "Routing" -> "ROUND_ROBIN";
            case "WorkerStart" -> "EAGER";
            default -> key.endsWith("java-home") ? System.getProperty("java.home")
                    : key.endsWith("allowed-types") ? "com.acme.*" : key;
        };
    }

    private static <T> T bind(String prefix, Map<String, Object> values, T target) {
        return new Binder(new MapConfigurationPropertySource(values))
            .bind(prefix, Bindable.ofInstance(target), new IgnoreTopLevelConverterNotFoundBindHandler())
            .get();
    }

    private static List<String> attributes(Class<? extends Annotation> annotation) {
        return Arrays.stream(annotation.getDeclaredMethods())
            .map(Method::getName)
            .filter((name) -> !NO_SETTINGS.contains(name))
            .map((name) -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
            .toList();
    }

    private static List<String> keys(Class<?> type) throws Exception {
        return new ArrayList<>(JsonPath.<List<String>>read(source(type), "$.properties[*].name"));
    }

    private static String source(Class<?> type) throws Exception {
        return read("META-INF/spring/configuration-metadata/" + type.getName() + ".json");
    }

    private static String read(String resource) throws Exception {
        return new ClassPathResource(resource, MinigunProperties.class.getClassLoader())
            .getContentAsString(StandardCharsets.UTF_8);
    }

}

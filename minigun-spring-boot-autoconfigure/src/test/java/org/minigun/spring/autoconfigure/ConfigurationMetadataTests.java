package org.minigun.spring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor knows of the properties.
 */
class ConfigurationMetadataTests {

    @Test
    void everyPropertyIsDescribed() throws IOException {
        assertThat(entries("properties")).hasSizeGreaterThan(15)
            .allSatisfy((property) -> assertThat(property).as(String.valueOf(property.get("name")))
                .containsKeys("description", "type"));
    }

    @Test
    void formerNamesNameTheirReplacement() throws IOException {
        assertThat(entries("properties")).filteredOn((property) -> property.containsKey("deprecation"))
            .extracting("name")
            .contains("minigun.max-threads", "minigun.max-processes");
        assertThat(entries("properties")).filteredOn("name", "minigun.max-threads")
            .extracting("deprecation")
            .asString()
            .contains("minigun.concurrency.threads");
    }

    @Test
    void wordsAreHinted() throws IOException {
        assertThat(entries("hints")).extracting("name")
            .contains("minigun.concurrency.default-context", "minigun.on-error", "minigun.worker.start");
    }

    private static List<Map<String, Object>> entries(String kind) throws IOException {
        String json = new ClassPathResource("META-INF/spring-configuration-metadata.json",
                MinigunProperties.class.getClassLoader())
            .getContentAsString(StandardCharsets.UTF_8);
        return JsonPath.read(json, "$." + kind);
    }

}

package org.minigun.spring.actuate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.actuate.Operator.Answer;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator's page is given: before the first run, of a large graph, and counted.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "management.endpoints.web.exposure.include=*", "management.simple.metrics.export.enabled=true" })
@DirtiesContext
class OperatorDataTests {

    @Autowired
    private Minigun minigun;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    private Operator operator() {
        return new Operator(this.port);
    }

    @Test
    void s441_countersBearTaskAndStage() throws InterruptedException {
        this.minigun.run("twenty");

        assertThat(items("done")).isEqualTo(18);
        assertThat(items("skipped")).isEqualTo(2);
        this.minigun.start("wide");
        assertThat(this.meters.find("minigun.channel.depth").gauges()).isNotEmpty();
    }

    private double items(String outcome) {
        return this.meters.get("minigun.stage.items")
            .tags("task", "twenty", "stage", "check", "outcome", outcome)
            .functionCounter()
            .count();
    }

    @Test
    void s443_everyStageAndEdgeOfALargeGraphIsInThePagesData() {
        JsonNode graph = operator().get("minigun/wide").json().at("/graph");

        List<String> expected = new ArrayList<>(List.of("numbers"));
        Set<String> edges = new HashSet<>();
        for (int arm = 1; arm <= 15; arm++) {
            expected.add("arm" + arm);
            edges.add("numbers -> arm" + arm);
            edges.add("arm" + arm + " -> sink");
        }
        expected.add("sink");
        assertThat(graph.at("/stages").findValuesAsString("path")).containsExactlyElementsOf(expected);
        List<String> shown = new ArrayList<>();
        graph.at("/edges")
            .forEach((edge) -> shown.add(edge.at("/from").asString() + " -> " + edge.at("/to").asString()));
        assertThat(shown).containsExactlyInAnyOrderElementsOf(edges);
        assertThat(operator().get("minigunhud").body()).doesNotContain("http:", "https:", "src=\"//", "href=\"//");
    }

    @Test
    void s444_beforeTheFirstRunThereIsAnEmptyAnswer() {
        Answer task = operator().get("minigun/never");
        assertThat(task.status()).isEqualTo(200);
        assertThat(task.json().at("/running")).isEmpty();
        Answer runs = operator().get("minigunruns?task=never");
        assertThat(runs.status()).isEqualTo(200);
        assertThat(runs.json().at("/runs").isArray()).isTrue();
        assertThat(runs.json().at("/runs")).isEmpty();
        assertThat(operator().get("minigunhud").status()).isEqualTo(200);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ Twenty.class, Never.class })
    static class Application {

        @Bean
        Pipeline wide() {
            String[] arms = new String[15];
            for (int arm = 1; arm <= 15; arm++) {
                arms[arm - 1] = "arm" + arm;
            }
            PipelineBuilder<Integer> builder = Pipeline.named("wide")
                .producer("numbers", Integer.class, (output) -> output.emit(1), (o) -> o.to(arms));
            for (String arm : arms) {
                builder = builder.processor(arm, (Integer number) -> number, (o) -> o.to("sink"));
            }
            return builder.consumer("sink", (Integer number) -> {
            }).build();
        }

    }

    @MinigunTask("twenty")
    static class Twenty {

        @Producer
        List<Integer> numbers() {
            List<Integer> numbers = new ArrayList<>();
            for (int number = 1; number <= 20; number++) {
                numbers.add(number);
            }
            return numbers;
        }

        @Processor(onError = OnError.SKIP)
        Integer check(Integer number) {
            if (number % 10 == 0) {
                throw new IllegalArgumentException("Not " + number);
            }
            return number;
        }

        @Consumer
        void keep(Integer number) {
        }

    }

    @MinigunTask("never")
    static class Never {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @Consumer
        void keep(Integer number) {
        }

    }

}

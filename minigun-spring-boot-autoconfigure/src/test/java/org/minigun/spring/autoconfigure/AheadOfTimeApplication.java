package org.minigun.spring.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Is processed ahead of time, and run so, by {@link AheadOfTimeTests}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ MinigunAutoConfiguration.class, MinigunSchedulesAutoConfiguration.class,
        MinigunProgressAutoConfiguration.class, MinigunMetricsAutoConfiguration.class,
        MinigunObservationAutoConfiguration.class, MinigunHealthAutoConfiguration.class })
@Import({ AheadOfTimeApplication.Numbers.class, AheadOfTimeApplication.Service.class })
class AheadOfTimeApplication {

    public static void main(String[] arguments) {
        System.out.println("ahead of time: " + AotDetector.useGeneratedArtifacts());
        new SpringApplicationBuilder(AheadOfTimeApplication.class).web(WebApplicationType.NONE).run(arguments);
    }

    @Bean
    Pipeline built(Service service) {
        return Pipeline.named("built")
            .producer("letters", List.of("a", "b"))
            .processor("upper", service::upper)
            .consumer("print", (letter) -> System.out.println("built " + letter))
            .build();
    }

    static class Service {

        String upper(Object letter) {
            return letter.toString().toUpperCase(Locale.ROOT);
        }

    }

    @MinigunTask(value = "numbers", onError = OnError.FAIL)
    static class Numbers {

        private final List<String> collected = Collections.synchronizedList(new ArrayList<>());

        private final Service service;

        Numbers(Service service) {
            this.service = service;
        }

        @Producer
        List<Integer> numbers() {
            return List.of(1, 2, 3);
        }

        @Processor(concurrency = Concurrency.PROCESS)
        static String describe(Integer number) {
            return "number " + number;
        }

        @Processor
        String upper(String text) {
            return this.service.upper(text);
        }

        @Consumer
        void collect(String text) {
            this.collected.add(text);
            if (this.collected.size() == 3) {
                System.out.println("annotated " + this.collected.stream().sorted().toList());
            }
        }

    }

}

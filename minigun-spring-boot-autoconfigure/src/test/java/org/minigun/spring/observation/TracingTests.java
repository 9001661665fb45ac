package org.minigun.spring.observation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.WorkerContext;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunContextPropagationAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunObservationAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunTracingAutoConfiguration;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real tracer sees one trace from the caller over the threads of a run to its workers.
 */
class TracingTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
        .withConfiguration(
                AutoConfigurations.of(MinigunAutoConfiguration.class, MinigunObservationAutoConfiguration.class,
                        MinigunTracingAutoConfiguration.class, MinigunContextPropagationAutoConfiguration.class,
                        ObservationAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
                        OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class))
        .withUserConfiguration(Exporting.class)
        .withPropertyValues("management.tracing.sampling.probability=1",
                "management.tracing.baggage.remote-fields=tenant",
                "management.tracing.baggage.correlation.fields=tenant");

    /** The application's listener writes the trace to the diagnostic context. */
    private static ConfigurableApplicationContext application() {
        return new SpringApplicationBuilder(Traced.class, Exporting.class, Configured.class)
            .web(WebApplicationType.NONE)
            .properties("minigun.observation.stages=true", "management.tracing.sampling.probability=1",
                    "management.tracing.baggage.remote-fields=tenant",
                    "management.tracing.baggage.correlation.fields=tenant", "spring.main.banner-mode=off")
            .run();
    }

    @Test
    void s442_traceAndBaggageReachThreadsVirtualThreadsAndWorkers() throws Exception {
        try (ConfigurableApplicationContext context = application()) {
            Logger logger = (Logger) LoggerFactory.getLogger(Traced.class);
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            logger.addAppender(log);
            Tracer tracer = context.getBean(Tracer.class);
            Observation request = Observation.start("request", context.getBean(ObservationRegistry.class));
            String[] trace = new String[1];
            request.observeChecked(() -> {
                MDC.put("request", "r1");
                try (BaggageInScope tenant = tracer.createBaggageInScope("tenant", "acme")) {
                    trace[0] = tracer.currentSpan().context().traceId();
                    assertThat(tenant.get()).isEqualTo("acme");
                    context.getBean(Minigun.class).run("traced");
                }
                finally {
                    MDC.remove("request");
                }
            });
            Traced task = context.getBean(Traced.class);
            assertThat(task.seen).hasSize(5).allSatisfy((seen) -> assertThat(seen).contains(trace[0] + " acme r1"));
            assertThat(task.fromWorker).singleElement().satisfies((text) -> {
                assertThat(text).contains("-" + trace[0] + "-").contains("tenant=acme");
            });
            List<SpanData> spans = context.getBean(Exported.class).spans;
            assertThat(spans).extracting(SpanData::getName)
                .contains("request", "run traced", "stage generate", "stage platform", "stage away");
            assertThat(spans).extracting(SpanData::getTraceId).containsOnly(trace[0]);
            SpanData run = named(spans, "run traced");
            assertThat(run.getParentSpanId()).isEqualTo(named(spans, "request").getSpanId());
            assertThat(named(spans, "stage away").getParentSpanId()).isEqualTo(run.getSpanId());
            assertThat(task.fromWorker.get(0)).contains("-" + named(spans, "stage away").getSpanId() + "-");
            assertThat(run.getAttributes().asMap().toString()).contains("minigun.task", "traced", "minigun.result",
                    "completed", "minigun.run.id");
            assertThat(log.list).filteredOn((event) -> event.getMessage().contains("in a worker"))
                .singleElement()
                .satisfies((event) -> assertThat(event.getMDCPropertyMap()).containsEntry("traceId", trace[0])
                    .containsEntry("request", "r1")
                    .containsEntry("tenant", "acme")
                    .containsKey("minigun.worker"));
            logger.detachAppender(log);
        }
    }

    @Test
    void failedRunIsAnErrorAndStagesAreObservedOnlyWhenAsked() {
        this.context.withUserConfiguration(Failing.class).run((context) -> {
            assertThat(context.getBean(Minigun.class).start("failing").await().cause())
                .isInstanceOf(IllegalStateException.class);
            SpanData span = context.getBean(Exported.class).spans.get(0);
            assertThat(context.getBean(Exported.class).spans).hasSize(1);
            assertThat(span.getName()).isEqualTo("run failing");
            assertThat(span.getStatus().getDescription()).contains("no good");
            assertThat(span.getAttributes().asMap().toString()).contains("failed");
        });
    }

    @Test
    void backsOffWhereItIsTurnedOff() {
        this.context.withPropertyValues("minigun.observation.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(MinigunObservations.class)
                .hasSingleBean(TracingCarrier.class)
                .hasSingleBean(ThreadLocalCarrier.class));
    }

    @Test
    void callersSpanIsCarriedWhereRunsAreNotObserved() {
        this.context.withUserConfiguration(Traced.class)
            .withPropertyValues("minigun.observation.enabled=false",
                    "minigun.tasks.traced.stages.away.concurrency=THREAD")
            .run((context) -> {
                Tracer tracer = context.getBean(Tracer.class);
                Observation.start("request", context.getBean(ObservationRegistry.class)).observeChecked(() -> {
                    String trace = tracer.currentSpan().context().traceId();
                    context.getBean(Minigun.class).run("traced");
                    assertThat(context.getBean(Traced.class).seen)
                        .allSatisfy((seen) -> assertThat(seen).contains(trace));
                });
            });
    }

    @Test
    void ownConventionNamesTheKeys() {
        this.context.withUserConfiguration(Failing.class).withBean(RunObservationConvention.class, () -> {
            return new DefaultRunObservationConvention() {

                @Override
                public String getContextualName(RunObservationContext context) {
                    return "mine";
                }

            };
        }).run((context) -> {
            context.getBean(Engine.class);
            context.getBean(Minigun.class).start("failing").await();
            assertThat(context.getBean(Exported.class).spans).extracting(SpanData::getName).containsExactly("mine");
        });
    }

    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream().filter((span) -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    /** A task whose stages run on threads, virtual threads and a worker. */
    @MinigunTask("traced")
    static class Traced {

        final List<String> seen = Collections.synchronizedList(new ArrayList<>());

        final List<String> fromWorker = Collections.synchronizedList(new ArrayList<>());

        @Autowired
        private transient Tracer tracer;

        @Producer
        void generate(Output<Integer> output) {
            look();
            output.emit(1);
        }

        @Processor(concurrency = Concurrency.THREAD)
        Integer platform(Integer item) {
            look();
            return item;
        }

        @Processor(concurrency = Concurrency.VIRTUAL_THREAD)
        Integer virtual(Integer item) {
            look();
            return item;
        }

        @Processor(concurrency = Concurrency.PROCESS)
        static String away(Integer item) {
            LoggerFactory.getLogger(Traced.class).warn("in a worker");
            Map<String, String> headers = WorkerContext.current().map(WorkerContext::headers).orElse(Map.of());
            return headers.getOrDefault("traceparent", "") + " " + headers.getOrDefault("baggage", "");
        }

        @Consumer(concurrency = Concurrency.THREAD)
        void keep(String text) {
            look();
            this.fromWorker.add(text);
            look();
        }

        private void look() {
            var span = this.tracer.currentSpan();
            this.seen.add(((span != null) ? span.context().traceId() : "none") + " "
                    + this.tracer.getAllBaggage().get("tenant") + " " + MDC.get("request"));
        }

    }

    @MinigunTask("failing")
    static class Failing {

        @Producer
        void generate(Output<Integer> output) {
            output.emit(1);
        }

        @Consumer
        void fail(Integer item) {
            throw new IllegalStateException("no good");
        }

    }

    /** Keeps the spans that have ended. */
    static final class Exported implements SpanExporter {

        final List<SpanData> spans = Collections.synchronizedList(new ArrayList<>());

        @Override
        public CompletableResultCode export(java.util.Collection<SpanData> ended) {
            this.spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({ MinigunAutoConfiguration.class, MinigunObservationAutoConfiguration.class,
            MinigunTracingAutoConfiguration.class, MinigunContextPropagationAutoConfiguration.class,
            ObservationAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
            OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class })
    static class Configured {

    }

    @Configuration(proxyBeanMethods = false)
    static class Exporting {

        @Bean
        Exported exported() {
            return new Exported();
        }

        @Bean
        org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer exporting(
                Exported exported) {
            return (SdkTracerProviderBuilder builder) -> builder.addSpanProcessor(SimpleSpanProcessor.create(exported));
        }

    }

}

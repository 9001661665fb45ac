package org.minigun.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.minigun.Output;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Producer;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.metrics.LatencyOptions;
import org.minigun.spring.metrics.MinigunMetrics;

import org.minigun.spring.observation.DefaultRunObservationConvention;
import org.minigun.spring.observation.RunObservationConvention;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class MinigunMetricsAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class, MinigunMetricsAutoConfiguration.class,
                MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
                SimpleMetricsExportAutoConfiguration.class))
        .withUserConfiguration(Counted.class);

    @Test
    void tasksHaveMetersBeforeTheyRunAndCountAfterwards() {
        this.contextRunner.run((context) -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("minigun.stage.items").tags("outcome", "done").functionCounter().count()).isZero();
            context.getBean(Minigun.class).run("counted");
            assertThat(registry.get("minigun.stage.items").tags("outcome", "done").functionCounter().count())
                .isEqualTo(2);
            assertThat(registry.find("minigun.stage.latency.percentile").gauges()).hasSize(3);
            assertThat(registry.find("minigun.stage.latency.upto").functionCounters()).isEmpty();
        });
    }

    @Test
    void latenciesAreToldAsAskedFor() {
        this.contextRunner
            .withPropertyValues("minigun.metrics.latency-histogram=true", "minigun.metrics.latency-percentiles=0.9")
            .run((context) -> {
                MeterRegistry registry = context.getBean(MeterRegistry.class);
                assertThat(registry.find("minigun.stage.latency.percentile").gauges()).hasSize(1);
                assertThat(registry.find("minigun.stage.latency.upto").functionCounters()).isNotEmpty();
            });
    }

    @Test
    void percentileThatIsNoneIsRefused() {
        this.contextRunner.withPropertyValues("minigun.metrics.latency-percentiles=99")
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .hasMessageContaining("Invalid percentile (99.0): property 'minigun.metrics.latency-percentiles'")
                .hasMessageContaining("from 0 to 1"));
    }

    @Test
    void thereAreNoneWhereTheyAreTurnedOff() {
        this.contextRunner.withPropertyValues("minigun.metrics.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(MinigunMetrics.class));
    }

    @Test
    void thereAreNoneWithoutARegistryOrMicrometer() {
        ApplicationContextRunner minigun = new ApplicationContextRunner().withConfiguration(
                AutoConfigurations.of(MinigunAutoConfiguration.class, MinigunMetricsAutoConfiguration.class));
        minigun.run((context) -> assertThat(context).doesNotHaveBean(MinigunMetrics.class));
        minigun.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MinigunMetrics.class));
    }

    @Test
    void backsOffForTheApplicationsOwn() {
        this.contextRunner.withUserConfiguration(Own.class)
            .run((context) -> assertThat(context).hasSingleBean(MinigunMetrics.class).hasBean("ownMetrics"));
    }

    @Test
    void metersGoWithTheirContextFromARegistryThatStays() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        this.contextRunner
            .withBean(MeterRegistry.class, () -> registry, (definition) -> definition.setDestroyMethodName(""))
            .run((context) -> assertThat(registry.find("minigun.stage.items").functionCounters()).isNotEmpty());
        assertThat(registry.find("minigun.stage.items").functionCounters()).isEmpty();
    }

    @Test
    void childContextWithoutARegistryHasNoMetersAsThoseOfSpringBootHasNoneUnlessTheyAreBound() {
        new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
            .run((parent) -> {
                MeterRegistry registry = parent.getBean(MeterRegistry.class);
                this.contextRunner.withParent(parent)
                    .withBean("binder", MeterBinder.class, () -> (given) -> given.counter("of.a.binder"))
                    .run((child) -> {
                        assertThat(child.getBean(MeterRegistry.class)).isSameAs(registry);
                        assertThat(registry.find("of.a.binder").meters()).isEmpty();
                        assertThat(registry.find("minigun.stage.items").meters()).isEmpty();
                        child.getBean(MinigunMetrics.class).bindTo(registry);
                        child.getBean(Minigun.class).run("counted");
                        assertThat(registry.get("minigun.runs").tags("result", "completed").timer().count()).isOne();
                    });
                assertThat(registry.find("minigun.stage.items").meters()).as("gone with the child").isEmpty();
            });
    }

    @Test
    void aRunIsTimedOnceThoughItIsObserved() {
        ApplicationContextRunner observed = this.contextRunner
            .withConfiguration(AutoConfigurations.of(MinigunObservationAutoConfiguration.class,
                    ObservationAutoConfiguration.class))
            .withPropertyValues("minigun.observation.stages=true");
        observed.run((context) -> {
            context.getBean(Minigun.class).run("counted");
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("minigun.runs").tags("result", "completed").timer().count()).isOne();
            assertThat(registry.find("minigun.run").meters()).isEmpty();
            assertThat(registry.find("minigun.stage").timers()).isNotEmpty();
        });
        observed.withBean(RunObservationConvention.class, DefaultRunObservationConvention::new).run((context) -> {
            context.getBean(Minigun.class).run("counted");
            assertThat(context.getBean(MeterRegistry.class).get("minigun.run").timer().count()).isOne();
        });
        observed.withPropertyValues("minigun.metrics.enabled=false").run((context) -> {
            context.getBean(Minigun.class).run("counted");
            assertThat(context.getBean(MeterRegistry.class).get("minigun.run").timer().count()).isOne();
        });
    }

    @MinigunTask("counted")
    static class Counted {

        @Producer
        void generate(Output<Integer> output) {
            output.emit(1);
            output.emit(2);
        }

        @Consumer
        void keep(Integer item) {
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        MinigunMetrics ownMetrics(Engine engine) {
            return new MinigunMetrics(engine, LatencyOptions.DEFAULT);
        }

    }

}

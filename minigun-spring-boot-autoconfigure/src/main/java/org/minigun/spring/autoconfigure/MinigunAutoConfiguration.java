package org.minigun.spring.autoconfigure;

import org.minigun.ContextCarrier;
import org.minigun.RunListener;
import org.minigun.Settings;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunEngineCustomizer;
import org.minigun.spring.MinigunPipelineCustomizer;
import org.minigun.spring.history.InMemoryRunRepository;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunRepository;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.validation.Validator;

/**
 * {@link AutoConfiguration Auto-configuration} for Minigun: an engine set up by
 * properties, and the {@link Minigun} bean that runs the tasks of the application on it.
 * Every bean backs off for one of the application's own; beans of a context above are
 * those of another application, before which the ones made here come first.
 */
@AutoConfiguration
@EnableConfigurationProperties(MinigunProperties.class)
public final class MinigunAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @Primary
    Engine minigunEngine(MinigunProperties properties, Environment environment, ObjectProvider<RunListener> listeners,
            ObjectProvider<ContextCarrier> carriers, ObjectProvider<MinigunEngineCustomizer> customizers) {
        ApplicationSettings settings = new ApplicationSettings(properties);
        Settings application = settings.application(environment);
        Engine.Builder builder = Engine.builder().settings(application);
        settings.pools(application).forEach(builder::pool);
        builder.listeners(() -> listeners.orderedStream().toList());
        builder.carriers(() -> carriers.orderedStream().toList());
        customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @Primary
    Minigun minigun(Engine engine, TaskRegistry minigunTaskRegistry, RunGate minigunRunGate,
            ObjectProvider<Validator> validators) {
        return new DefaultMinigun(engine, minigunTaskRegistry, minigunRunGate, new ParameterBinder(validators));
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @Primary
    RunRepository minigunRunRepository(MinigunProperties properties) {
        if (properties.getRuns().getStoreType() == RunsProperties.StoreType.JDBC) {
            throw new InvalidMinigunPropertyException(
                    "Property 'minigun.runs.store-type' is 'jdbc', but there is no database to keep runs in.",
                    "Add spring-boot-starter-jdbc and a driver, and set 'spring.datasource.url', or mark one of several"
                            + " DataSource beans as primary; or remove the property.");
        }
        return new InMemoryRunRepository(properties.getRuns().getHistory());
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @Primary
    RunHistory minigunRunHistory(RunRepository repository, MinigunProperties properties) {
        return new RunHistory(repository, properties.getRuns().getKeptFailures());
    }

    @Bean
    TaskRegistry minigunTaskRegistry(ConfigurableListableBeanFactory beans, MinigunProperties properties, Engine engine,
            ObjectProvider<MinigunPipelineCustomizer> customizers) {
        return new TaskRegistry(beans, properties, engine, customizers);
    }

    @Bean
    RunGate minigunRunGate() {
        return new RunGate();
    }

    @Bean
    @ConditionalOnMissingBean(name = "minigunLifecycle", search = SearchStrategy.CURRENT)
    SmartLifecycle minigunLifecycle(Engine engine, TaskRegistry minigunTaskRegistry, RunGate minigunRunGate,
            MinigunProperties properties) {
        return new MinigunLifecycle(engine, minigunTaskRegistry, minigunRunGate, properties.getShutdownTimeout());
    }

    @Bean
    @ConditionalOnMissingBean(name = "minigunStartupRunner", search = SearchStrategy.CURRENT)
    ApplicationRunner minigunStartupRunner(Minigun minigun, TaskRegistry minigunTaskRegistry) {
        return new StartupRunner(minigun, minigunTaskRegistry);
    }

}

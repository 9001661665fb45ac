package org.minigun.spring.autoconfigure;

import java.util.List;
import java.util.function.BinaryOperator;

import javax.sql.DataSource;

import org.minigun.spring.autoconfigure.JdbcRunsProperties.SchemaInitialization;
import org.minigun.spring.history.JdbcRunRepository;
import org.minigun.spring.history.RunInstances;
import org.minigun.spring.history.RunRepository;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * {@link AutoConfiguration Auto-configuration} for a history of runs in a database.
 */
@AutoConfiguration(before = MinigunAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({ DataSource.class, JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnProperty(name = "minigun.runs.store-type", havingValue = "jdbc")
@ConditionalOnMissingBean(value = RunRepository.class, search = SearchStrategy.CURRENT)
public final class MinigunJdbcHistoryAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    RunSchemaInitializer minigunRunSchemaInitializer(DataSource dataSource, MinigunProperties properties) {
        return new RunSchemaInitializer(dataSource, properties.getRuns().getJdbc().getInitializeSchema());
    }

    @Bean
    @DependsOnDatabaseInitialization
    RunInstances minigunRunInstances(DataSource dataSource) {
        return new RunInstances(dataSource);
    }

    @Bean
    @Primary
    @DependsOnDatabaseInitialization
    RunRepository minigunRunRepository(DataSource dataSource, RunInstances instances, MinigunProperties properties,
            ObjectProvider<Hiding> hiding) {
        return new JdbcRunRepository(dataSource, instances.id(), properties.getRuns().getHistory(),
                hiding.getIfAvailable(() -> (name, value) -> value));
    }

    /** What the application hides of the parameters of runs. */
    interface Hiding extends BinaryOperator<String> {

    }

    /** What it hides of Actuator's answers is not written down either. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SanitizingFunction.class)
    static class SanitizingConfiguration {

        @Bean
        Hiding minigunParameterHiding(ObjectProvider<SanitizingFunction> functions) {
            Sanitizer sanitizer = new Sanitizer(functions.orderedStream().toList());
            return (name, value) -> String.valueOf(sanitizer.sanitize(new SanitizableData(null, name, value), true));
        }

    }

    /** Makes the tables. */
    static final class RunSchemaInitializer extends DataSourceScriptDatabaseInitializer {

        private static final String SCHEMA = "classpath:org/minigun/spring/history/schema-@@platform@@.sql";

        RunSchemaInitializer(DataSource dataSource, SchemaInitialization initialization) {
            super(dataSource, settings(dataSource, initialization));
        }

        private static DatabaseInitializationSettings settings(DataSource dataSource,
                SchemaInitialization initialization) {
            DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
            settings.setMode(DatabaseInitializationMode.valueOf(initialization.name()));
            if (initialization != SchemaInitialization.NEVER) {
                settings
                    .setSchemaLocations(new PlatformPlaceholderDatabaseDriverResolver().resolveAll(dataSource, SCHEMA));
            }
            else {
                settings.setSchemaLocations(List.of());
            }
            return settings;
        }

    }

}

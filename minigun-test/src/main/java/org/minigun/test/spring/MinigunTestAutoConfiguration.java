package org.minigun.test.spring;

import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunJdbcHistoryAutoConfiguration;
import org.minigun.spring.history.InMemoryRunRepository;
import org.minigun.spring.history.RunRepository;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} for tests of tasks: the
 * {@link MinigunTester}, and nothing that runs a task by itself.
 */
@AutoConfiguration(before = MinigunAutoConfiguration.class, after = MinigunJdbcHistoryAutoConfiguration.class)
public final class MinigunTestAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    MinigunTester minigunTester(Minigun minigun, Engine engine) {
        return new MinigunTester(minigun, engine);
    }

    /**
     * Tells that not all tasks are there of which properties of the application speak.
     */
    @Bean
    PartOfTheApplication minigunPartOfTheApplication() {
        return new PartOfTheApplication();
    }

    /** A slice has no database, also where the application keeps its runs in one. */
    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    RunRepository minigunRunRepository(Environment environment) {
        return new InMemoryRunRepository(environment.getProperty("minigun.runs.history", Integer.class, 100));
    }

    /** In place of the one that runs tasks on start-up. */
    @Bean
    ApplicationRunner minigunStartupRunner() {
        return (arguments) -> {
        };
    }

    /** That a slice is tested. */
    static final class PartOfTheApplication {

    }

}

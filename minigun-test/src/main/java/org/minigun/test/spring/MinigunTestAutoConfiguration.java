package org.minigun.test.spring;

import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} for tests of tasks: the
 * {@link MinigunTester}, and nothing that runs a task by itself.
 */
@AutoConfiguration(before = MinigunAutoConfiguration.class)
public final class MinigunTestAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MinigunTester minigunTester(Minigun minigun, Engine engine) {
        return new MinigunTester(minigun, engine);
    }

    /** In place of the one that runs tasks on start-up. */
    @Bean
    ApplicationRunner minigunStartupRunner() {
        return (arguments) -> {
        };
    }

}

package org.minigun.spring.autoconfigure;

import org.minigun.spring.Minigun;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * {@link AutoConfiguration Auto-configuration} for tasks that run by a schedule: on the
 * application's {@link TaskScheduler}, or one of their own if it has none.
 */
@AutoConfiguration(before = MinigunAutoConfiguration.class,
        afterName = "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration")
public final class MinigunSchedulesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    TaskSchedules minigunTaskSchedules(ObjectProvider<Minigun> minigun, ObjectProvider<TaskScheduler> schedulers,
            ObjectProvider<ThreadPoolTaskSchedulerBuilder> builders, Environment environment) {
        return new TaskSchedules(minigun::getObject, schedulers::getIfUnique,
                () -> Threading.VIRTUAL.isActive(environment) ? virtual()
                        : platform(builders.getIfAvailable(ThreadPoolTaskSchedulerBuilder::new)));
    }

    private static TaskScheduler platform(ThreadPoolTaskSchedulerBuilder builder) {
        ThreadPoolTaskScheduler scheduler = builder.threadNamePrefix("minigun-schedule-").build();
        scheduler.setDaemon(true);
        scheduler.initialize();
        return scheduler;
    }

    private static TaskScheduler virtual() {
        SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
        scheduler.setThreadNamePrefix("minigun-schedule-");
        scheduler.setVirtualThreads(true);
        return scheduler;
    }

}

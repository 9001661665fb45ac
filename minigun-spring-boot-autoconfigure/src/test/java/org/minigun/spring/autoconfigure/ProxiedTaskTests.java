package org.minigun.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.minigun.OnError;
import org.minigun.RunResult;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Producer;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The advice of a proxied task applies to its stages.
 */
class ProxiedTaskTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class));

    @Test
    void transactionOfAFailedItemIsRolledBack() {
        this.contextRunner.withUserConfiguration(Database.class, ClassProxies.class, Saving.class).run((context) -> {
            assertThat(AopUtils.isCglibProxy(context.getBean(Saving.class))).isTrue();
            RunResult result = context.getBean(Minigun.class).run(Saving.class);
            assertThat(result.ledger().stage("save").skipped()).isEqualTo(1);
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(saved(context.getBean(JdbcTemplate.class))).containsExactly(1, 3);
        });
    }

    @Test
    void transactionAppliesThroughAProxyMadeOfInterfaces() {
        this.contextRunner.withUserConfiguration(Database.class, InterfaceProxies.class, SavingByInterface.class)
            .run((context) -> {
                assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Store.class))).isTrue();
                context.getBean(Minigun.class).run("saving");
                assertThat(saved(context.getBean(JdbcTemplate.class))).containsExactly(1, 3);
            });
    }

    @Test
    void stageThatTheInterfacesOfAProxyLackIsRefused() {
        this.contextRunner.withUserConfiguration(Database.class, InterfaceProxies.class, NotInInterface.class)
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("proxy made of interfaces")
                .hasStackTraceContaining("spring.aop.proxy-target-class"));
    }

    @Test
    void finalStageOfAProxyIsRefused() {
        this.contextRunner.withUserConfiguration(Database.class, ClassProxies.class, FinalStage.class)
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("final method save(int)"));
    }

    @Test
    void asyncStageRunsWhereItIsSentTo() {
        this.contextRunner.withUserConfiguration(Asynchronous.class, Sending.class).run((context) -> {
            assertThat(context.getBean(Minigun.class).run("sending").ledger().stage("send").done()).isEqualTo(3);
            List<String> threads = context.getBean(Sending.class).threads();
            await().until(() -> threads.size() == 3);
            assertThat(threads).noneMatch((name) -> name.startsWith("minigun"));
        });
    }

    private static List<Integer> saved(JdbcTemplate jdbc) {
        return jdbc.queryForList("select id from item order by id", Integer.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class ClassProxies {

    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = false)
    static class InterfaceProxies {

    }

    @Configuration(proxyBeanMethods = false)
    static class Database {

        @Bean
        DataSource dataSource() {
            return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource dataSource) {
            JdbcTemplate jdbc = new JdbcTemplate(dataSource);
            jdbc.execute("create table item (id int primary key)");
            return jdbc;
        }

    }

    @MinigunTask(value = "saving", onError = OnError.SKIP)
    static class Saving {

        private final JdbcTemplate jdbc;

        Saving(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Producer
        List<Integer> items() {
            return List.of(1, 2, 3);
        }

        @Consumer
        @Transactional
        void save(int item) {
            this.jdbc.update("insert into item values (?)", item);
            if (item == 2) {
                throw new IllegalStateException("after the insert");
            }
        }

    }

    interface Store {

        List<Integer> items();

        void save(int item);

    }

    @MinigunTask(value = "saving", onError = OnError.SKIP)
    static class SavingByInterface extends Saving implements Store {

        SavingByInterface(JdbcTemplate jdbc) {
            super(jdbc);
        }

        @Override
        public List<Integer> items() {
            return super.items();
        }

        @Override
        @Consumer
        @Transactional
        public void save(int item) {
            super.save(item);
        }

    }

    @MinigunTask
    static class NotInInterface extends Saving implements Runnable {

        NotInInterface(JdbcTemplate jdbc) {
            super(jdbc);
        }

        @Override
        public void run() {
        }

    }

    @MinigunTask
    static class FinalStage {

        @Producer
        @Transactional
        List<Integer> items() {
            return List.of();
        }

        @Consumer
        final void save(int item) {
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Asynchronous {

    }

    @MinigunTask("sending")
    static class Sending {

        private final List<String> threads = new CopyOnWriteArrayList<>();

        @Producer
        List<Integer> items() {
            return List.of(1, 2, 3);
        }

        @Async
        @Consumer
        void send(int item) {
            this.threads.add(Thread.currentThread().getName());
        }

        List<String> threads() {
            return this.threads;
        }

    }

}

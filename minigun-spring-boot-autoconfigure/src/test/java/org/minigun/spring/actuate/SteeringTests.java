package org.minigun.spring.actuate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Run;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Producer;
import org.minigun.execution.Engine;
import org.minigun.plan.GroupPlan;
import org.minigun.spring.InvalidParametersException;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.RunRequest;
import org.minigun.spring.TaskAlreadyRunningException;
import org.minigun.spring.actuate.PoolsDescriptor.PoolDescriptor;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunEndpointAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunHealthAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunInfoAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunJdbcHistoryAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunSchedulesAutoConfiguration;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunQuery;
import org.minigun.spring.history.RunRecord;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tasks that are started with parameters, by schedule, by JMX, and not twice; and under
 * which conditions endpoints and health are there.
 */
class SteeringTests {

    private static final String[] SQUARES = { "minigun.tasks.squares.parameters.items=10" };

    private final ApplicationContextRunner context = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class, MinigunEndpointAutoConfiguration.class,
                MinigunHealthAutoConfiguration.class, MinigunInfoAutoConfiguration.class,
                MinigunSchedulesAutoConfiguration.class))
        .withUserConfiguration(EndpointApplication.Squares.class);

    private static List<RunRecord> runs(org.springframework.context.ApplicationContext context) {
        return context.getBean(RunHistory.class).find(new RunQuery(null, null, 0, 100));
    }

    @Test
    void parametersAreAnObjectOrAMapFromCode() {
        this.context.withPropertyValues(SQUARES).run((context) -> {
            Minigun minigun = context.getBean(Minigun.class);
            EndpointApplication.Squares squares = context.getBean(EndpointApplication.Squares.class);
            EndpointApplication.Numbers given = new EndpointApplication.Numbers(3, List.of("x"), "p");

            minigun.start("squares", given).await();
            assertThat(squares.last).isSameAs(given);
            minigun.start("squares", Map.of("items", 4)).await();
            assertThat(squares.last.items()).isEqualTo(4);
            minigun.run("squares");
            assertThat(squares.last.items()).isEqualTo(10);
            assertThat(minigun.describe("squares").parametersType()).isEqualTo(EndpointApplication.Numbers.class);
            assertThatExceptionOfType(InvalidParametersException.class)
                .isThrownBy(() -> minigun.start("squares", "five"))
                .withMessageContaining("java.lang.String")
                .withMessageContaining("Numbers");
            assertThatExceptionOfType(InvalidParametersException.class)
                .isThrownBy(() -> minigun.start("squares", Map.of("not a name!", 1)));
        });
    }

    @Test
    void taskRunsOnceAtATimeUnlessItAllowsMore() {
        ApplicationContextRunner gated = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class))
            .withUserConfiguration(Gated.class);
        gated.run((context) -> {
            Minigun minigun = context.getBean(Minigun.class);
            Run first = minigun.start("gated");
            assertThatExceptionOfType(TaskAlreadyRunningException.class).isThrownBy(() -> minigun.start("gated"));
            context.getBean(Gated.class).gate.countDown();
            first.await();
            minigun.start("gated").await();
        });
        gated.withPropertyValues("minigun.tasks.gated.allow-concurrent-runs=true").run((context) -> {
            Minigun minigun = context.getBean(Minigun.class);
            List<Run> both = List.of(minigun.start("gated"), minigun.start("gated"));
            assertThat(minigun.runs()).containsExactlyInAnyOrderElementsOf(both);
            context.getBean(Gated.class).gate.countDown();
        });
    }

    @Test
    void taskRunsAgainAndAgainWithAFixedDelay() {
        this.context.withPropertyValues(SQUARES)
            .withPropertyValues("minigun.tasks.squares.schedule.fixed-delay=20ms")
            .run((context) -> {
                await().untilAsserted(() -> assertThat(runs(context)).hasSizeGreaterThan(2)
                    .extracting(RunRecord::trigger)
                    .containsOnly(RunRequest.SCHEDULE));
                assertThat(context).doesNotHaveBean(TaskScheduler.class);
            });
    }

    @Test
    void taskRunsByCronOnTheSchedulerOfTheApplication() {
        this.context.withPropertyValues(SQUARES)
            .withPropertyValues("minigun.tasks.squares.schedule.cron=* * * * * *",
                    "minigun.tasks.squares.schedule.zone=Asia/Tokyo")
            .withBean(ThreadPoolTaskScheduler.class)
            .run((context) -> {
                await().untilAsserted(() -> assertThat(runs(context)).isNotEmpty());
                assertThat(context.getBean(ThreadPoolTaskScheduler.class)
                    .getScheduledThreadPoolExecutor()
                    .getCompletedTaskCount()).isPositive();
            });
    }

    @Test
    void wrongSchedulesAndParametersOfATaskThatTakesNoneStopTheStart() {
        refused("minigun.tasks.squares.schedule.cron=often", "Write six fields");
        refused("minigun.tasks.squares.schedule.zone=Asia/Tokyo", "stands without a cron expression");
        refused("minigun.tasks.squares.schedule.fixed-delay=0s", "Write more than 0");
        refused("minigun.runs.history=-1", "minigun.runs.history");
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class))
            .withUserConfiguration(Gated.class)
            .withPropertyValues("minigun.tasks.gated.parameters.x=1")
            .run((context) -> assertThat(context).getFailure().hasStackTraceContaining("takes no parameters"));
    }

    private void refused(String property, String words) {
        this.context.withPropertyValues(property)
            .run((context) -> assertThat(context).getFailure().hasStackTraceContaining(words));
    }

    @Test
    void endpointsAreThereOnlyWhereTheyAreExposed() {
        this.context.run((context) -> assertThat(context).doesNotHaveBean(MinigunEndpoint.class)
            .doesNotHaveBean(MinigunRunsEndpoint.class)
            .doesNotHaveBean(MinigunPoolsEndpoint.class));
        this.context.withPropertyValues("management.endpoints.web.exposure.include=minigunruns")
            .run((context) -> assertThat(context).doesNotHaveBean(MinigunEndpoint.class)
                .hasSingleBean(MinigunRunsEndpoint.class));
    }

    @Test
    void everythingWorksWithoutActuator() {
        new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(MinigunAutoConfiguration.class, MinigunEndpointAutoConfiguration.class,
                            MinigunJdbcHistoryAutoConfiguration.class, MinigunSchedulesAutoConfiguration.class))
            .withUserConfiguration(EndpointApplication.Squares.class)
            .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.jdbc",
                    "org.springframework.boot.jdbc", "jakarta.validation"))
            .withPropertyValues("management.endpoints.web.exposure.include=*")
            .withPropertyValues(SQUARES)
            .run((context) -> {
                assertThat(context).hasNotFailed().doesNotHaveBean("minigunEndpoint");
                context.getBean(Minigun.class).run("squares");
                assertThat(runs(context)).hasSize(1);
            });
    }

    @Test
    void failedRunIsNoMatterOfHealthUnlessAskedFor() {
        String[] failing = { "minigun.tasks.squares.parameters.items=10",
                "minigun.tasks.squares.stages.square.on-error=fail" };
        this.context.withPropertyValues(failing).run((context) -> {
            context.getBean(Minigun.class).start("squares").await();
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
        this.context.withPropertyValues(failing)
            .withPropertyValues("minigun.health.down-on-failed-run=true")
            .run((context) -> {
                context.getBean(Minigun.class).start("squares").await();
                assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
                assertThat(health(context).getDetails().toString()).contains("squares", "No fives");
            });
        this.context.withPropertyValues("management.health.minigun.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
    }

    @Test
    void s440_poolThatCannotStartWorkersIsDownWithTheReasonAndUpAgainWhenItCan(@TempDir Path directory)
            throws IOException {
        Path home = directory.resolve("java");
        Path java = Path.of(System.getProperty("java.home"));
        Files.createSymbolicLink(home, java);
        new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(MinigunAutoConfiguration.class, MinigunHealthAutoConfiguration.class))
            .withUserConfiguration(EndpointApplication.Workers.class)
            .withPropertyValues("minigun.worker.java-home=" + home, "minigun.worker.start-attempts=1")
            .run((context) -> {
                Files.delete(home);
                context.getBean(Minigun.class).start("workers").await(Duration.ofSeconds(30));
                assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
                assertThat(health(context).getDetails().toString()).contains("workers/parse", home.toString());

                Files.createSymbolicLink(home, java);
                Run run = context.getBean(Minigun.class).start("workers");
                await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
                run.cancel();
                run.await(Duration.ofSeconds(30));
            });
    }

    private static org.springframework.boot.health.contributor.Health health(
            org.springframework.context.ApplicationContext context) {
        org.springframework.boot.health.contributor.Health health = context.getBean(HealthIndicator.class).health(true);
        assertThat(health).isNotNull();
        return health;
    }

    @Test
    void endpointsAreBeansOfJmx() {
        this.context
            .withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
                    JmxEndpointAutoConfiguration.class))
            .withPropertyValues(SQUARES)
            .withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*",
                    "spring.jmx.default-domain=minigun.test")
            .run((context) -> {
                MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                ObjectName tasks = name(server, "Minigun");
                ObjectName runs = name(server, "Minigunruns");
                Object listed = server.invoke(tasks, "tasks", new Object[0], new String[0]);
                assertThat(String.valueOf(listed)).contains("squares");
                Object started = server.invoke(tasks, "start", new Object[] { "squares", Map.of("items", 6) },
                        new String[] { String.class.getName(), Map.class.getName() });
                assertThat(started).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("trigger", "endpoint");
                await().until(() -> context.getBean(Minigun.class).runs().isEmpty());
                Object page = server.invoke(runs, "runs", new Object[] { null, null, null, null },
                        new String[] { String.class.getName(), String.class.getName(), Integer.class.getName(),
                                Integer.class.getName() });
                assertThat(String.valueOf(page)).contains("squares", "COMPLETED");
            });
    }

    private static ObjectName name(MBeanServer server, String endpoint) throws Exception {
        return server.queryNames(new ObjectName("*:type=Endpoint,name=" + endpoint + ",*"), null).iterator().next();
    }

    @Test
    void startAnswersAtOnceWhereTasksRunOnTheCallingThread() {
        this.context.withUserConfiguration(Gated.class)
            .withPropertyValues("minigun.concurrency.default-context=inline")
            .run((context) -> {
                MinigunEndpoint endpoint = new MinigunEndpoint(context.getBean(Minigun.class),
                        context.getBean(RunHistory.class), List.of(), Show.NEVER, Set.of());
                RunDescriptor started = endpoint.start("gated", null);
                Run run = context.getBean(Minigun.class).runs().get(0);
                assertThat(run.id()).isEqualTo(started.id());
                assertThat(run.isRunning()).isTrue();
                assertThatExceptionOfType(TaskAlreadyRunningException.class)
                    .isThrownBy(() -> endpoint.start("gated", null));
                context.getBean(Gated.class).gate.countDown();
                assertThat(run.await(Duration.ofSeconds(30)))
                    .hasValueSatisfying((result) -> assertThat(result.ledger().stage("save").done()).isEqualTo(1));
            });
    }

    @Test
    void poolsOfWorkersAreToldAndResizedBeforeTheirFirstUse() {
        this.context.withUserConfiguration(EndpointApplication.Workers.class)
            .withPropertyValues("minigun.pools.shared.concurrency=PROCESS", "minigun.pools.shared.size=3")
            .run((context) -> {
                Engine engine = context.getBean(Engine.class);
                MinigunPoolsEndpoint pools = new MinigunPoolsEndpoint(engine);
                assertThat(pools.pools().pools()).extracting(PoolDescriptor::name)
                    .containsExactly("shared", "workers/parse");
                assertThat(pools.pools().pools()).extracting(PoolDescriptor::size).containsExactly(3, 1);
                assertThat(pools.pools().pools()).allSatisfy((pool) -> {
                    assertThat(pool.processes()).isNull();
                    assertThat(pool.workers()).isEmpty();
                });

                assertThat(pools.resize(new String[] { "workers", "parse" }, 4)).isNotNull()
                    .returns(4, PoolDescriptor::size);
                assertThat(context.getBean(Minigun.class).plan("workers").groups()).extracting(GroupPlan::poolSize)
                    .contains(4);
            });
    }

    @MinigunTask("gated")
    static class Gated {

        final CountDownLatch gate = new CountDownLatch(1);

        @Producer
        List<Integer> numbers() throws InterruptedException {
            this.gate.await();
            return List.of(1);
        }

        @Consumer
        void save(Integer number) {
        }

    }

}

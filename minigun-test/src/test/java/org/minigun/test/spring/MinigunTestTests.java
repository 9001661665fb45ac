package org.minigun.test.spring;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.RunResult;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.test.StageOutcome;
import org.minigun.test.TestRun;
import org.minigun.test.spring.Shop.Other;
import org.minigun.test.spring.Shop.PriceService;
import org.minigun.test.spring.Shop.Prices;
import org.minigun.test.spring.Shop.ShopController;
import org.minigun.test.spring.Shop.Started;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.minigun.test.MinigunAssertions.assertThat;

/**
 * The test slice, and Minigun in those of others.
 */
class MinigunTestTests {

    @Nested
    @MinigunTest(value = Prices.class,
            properties = { "minigun.tasks.prices.run-on-startup=true", "minigun.tasks.prices.stages.print.pool-size=2",
                    "minigun.tasks.prices.backoff=1ms", "minigun.tasks.of-no-interest-here.retries=3",
                    "minigun.runs.store-type=jdbc" })
    class OneTask {

        @Autowired
        ApplicationContext context;

        @Autowired
        MinigunTester minigun;

        @Autowired
        Prices prices;

        @MockitoBean
        PriceService service;

        @Test
        void onlyTheTaskAndItsListenersAreThereAndNothingRunsByItself() {
            assertThat(this.context.getBean(Minigun.class).tasks()).containsExactly("prices");
            assertThat(this.context.getBeanNamesForType(Other.class)).isEmpty();
            assertThat(this.context.getBeanNamesForType(ShopController.class)).isEmpty();
            assertThat(this.prices.threads).isEmpty();
            assertThat(this.context.getBeanNamesForType(TaskScheduler.class)).isEmpty();
            assertThat(this.context.containsBean("minigunTaskSchedules")).isFalse();
        }

        @Test
        void taskRunsOnTheCallingThreadWithItsCollaboratorReplaced() throws Exception {
            given(this.service.price(any())).willReturn(7);
            RunResult result = this.context.getBean(Minigun.class).run("prices");
            assertThat(result).everyItemIsDone();
            assertThat(this.prices.printed).containsExactly("apple 7", "pear 7");
            assertThat(this.prices.threads).containsOnly(Thread.currentThread());
            assertThat(this.context.getBean(Started.class).tasks).contains("prices");
            this.prices.printed.clear();
            this.prices.threads.clear();
        }

        @Test
        void stagesAreTestedAsPropertiesMakeThem() {
            given(this.service.price("plum")).willThrow(new IllegalStateException("sold out"));
            given(this.service.price("pear")).willReturn(3);
            StageOutcome outcome = this.minigun.task().stage("price").feed("plum", "pear");
            assertThat(outcome.outputs()).containsExactly("pear 3");
            assertThat(outcome.failures()).singleElement().satisfies((failure) -> {
                assertThat(failure.attempts()).isEqualTo(2);
                assertThat(failure.cause()).hasMessage("sold out");
            });
        }

        @Test
        void placedRunsUseThreads() {
            given(this.service.price(any())).willReturn(1);
            TestRun run = this.minigun.task("prices").producing("articles", "fig").capturing("price").placed().run();
            assertThat(run).everyItemIsDone();
            assertThat(run.outputs("price")).containsExactly("fig 1");
            assertThat(this.prices.threads).isNotEmpty().doesNotContain(Thread.currentThread());
            this.prices.printed.clear();
            this.prices.threads.clear();
        }

    }

    @Nested
    @MinigunTest(defaultContext = Concurrency.THREAD)
    class AllTasks {

        @MockitoBean
        PriceService service;

        @Test
        void everyTaskIsThere(@Autowired Minigun minigun) {
            assertThat(minigun.tasks()).containsExactly("other", "prices");
            assertThat(minigun.plan("other").callingThread()).isFalse();
        }

    }

    @Nested
    @WebMvcTest(ShopController.class)
    class SliceOfAnother {

        @Test
        void tasksAreNotThere(@Autowired ApplicationContext context, @Autowired MockMvcTester mvc) {
            assertThat(mvc.get().uri("/shop")).hasBodyTextEqualTo("open");
            assertThat(context.getBeanNamesForType(Engine.class)).isEmpty();
            assertThat(context.getBeanNamesForType(Prices.class)).isEmpty();
        }

    }

    @Nested
    @WebMvcTest(ShopController.class)
    @AutoConfigureMinigun
    class SliceOfAnotherWithMinigun {

        @Test
        void minigunIsThere(@Autowired Minigun minigun) {
            assertThat(minigun.tasks()).isEmpty();
        }

    }

    @Nested
    @SpringBootTest(
            properties = { "spring.main.lazy-initialization=true", "minigun.concurrency.default-context=inline" })
    class WholeApplication {

        @MockitoBean
        PriceService service;

        @Test
        void tasksOfALazyApplicationGetTheReplacedCollaborator(@Autowired Minigun minigun, @Autowired Prices prices)
                throws Exception {
            given(this.service.price(any())).willReturn(2);
            assertThat(minigun.run(Prices.class)).everyItemIsDone();
            assertThat(prices.printed).containsExactly("apple 2", "pear 2");
        }

    }

}

package org.minigun.annotation;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.PipelineOptions;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.annotation.StageOverride.NamedMethod;
import org.minigun.graph.Routing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What annotations, options and a configuration say of stages.
 */
class StageSettingsTests {

    @Test
    void attributesBecomeSettings() {
        Pipeline pipeline = ReadFunctions.read(new Said());
        Settings inspect = ReadFunctions.stage(pipeline, "inspect").settings();
        assertThat(inspect.get(Setting.CONCURRENCY)).isEqualTo(Concurrency.THREAD);
        assertThat(inspect.get(Setting.POOL_SIZE)).isEqualTo(3);
        assertThat(inspect.get(Setting.AFFINITY)).isEqualTo(Affinity.INDEPENDENT);
        assertThat(inspect.get(Setting.RETRIES)).isEqualTo(2);
        assertThat(inspect.get(Setting.BACKOFF)).isEqualTo(Duration.ofMillis(50));
        assertThat(inspect.get(Setting.BACKOFF_MULTIPLIER)).isEqualTo(1.5);
        assertThat(inspect.get(Setting.BACKOFF_MAX)).isEqualTo(Duration.ofMinutes(1));
        assertThat(inspect.get(Setting.ON_ERROR)).isEqualTo(OnError.SKIP);
        assertThat(inspect.get(Setting.ORDERED)).isTrue();
        assertThat(inspect.get(Setting.CAPACITY)).isEqualTo(7);
        assertThat(inspect.get(Setting.FROM)).containsExactly("orders");
        assertThat(inspect.get(Setting.TO)).containsExactly("batch", "save");
        assertThat(inspect.get(Setting.ROUTING)).isEqualTo(Routing.ROUND_ROBIN);
        assertThat(inspect.origin(Setting.POOL_SIZE)).contains(Settings.CODE);
        Settings batch = ReadFunctions.stage(pipeline, "batch").settings();
        assertThat(batch.get(Setting.MAX_SIZE)).isEqualTo(10);
        assertThat(batch.get(Setting.MAX_WAIT)).isEqualTo(Duration.ofSeconds(1));
        assertThat(batch.get(Setting.MAX_TOTAL)).isEqualTo(100);
        assertThat(batch.get(Setting.MAX_WEIGHT)).isEqualTo(1000);
    }

    @Test
    void whatIsNotSaidIsLeftOpen() {
        Settings save = ReadFunctions.stage(ReadFunctions.read(new Said()), "save").settings();
        assertThat(save.said()).isEmpty();
    }

    @Test
    void keysAreMethodsOfTheTaskElseOfTheItem() throws Exception {
        Pipeline pipeline = ReadFunctions.read(new Said());
        Order order = new Order("ann", 12);
        Settings orders = ReadFunctions.stage(pipeline, "orders").settings();
        assertThat(orders.get(Setting.ROUTING_KEY).key(order)).isEqualTo("ann");
        Settings batch = ReadFunctions.stage(pipeline, "batch").settings();
        assertThat(batch.get(Setting.KEY_BY).key(order)).isEqualTo("of ann");
        assertThat(batch.get(Setting.WEIGHER).weigh(order)).isEqualTo(24);
        Settings count = ReadFunctions.stage(pipeline, "count").settings();
        assertThat(count.get(Setting.PARTITION_BY).key(List.of(order, order))).isEqualTo(2);
    }

    @Test
    void configurationWinsAndKeepsItsOrigin() throws Exception {
        StageOverride save = new StageOverride(
                Settings.none().with(Setting.POOL_SIZE, 9, "stage 'save'", "tasks.said.save.pool-size"),
                List.of(new NamedMethod(Setting.PARTITION_BY, "doubled", "tasks.said.save.partition-by")));
        Pipeline pipeline = new TaskReader().read("said", new Said(), Settings.none(),
                Settings.none().with(Setting.THREADS, 6, "task", "tasks.said.threads"),
                (path) -> path.equals("save") ? save : StageOverride.none());
        Settings settings = ReadFunctions.stage(pipeline, "save").settings();
        assertThat(settings.get(Setting.POOL_SIZE)).isEqualTo(9);
        assertThat(settings.origin(Setting.POOL_SIZE)).contains("tasks.said.save.pool-size");
        assertThat(settings.get(Setting.PARTITION_BY).key(new Order("ann", 12))).isEqualTo(24);
        assertThat(pipeline.settings().get(Setting.THREADS)).isEqualTo(6);
    }

    @Test
    void optionsInCodeWinOverDefaultsAndYieldToTheConfiguration() {
        Settings defaults = Settings.none()
            .with(Setting.THREADS, 1, "task", Settings.CODE)
            .with(Setting.PROCESSES, 1, "task", Settings.CODE);
        Settings overrides = Settings.none().with(Setting.MAX_SIZE, 8, "task", "property");
        Pipeline pipeline = new TaskReader().read("sized", new Sized(50), defaults, overrides,
                (path) -> StageOverride.none());
        assertThat(pipeline.settings().get(Setting.THREADS)).isEqualTo(50);
        assertThat(pipeline.settings().get(Setting.MAX_SIZE)).isEqualTo(8);
        assertThat(pipeline.settings().get(Setting.PROCESSES)).isEqualTo(1);
    }

    record Order(String customer, int amount) {
    }

    static class Said {

        @Producer(routing = Routing.PARTITION, routingKey = "customer")
        List<Order> orders() {
            return List.of();
        }

        @Processor(from = "orders", to = { "batch", "save" }, routing = Routing.ROUND_ROBIN,
                concurrency = Concurrency.THREAD, poolSize = 3, affinity = Affinity.INDEPENDENT, retries = 2,
                backoff = "50ms", backoffMultiplier = 1.5, backoffMax = "1m", onError = OnError.SKIP, ordered = true,
                capacity = 7)
        Order inspect(Order order) {
            return order;
        }

        @Accumulator(maxSize = 10, maxWait = "1 s", maxTotal = 100, maxWeight = 1000, weigher = "doubled",
                keyBy = "byCustomer")
        List<Order> batch(List<Order> batch) {
            return batch;
        }

        @Consumer(partitionBy = "size")
        void count(List<Order> batch) {
        }

        @Consumer
        void save(Order order) {
        }

        String byCustomer(Order order) {
            return "of " + order.customer();
        }

        int doubled(Order order) {
            return 2 * order.amount();
        }

    }

    record Sized(int threads) implements TaskOptions {

        @Override
        public void options(PipelineOptions options) {
            options.threads(this.threads).set(Setting.MAX_SIZE, 1000);
        }

        @Producer
        List<Integer> numbers() {
            return List.of();
        }

        @Consumer
        void save(Integer item) {
        }

    }

}

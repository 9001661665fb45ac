package org.minigun.spring.hud;

import java.util.List;
import java.util.stream.Stream;

import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Import;

/**
 * An application whose tasks are seen on the page: one with workers that die now and
 * then, and one whose names would harm a page that took them for markup.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ HudApplication.Orders.class, HudApplication.Hostile.class })
class HudApplication {

    static final String HOSTILE = "<img src=x onerror=alert(1)>";

    static final String HOSTILE_STAGE = "<svg onload=alert(2)>";

    static final String HOSTILE_ITEM = "<script>alert(3)</script>";

    /**
     * What the task takes.
     *
     * @param count how many orders
     */
    record Batch(@DefaultValue("100") int count) {
    }

    @MinigunTask("orders")
    static class Orders {

        @Producer(to = { "parse" })
        void orders(Batch batch, Output<Integer> output) {
            output.expect(batch.count());
            for (int i = 1; i <= batch.count() && !output.isStopping(); i++) {
                output.emit(i);
            }
        }

        @Processor(poolSize = 2, capacity = 200, to = { "price", "audit" })
        int parse(int order) {
            return order;
        }

        @Processor(poolSize = 2, capacity = 50, onError = OnError.DEAD_LETTER, to = "render")
        int price(int order) throws InterruptedException {
            Thread.sleep(20);
            if (order % 25 == 0) {
                throw new IllegalArgumentException("No price for order " + order);
            }
            return order;
        }

        @Consumer
        void audit(int order) {
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 2, onError = OnError.DEAD_LETTER, to = "store")
        static int render(int order) throws InterruptedException {
            Thread.sleep(2);
            if (order == 40) {
                Runtime.getRuntime().halt(7);
            }
            return order;
        }

        @Consumer
        void store(int order) {
        }

    }

    @MinigunTask(HOSTILE)
    static class Hostile {

        @Producer(name = "<b>items")
        Stream<String> items() {
            return List.of(HOSTILE_ITEM, "\"><a href=javascript:alert(4)>", "41\u202E24").stream();
        }

        @Consumer(name = HOSTILE_STAGE, onError = OnError.DEAD_LETTER)
        void take(String item) {
            throw new IllegalStateException("Not taken: " + item);
        }

    }

}

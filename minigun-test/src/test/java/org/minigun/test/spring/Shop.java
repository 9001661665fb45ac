package org.minigun.test.spring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;

import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Beans of an application, tasks and others.
 */
final class Shop {

    private Shop() {
    }

    @Service
    static class PriceService {

        int price(String article) {
            throw new IllegalStateException("The service is out of reach for " + article);
        }

    }

    @RestController
    static class ShopController {

        @GetMapping("/shop")
        String shop() {
            return "open";
        }

    }

    @Component
    static class Started implements RunListener {

        final List<String> tasks = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void runStarted(Run run) {
            this.tasks.add(run.task());
        }

    }

    @MinigunTask("prices")
    static class Prices {

        final List<String> printed = Collections.synchronizedList(new ArrayList<>());

        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

        private final PriceService service;

        Prices(PriceService service) {
            this.service = service;
        }

        @Producer
        List<String> articles() {
            return List.of("apple", "pear");
        }

        @Processor(retries = 1)
        String price(String article) {
            return article + " " + this.service.price(article);
        }

        @Consumer
        void print(String line) {
            this.printed.add(line);
            this.threads.add(Thread.currentThread());
        }

    }

    @MinigunTask
    static class Other {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @Consumer
        void print(Integer number) {
        }

    }

}

package org.minigun.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.BeforeRun;
import org.minigun.annotation.BeforeStage;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.graph.Routing;

/**
 * A task with a stage of each kind.
 */
class Orders {

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Producer
    void numbers(Output<Integer> output) {
        for (int i = 1; i <= 5; i++) {
            output.emit(i);
        }
    }

    @Processor(concurrency = Concurrency.PROCESS, onError = OnError.DEAD_LETTER)
    static String parse(Integer number) {
        if (number < 0) {
            throw new IllegalArgumentException("negative: " + number);
        }
        return "order " + number;
    }

    @BeforeRun
    void begin() {
        this.calls.add("begun");
    }

    @BeforeStage("split")
    void prepare() {
        this.calls.add("prepared");
    }

    @Processor(routing = Routing.DYNAMIC, to = { "express", "batch" })
    void split(String order, Output<String> output) {
        output.to(order.endsWith("3") ? "express" : "batch").emit(order);
    }

    @Accumulator(maxSize = 2)
    List<String> batch(List<String> orders) {
        return orders;
    }

    @Consumer
    void ship(List<String> orders) {
        this.calls.add("ship " + orders.size());
    }

    @Consumer(from = "split")
    void express(String order) {
        this.calls.add("express " + order);
    }

}

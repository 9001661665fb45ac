package org.minigun.spring.actuate;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.validation.constraints.Max;
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
 * An application whose tasks are seen and steered by its endpoints.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ EndpointApplication.Squares.class, EndpointApplication.Endless.class, EndpointApplication.Workers.class })
class EndpointApplication {

    /**
     * What the task takes.
     *
     * @param items how many numbers
     * @param labels words that stand for nothing
     * @param password a secret
     */
    record Numbers(@Max(1000) int items, @DefaultValue( {
        }) List<String> labels, @DefaultValue("none") String password){
    }

    @MinigunTask("squares")
    static class Squares {

        volatile Numbers last = new Numbers(0, List.of(), "");

        @Producer
        Stream<Integer> numbers(Numbers numbers) {
            this.last = numbers;
            return IntStream.rangeClosed(1, numbers.items()).boxed();
        }

        @Processor(onError = OnError.DEAD_LETTER)
        Integer square(Integer number) {
            if (number % 5 == 0) {
                throw new IllegalArgumentException("No fives: " + number);
            }
            return number * number;
        }

        @Consumer
        void save(Integer square) {
            if (square < 0) {
                throw new IllegalStateException("Negative");
            }
        }

    }

    @MinigunTask("workers")
    static class Workers {

        @Producer
        void numbers(Output<Integer> output) throws InterruptedException {
            for (int i = 0; !output.isStopping(); i++) {
                output.emit(i);
                Thread.sleep(2);
            }
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1, onError = OnError.DEAD_LETTER)
        static Integer parse(Integer number) {
            if (number == 5) {
                Runtime.getRuntime().halt(9);
            }
            return number;
        }

        @Consumer
        void save(Integer number) {
        }

    }

    @MinigunTask("endless")
    static class Endless {

        final CountDownLatch begun = new CountDownLatch(1);

        @Producer
        void numbers(Output<Integer> output) throws InterruptedException {
            for (int i = 0; !output.isStopping(); i++) {
                output.emit(i);
                this.begun.countDown();
                Thread.sleep(1);
            }
        }

        @Consumer(concurrency = Concurrency.THREAD, poolSize = 2)
        void save(Integer number) {
        }

    }

}

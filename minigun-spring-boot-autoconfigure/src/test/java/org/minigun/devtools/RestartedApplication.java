package org.minigun.devtools;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.minigun.Concurrency;
import org.minigun.RunResult;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application under the restart class loader of the developer tools. It runs its task,
 * restarts itself once, as a change of a class would, and runs it again.
 */
public class RestartedApplication {

    private static final String RESTARTED = "test.restarted";

    /**
     * Starts the application.
     * @param arguments its arguments
     * @throws Exception if it fails
     */
    public static void main(String[] arguments) throws Exception {
        SpringApplication application = new SpringApplication(Application.class);
        ConfigurableApplicationContext context = application.run(arguments);
        RunResult result = context.getBean(Minigun.class).run("letters");
        System.out.println("loader " + RestartedApplication.class.getClassLoader().getClass().getSimpleName());
        System.out.println("letters " + context.getBean(Letters.class).seen);
        System.out.println("violations " + result.ledger().violations());
        if (System.getProperty(RESTARTED) == null) {
            System.setProperty(RESTARTED, "true");
            new Thread(() -> Restarter.getInstance().restart(), "change").start();
        }
        else {
            context.close();
            System.out.println("closed");
            System.exit(0);
        }
    }

    /**
     * What the application consists of.
     */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MinigunAutoConfiguration.class)
    @Import(Letters.class)
    static class Application {

    }

    /**
     * Of a class that the restart class loader has.
     */
    record Letter(String text, Kind kind) {

    }

    /**
     * Of what comes back from a worker, one value each.
     */
    enum Kind {

        FOUND, WORKED, COPIED

    }

    /**
     * One stage in a worker, one in an isolate.
     */
    @MinigunTask("letters")
    static class Letters {

        private static int isolates;

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Producer
        List<Letter> letters() {
            return List.of(new Letter("a", Kind.FOUND), new Letter("b", Kind.FOUND));
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1)
        static Letter work(Letter letter) {
            return new Letter(letter.text() + ProcessHandle.current().pid(), Kind.WORKED);
        }

        @Processor(concurrency = Concurrency.ISOLATE, poolSize = 1, ordered = true)
        static Letter copy(Letter letter) {
            isolates++;
            return new Letter(letter.text() + "#" + isolates, Kind.COPIED);
        }

        @Consumer
        void see(Letter letter) {
            // Static state of the isolate is not this class's.
            String pid = String.valueOf(ProcessHandle.current().pid());
            boolean elsewhere = !letter.text().contains(pid) && isolates == 0 && letter.kind() == Kind.COPIED;
            this.seen.add(letter.text().charAt(0) + (elsewhere ? "!" : "?"));
        }

    }

}

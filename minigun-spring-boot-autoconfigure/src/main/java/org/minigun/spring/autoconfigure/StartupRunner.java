package org.minigun.spring.autoconfigure;

import org.minigun.Run;
import org.minigun.RunFailedException;
import org.minigun.RunResult;
import org.minigun.spring.Minigun;
import org.minigun.spring.RunRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Runs the tasks that say {@code run-on-startup}, one after the other. The first that
 * fails ends the application.
 */
final class StartupRunner implements ApplicationRunner {

    private static final Logger logger = LoggerFactory.getLogger(StartupRunner.class);

    private final Minigun minigun;

    private final TaskRegistry tasks;

    StartupRunner(Minigun minigun, TaskRegistry tasks) {
        this.minigun = minigun;
        this.tasks = tasks;
    }

    private RunResult run(Task task) throws InterruptedException {
        Run run = this.minigun.start(RunRequest.of(task.name()).by(RunRequest.STARTUP));
        try {
            return run.await().orElseThrow();
        }
        catch (InterruptedException ex) {
            run.cancel();
            throw ex;
        }
    }

    @Override
    public void run(ApplicationArguments args) throws InterruptedException {
        for (Task task : this.tasks.onStartup()) {
            try {
                RunResult result = run(task);
                logger.info("Task '{}' ended as {} after {} ms", task.name(), result.state(),
                        result.duration().toMillis());
            }
            catch (RunFailedException ex) {
                throw new StartupRunFailedException(
                        "Task '%s', which runs on start-up, has failed".formatted(task.name()), ex);
            }
        }
    }

}

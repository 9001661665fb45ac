package org.minigun.demo;

import java.io.PrintStream;

import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.demo.report.Sizes;
import org.minigun.demo.store.Publication;
import org.minigun.demo.store.PublicationLog;
import org.minigun.spring.Minigun;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Publishes when the application has started, after the census if one is wanted, and
 * prints what has changed.
 */
@Component
@Order(2)
@ConditionalOnBooleanProperty(PublishCommand.ENABLED)
class PublishCommand implements ApplicationRunner, ExitCodeGenerator {

    /**
     * The property by which the command line says that the index is to be published.
     */
    static final String ENABLED = "census.publish";

    private final Minigun minigun;

    private final PublicationLog log;

    private final ConfigurableApplicationContext application;

    private final PrintStream out = System.out;

    private volatile int exitCode;

    PublishCommand(Minigun minigun, PublicationLog log, ConfigurableApplicationContext application) {
        this.minigun = minigun;
        this.log = log;
        this.application = application;
    }

    @Override
    public void run(ApplicationArguments args) throws Exception {
        if (this.application.isClosed()) {
            // Ended by the user during the census: nothing can be started any more.
            return;
        }
        RunResult result = this.minigun.run("publish");
        this.log.last()
            .filter((publication) -> publication.runId().equals(result.runId()))
            .ifPresentOrElse((publication) -> this.out.println(text(publication, result)), () -> nothing(result));
        if (result.state() != RunState.COMPLETED) {
            this.out.println("The publication was cut short. Publish again to go on.");
        }
        else if (!result.deadLetters().isEmpty()) {
            this.exitCode = 1;
            this.out.println("Not published, and in the index as before: "
                    + Sizes.count(this.log.outdatedCount(), "jar") + ". Publish again to try once more.");
            result.deadLetters()
                .forEach((letter) -> this.out
                    .println("  " + letter.item() + ": " + UnreadableRecorder.reason(letter.cause())));
        }
    }

    private String text(Publication publication, RunResult result) {
        return "Published in " + Sizes.time(result.duration()) + ": " + Sizes.count(publication.added()) + " new, "
                + Sizes.count(publication.changed()) + " changed, " + Sizes.count(publication.removed())
                + " gone. In the index: " + Sizes.count(this.log.count(), "jar") + ".";
    }

    private void nothing(RunResult result) {
        if (result.state() == RunState.COMPLETED && result.deadLetters().isEmpty()) {
            long jars = this.log.count();
            this.out.println((jars > 0)
                    ? "Nothing to publish: what is known, " + Sizes.count(jars, "jar") + ", is in the index as it is."
                    : "Nothing to publish: no jar is known. Take a census first: java -jar jar-census.jar census");
        }
    }

    @Override
    public int getExitCode() {
        return this.exitCode;
    }

}

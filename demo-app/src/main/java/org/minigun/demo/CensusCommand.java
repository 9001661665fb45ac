package org.minigun.demo;

import java.io.PrintStream;

import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.demo.report.SummaryText;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.SummaryReader;
import org.minigun.spring.Minigun;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Takes a census when the application has started, and prints its summary.
 */
@Component
@Order(1)
@ConditionalOnBooleanProperty(CensusCommand.ENABLED)
class CensusCommand implements ApplicationRunner {

    /**
     * The property by which the command line says that a census is wanted.
     */
    static final String ENABLED = "census.run";

    private final Minigun minigun;

    private final CensusLog log;

    private final SummaryReader summaries;

    private final PrintStream out = System.out;

    CensusCommand(Minigun minigun, CensusLog log, SummaryReader summaries) {
        this.minigun = minigun;
        this.log = log;
        this.summaries = summaries;
    }

    @Override
    public void run(ApplicationArguments args) throws Exception {
        RunResult result = this.minigun.run("census");
        if (result.state() != RunState.COMPLETED) {
            this.out.println("The census was cut short. What was read is kept; take it again to go on.");
            return;
        }
        this.log.last()
            .filter((census) -> census.runId().equals(result.runId()))
            .ifPresent((census) -> this.out
                .print(SummaryText.of(this.summaries.of(census.directory()), census, result.duration())));
    }

}

package org.minigun.benchmarks.process;

import org.minigun.execution.Engine;

/**
 * Stages in worker processes and in isolates, each figure beside its limit measured in
 * the same run.
 */
public final class ProcessCases {

    private ProcessCases() {
    }

    /**
     * Measures.
     * @return the tables, as Markdown
     * @throws Exception if it fails
     */
    public static String tables() throws Exception {
        Report report = new Report();
        try (Engine engine = Engine.create(); BareLoop bare = new BareLoop()) {
            new ThroughputCases(engine, bare, report).measure();
            new LatencyCases(engine, bare, report).measure();
            new StartCases(report).measure(engine);
            new IsolateCases(engine, report).measure();
        }
        return report.toString();
    }

}

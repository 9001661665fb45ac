package org.minigun.demo.web;

import org.minigun.demo.store.CensusEntry;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarReader;
import org.minigun.demo.store.PublicationLog;
import org.minigun.demo.store.Summary;
import org.minigun.demo.store.SummaryReader;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows a jar, and all of them together.
 */
@RestController
class ReportController {

    private final JarReader jars;

    private final SummaryReader summaries;

    private final CensusLog log;

    private final PublicationLog publications;

    ReportController(JarReader jars, SummaryReader summaries, CensusLog log, PublicationLog publications) {
        this.jars = jars;
        this.summaries = summaries;
        this.log = log;
        this.publications = publications;
    }

    @GetMapping("/jar")
    ResponseEntity<String> jar(@RequestParam(name = "path", defaultValue = "") String path) {
        ReportPage page = new ReportPage(this.log.last().orElse(null));
        return this.jars.find(path)
            .map((jar) -> PageFrame.answer(HttpStatus.OK, page.jar(jar)))
            .orElseGet(() -> PageFrame.answer(HttpStatus.NOT_FOUND, page.unknownJar(path)));
    }

    @GetMapping("/overview")
    ResponseEntity<String> overview() {
        CensusEntry census = this.log.last().orElse(null);
        ReportPage page = new ReportPage(census);
        return PageFrame.answer(HttpStatus.OK, (census == null) ? page.nothing()
                : page.overview(summary(census), this.publications.count(), this.publications.outdatedCount()));
    }

    /**
     * While jars are saved each summary looks at every class, so one is made at a time.
     */
    private synchronized Summary summary(CensusEntry census) {
        return this.summaries.of(census.directory());
    }

}

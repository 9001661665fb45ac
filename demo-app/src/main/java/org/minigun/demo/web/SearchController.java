package org.minigun.demo.web;

import java.util.Optional;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.ClassHits;
import org.minigun.demo.store.ClassSearch;
import org.minigun.demo.store.IndexSearch;
import org.minigun.demo.store.UnreadableIndexException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers which jar holds a class: by the published index, or by the database as long as
 * there is none that can be read.
 */
@RestController
class SearchController {

    private static final Logger logger = LoggerFactory.getLogger(SearchController.class);

    private static final int LONGEST_QUESTION = 300;

    private static final int MOST_WILDCARDS = 6;

    private final IndexSearch published;

    private final ClassSearch search;

    private final CensusLog log;

    SearchController(IndexSearch published, ClassSearch search, CensusLog log) {
        this.published = published;
        this.search = search;
        this.log = log;
    }

    @GetMapping("/")
    ResponseEntity<String> page(@RequestParam(name = "q", defaultValue = "") String asked) {
        String question = asked.strip();
        SearchPage page = new SearchPage(question, this.log.last().orElse(null));
        if (question.isEmpty()) {
            return PageFrame.answer(HttpStatus.OK, page.empty());
        }
        if (question.length() > LONGEST_QUESTION) {
            return PageFrame.answer(HttpStatus.BAD_REQUEST, page.problem("No class has a name of more than "
                    + LONGEST_QUESTION + " characters; ask for a part of it, with * for the rest."));
        }
        if (question.chars().filter((c) -> c == '*').count() > MOST_WILDCARDS) {
            return PageFrame.answer(HttpStatus.BAD_REQUEST,
                    page.problem("At most " + MOST_WILDCARDS + " times * in a question, please."));
        }
        try {
            return PageFrame.answer(HttpStatus.OK, answer(question, page));
        }
        catch (QueryTimeoutException ex) {
            return PageFrame.answer(HttpStatus.SERVICE_UNAVAILABLE,
                    page.problem("That took too long; ask for a name that begins with a letter, not with *."));
        }
    }

    private String answer(String question, SearchPage page) {
        try {
            Optional<ClassHits> hits = this.published.find(question);
            return hits.map((found) -> page.found(found, SearchPage.Source.INDEX))
                .orElseGet(() -> page.found(this.search.find(question), SearchPage.Source.UNPUBLISHED));
        }
        catch (UnreadableIndexException ex) {
            logger.debug("The database is searched instead", ex);
            return page.found(this.search.find(question), SearchPage.Source.UNREADABLE);
        }
    }

    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<String> notText() {
        return PageFrame.answer(HttpStatus.BAD_REQUEST,
                new SearchPage("", this.log.last().orElse(null)).problem("That question is not text."));
    }

}

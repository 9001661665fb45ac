package org.minigun.demo.web;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.ClassHits;
import org.minigun.demo.store.ClassSearch;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers which jar holds a class.
 */
@RestController
class SearchController {

    /** Nothing but the style of the page itself: no script, no image, no frame. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private static final int LONGEST_QUESTION = 300;

    private static final int MOST_WILDCARDS = 6;

    private final ClassSearch search;

    private final CensusLog log;

    SearchController(ClassSearch search, CensusLog log) {
        this.search = search;
        this.log = log;
    }

    @GetMapping("/")
    ResponseEntity<String> page(@RequestParam(name = "q", defaultValue = "") String asked) {
        String question = asked.strip();
        SearchPage page = new SearchPage(question, this.log.last().orElse(null));
        if (question.isEmpty()) {
            return answer(HttpStatus.OK, page.empty());
        }
        if (question.length() > LONGEST_QUESTION) {
            return answer(HttpStatus.BAD_REQUEST, page.problem("No class has a name of more than " + LONGEST_QUESTION
                    + " characters; ask for a part of it, with * for the rest."));
        }
        if (question.chars().filter((c) -> c == '*').count() > MOST_WILDCARDS) {
            return answer(HttpStatus.BAD_REQUEST,
                    page.problem("At most " + MOST_WILDCARDS + " times * in a question, please."));
        }
        try {
            ClassHits hits = this.search.find(question);
            return answer(HttpStatus.OK, page.found(hits));
        }
        catch (QueryTimeoutException ex) {
            return answer(HttpStatus.SERVICE_UNAVAILABLE,
                    page.problem("That took too long; ask for a name that begins with a letter, not with *."));
        }
    }

    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<String> notText() {
        return answer(HttpStatus.BAD_REQUEST,
                new SearchPage("", this.log.last().orElse(null)).problem("That question is not text."));
    }

    private static ResponseEntity<String> answer(HttpStatusCode status, String html) {
        return ResponseEntity.status(status)
            .contentType(HTML)
            .cacheControl(CacheControl.noStore())
            .header("Content-Security-Policy", POLICY)
            .header("X-Content-Type-Options", "nosniff")
            .header("Referrer-Policy", "no-referrer")
            .body(html);
    }

}

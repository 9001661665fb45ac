package org.minigun.spring.actuate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.minigun.Run;
import org.minigun.spring.Minigun;
import org.minigun.spring.actuate.Operator.Answer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoints of a real server, asked by a real client.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = { "management.endpoints.web.exposure.include=minigun,minigunruns,minigunpools,health,info",
                "management.endpoint.health.show-details=always", "minigun.tasks.squares.parameters.items=10",
                "minigun.tasks.squares.parameters.password=hush", "minigun.tasks.endless.schedule.cron=0 0 0 1 1 *" })
@DirtiesContext
class MinigunEndpointTests {

    @Autowired
    private Minigun minigun;

    @Autowired
    private EndpointApplication.Squares squares;

    private Operator operator = new Operator(0);

    @BeforeEach
    void connect(@LocalServerPort int port) {
        this.operator = new Operator(port);
    }

    @AfterEach
    void endRuns() {
        this.minigun.runs().forEach(Run::cancel);
    }

    private Answer ended(String id) {
        return await().until(() -> this.operator.get("minigunruns/" + id),
                (answer) -> List.of("COMPLETED", "FAILED", "STOPPED", "CANCELLED").contains(answer.text("/status")));
    }

    private Answer control(String id, String action) {
        return this.operator.post("minigunruns/" + id, "{\"action\": \"" + action + "\"}");
    }

    @Test
    void requestThatAFormOfAnotherSiteCouldSendStartsAndEndsNothing() {
        String id = this.operator.post("minigun/endless").text("/id");

        assertThat(this.operator.postWithoutContentType("minigun/squares").status()).isEqualTo(415);
        assertThat(this.operator.postWithoutContentType("minigunruns/" + id + "?action=cancel").status())
            .isEqualTo(415);
        assertThat(this.operator.get("minigunruns/" + id).text("/status")).isEqualTo("RUNNING");
    }

    @Test
    void tasksAreListed() {
        JsonNode tasks = this.operator.get("minigun").json().at("/tasks");

        assertThat(tasks.findValuesAsString("name")).containsExactly("endless", "squares", "workers");
        assertThat(tasks.at("/0/schedule/cron").asString()).isEqualTo("0 0 0 1 1 *");
        assertThat(tasks.at("/1/type").asString()).endsWith("Squares");
    }

    @Test
    void taskTellsGraphPlanAndParametersWithoutSecrets() {
        Answer task = this.operator.get("minigun/squares");

        assertThat(task.status()).isEqualTo(200);
        assertThat(task.json().at("/parameters").findValuesAsString("name")).containsExactly("items", "labels",
                "password");
        assertThat(task.body()).doesNotContain("hush");
        assertThat(task.json().at("/graph/stages").findValuesAsString("path")).containsExactly("numbers", "square",
                "save");
        assertThat(task.text("/graph/text")).isEqualTo(this.minigun.pipeline("squares").graph().toText());
        assertThat(task.text("/plan/mermaid")).isEqualTo(this.minigun.plan("squares").toMermaid());
        assertThat(task.text("/plan/stages/0/reason")).isNotEmpty();
    }

    @Test
    void runIsStartedWithTheParametersOfProperties() {
        Answer started = this.operator.post("minigun/squares");

        assertThat(started.status()).isEqualTo(200);
        Answer run = ended(started.text("/id"));
        assertThat(run.text("/status")).isEqualTo("COMPLETED");
        assertThat(run.text("/trigger")).isEqualTo("endpoint");
        assertThat(run.json().at("/emitted").asInt()).isEqualTo(10);
        assertThat(run.text("/parameters/items")).isEqualTo("******");
        assertThat(this.squares.last.password()).isEqualTo("hush");
    }

    @Test
    void runIsStartedWithParametersOfTheRequest() {
        Answer started = this.operator.post("minigun/squares", "{\"items\": 25, \"labels\": \"a,b\"}");

        Answer run = ended(started.text("/id"));
        assertThat(run.json().at("/emitted").asInt()).isEqualTo(25);
        assertThat(this.squares.last).isEqualTo(new EndpointApplication.Numbers(25, List.of("a", "b"), "hush"));
    }

    @Test
    void parametersThatAreNotKnownOrDoNotFitAreRefusedWithTheReason() {
        Answer unknown = this.operator.post("minigun/squares", "{\"itmes\": 25}");
        Answer wrong = this.operator.post("minigun/squares", "{\"items\": \"many\"}");
        Answer invalid = this.operator.post("minigun/squares", "{\"items\": 5000}");
        Answer none = this.operator.post("minigun/endless", "{\"items\": 5}");

        assertThat(List.of(unknown, wrong, invalid, none)).extracting(Answer::status).containsOnly(400);
        assertThat(unknown.reason()).contains("'itmes' is not known; there are 'items', 'labels', 'password'");
        assertThat(wrong.reason()).contains("'items' cannot be 'many'");
        assertThat(invalid.reason()).contains("'items'", "1000");
        assertThat(none.reason()).contains("takes none");
    }

    @Test
    void unknownNamesAreNotFound() {
        List<Answer> answers = new ArrayList<>();
        answers.add(this.operator.get("minigun/nothing"));
        answers.add(this.operator.post("minigun/nothing"));
        answers.add(this.operator.get("minigunruns/nothing"));
        answers.add(this.operator.get("minigunruns/nothing/failures"));
        answers.add(control("nothing", "stop"));

        assertThat(answers).extracting(Answer::status).containsOnly(404);
        assertThat(answers).allSatisfy((answer) -> assertThat(answer.reason()).contains("nothing"));
        assertThat(this.operator.get("minigunpools/nothing/here").status()).isEqualTo(404);
    }

    @Test
    void taskThatRunsIsNotStartedAgain() {
        Answer first = this.operator.post("minigun/endless");
        Answer second = this.operator.post("minigun/endless");

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.reason()).contains("'endless' runs", "allow-concurrent-runs");
    }

    @Test
    void s438runIsPausedResumedStoppedAndLiveStatisticsAreReadMeanwhile() {
        String id = this.operator.post("minigun/endless").text("/id");
        await().until(() -> this.operator.get("minigunruns/" + id).json().at("/emitted").asInt() > 3);

        assertThat(control(id, "pause").text("/status")).isEqualTo("PAUSED");
        assertThat(this.operator.get("minigunruns").json().at("/runs/0/status").asString()).isEqualTo("PAUSED");
        assertThat(this.operator.get("minigunruns?status=paused").json().at("/total").asInt()).isEqualTo(1);
        assertThat(this.operator.get("minigunruns?status=paused").text("/runs/0/id")).isEqualTo(id);
        assertThat(this.operator.get("minigunruns?status=stopping").json().at("/total").asInt()).isZero();
        assertThat(control(id, "resume").text("/status")).isEqualTo("RUNNING");
        assertThat(control(id, "stop").status()).isEqualTo(200);
        assertThat(ended(id).text("/status")).isEqualTo("STOPPED");
        Answer late = control(id, "stop");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.reason()).contains("STOPPED");
    }

    @Test
    void s438runIsCancelled() {
        String id = this.operator.post("minigun/endless").text("/id");

        assertThat(control(id, "dance").status()).isEqualTo(400);
        assertThat(this.operator.post("minigunruns/" + id).status()).isEqualTo(400);
        assertThat(control(id, "cancel").status()).isEqualTo(200);
        assertThat(ended(id).text("/status")).isEqualTo("CANCELLED");
    }

    @Test
    void failuresArePaged() {
        String id = this.operator.post("minigun/squares", "{\"items\": 25}").text("/id");
        ended(id);

        Answer first = this.operator.get("minigunruns/" + id + "/failures?size=2");
        Answer last = this.operator.get("minigunruns/" + id + "/failures?size=2&page=2");
        assertThat(first.json().at("/total").asInt()).isEqualTo(5);
        assertThat(first.json().at("/kept").asInt()).isEqualTo(5);
        assertThat(first.json().at("/failures")).hasSize(2);
        assertThat(first.text("/failures/0/kind")).isEqualTo("DEAD_LETTER");
        assertThat(first.text("/failures/0/where")).isEqualTo("square");
        assertThat(first.text("/failures/0/message")).startsWith("No fives");
        assertThat(last.json().at("/failures")).hasSize(1);
        assertThat(this.operator.get("minigunruns/" + id + "/failures?size=0").status()).isEqualTo(400);
    }

    @Test
    void whatIsWrongInARequestIsRefusedWithTheReasonAndWhatMayBeWritten() {
        List<Answer> refused = List.of(this.operator.get("minigunruns?page=-1"),
                this.operator.get("minigunruns?size=many"), this.operator.get("minigunruns?status=nonsense"),
                this.operator.get("minigunruns/1/failures?size=1001"), control("1", "dance"),
                this.operator.post("minigunruns/1"), this.operator.post("minigunpools/a/b", "{\"size\": 0}"),
                this.operator.post("minigunpools/a/b", "{\"size\": 1.5}"),
                this.operator.post("minigunpools/a/b", "{\"sizes\": 2}"), this.operator.delete("minigunpools/first"));
        assertThat(refused).extracting(Answer::status).containsOnly(400);
        assertThat(refused).extracting(Answer::reason)
            .containsExactly("Invalid page (-1): must be a whole number, 0 or more",
                    "Invalid size (many): must be a whole number, from 1 to 1000",
                    "Invalid status (nonsense): must be one of running, paused, stopping, completed, failed, stopped,"
                            + " cancelled, interrupted",
                    "Invalid size (1001): must be a whole number, from 1 to 1000",
                    "Invalid action (dance): must be one of pause, resume, stop, cancel",
                    "Invalid action (nothing): must be one of pause, resume, stop, cancel",
                    "Invalid size (0): must be a whole number, 1 or more",
                    "Invalid size (1.5): must be a whole number, 1 or more",
                    "Invalid size (nothing): must be a whole number, 1 or more",
                    "Invalid process id (first): must be a whole number, 1 or more");
    }

    @Test
    void s437runsAreListedNewestFirstAndByTask() {
        String older = this.operator.post("minigun/squares").text("/id");
        ended(older);
        String newer = this.operator.post("minigun/squares").text("/id");
        Answer run = ended(newer);

        Answer runs = this.operator.get("minigunruns?task=squares&size=2");
        assertThat(runs.json().at("/runs").findValuesAsString("id")).containsExactly(newer, older);
        assertThat(run.json().at("/stages").findValuesAsString("stage")).containsExactly("numbers", "square", "save");
        assertThat(run.json().at("/stages/1/deadLettered").asInt()).isEqualTo(2);
        assertThat(this.operator.get("minigunruns?status=nonsense").status()).isEqualTo(400);
    }

    @Test
    void s439poolsTellWorkersTheirDeathsAndReplaceOneWhileTheRunGoesOn() {
        String id = this.operator.post("minigun/workers").text("/id");
        Answer pool = await().atMost(Duration.ofSeconds(30))
            .until(() -> this.operator.get("minigunpools/workers/parse"), MinigunEndpointTests::hasSurvivor);

        assertThat(pool.text("/concurrency")).isEqualTo("PROCESS");
        assertThat(pool.text("/workers/0/stage")).isEqualTo("parse");
        assertThat(pool.json().at("/workers/0/restarts").asInt()).isPositive();
        assertThat(pool.json().at("/workers/0/lastDeath/exitCode").asInt()).isEqualTo(9);
        assertThat(pool.text("/workers/0/lastDeath/message")).contains("exited with code 9");
        long pid = pool.json().at("/workers/0/pid").asLong();
        assertThat(this.operator.delete("minigunpools/" + pid).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(
                    () -> assertThat(this.operator.get("minigunpools/workers/parse").json().at("/workers")).isNotEmpty()
                        .noneMatch((worker) -> worker.at("/pid").asLong() == pid));
        assertThat(this.operator.get("minigunruns/" + id).text("/status")).isEqualTo("RUNNING");
        assertThat(this.operator.delete("minigunpools/" + pid).status()).isEqualTo(404);
        Answer health = this.operator.get("health");
        assertThat(health.text("/components/minigun/status")).isEqualTo("UP");
        assertThat(health.text("/components/minigun/details/pools/workers~1parse/lastDeath")).contains("code 9");
    }

    @Test
    void pageOfTheDocumentationHasRealAnswers() throws IOException {
        PageExamples page = new PageExamples();
        Answer started = this.operator.post("minigun/squares", "{\"items\": 7}");
        String id = started.text("/id");
        ended(id);
        page.add("refusal", this.operator.post("minigun/squares", "{\"itmes\": 7}"));
        ObjectNode tasks = (ObjectNode) this.operator.get("minigun").json();
        tasks.putArray("tasks").add(this.operator.get("minigun").json().at("/tasks/1"));
        page.add("tasks", tasks);
        page.add("task", this.operator.get("minigun/squares"));
        page.add("runs", this.operator.get("minigunruns?task=squares&size=1"));
        page.add("run", this.operator.get("minigunruns/" + id));
        page.add("failures", this.operator.get("minigunruns/" + id + "/failures?size=1"));
        this.operator.post("minigun/workers");
        page.add("pool", await().atMost(Duration.ofSeconds(30))
            .until(() -> this.operator.get("minigunpools/workers/parse"), MinigunEndpointTests::hasSurvivor));
        page.check();
    }

    private static boolean hasSurvivor(Answer pool) {
        return pool.json().at("/workers").size() == 1 && pool.text("/workers/0/state").equals("LEASED")
                && pool.json().at("/workers/0/items").asInt() > 0 && pool.json().at("/workers/0/restarts").asInt() > 0
                && pool.json().at("/processes/restarts").size() > 0;
    }

    @Test
    void poolIsResizedWhileARunGoesOn() {
        String id = this.operator.post("minigun/endless").text("/id");
        await().until(() -> this.operator.get("minigunruns/" + id).json().at("/emitted").asInt() > 3);

        Answer grown = this.operator.post("minigunpools/endless/save", "{\"size\": 5}");
        assertThat(grown.status()).isEqualTo(200);
        assertThat(grown.json().at("/size").asInt()).isEqualTo(5);
        Answer producer = this.operator.post("minigunpools/endless/numbers", "{\"size\": 5}");
        assertThat(producer.status()).isEqualTo(409);
        assertThat(producer.reason()).contains("one context of its own");
        assertThat(this.operator.post("minigunpools/endless/save", "{\"size\": 0}").status()).isEqualTo(400);
        assertThat(this.operator.post("minigunpools/endless/save", "{}").status()).isEqualTo(400);
        assertThat(this.operator.post("minigunpools/nothing", "{\"size\": 5}").status()).isEqualTo(404);
        assertThat(this.operator.get("minigunruns/" + id).text("/status")).isEqualTo("RUNNING");
    }

    @Test
    void infoTellsCounts() {
        assertThat(this.operator.get("info").json().at("/minigun/tasks").asInt()).isEqualTo(3);
    }

    @Test
    void poolsOfRunsAreTold() {
        this.operator.post("minigun/endless");
        await().untilAsserted(
                () -> assertThat(this.operator.get("minigunpools").json().at("/pools").findValuesAsString("name"))
                    .contains("endless/numbers"));

        assertThat(this.operator.get("minigunpools/endless/numbers").json().at("/size").asInt()).isEqualTo(1);
    }

}

// Shows the tasks, the chosen task and its run.

import { $, attribute, el, keyed, note, seen, text } from "./dom.js";
import { counted, known, millis, number, percent, rate, time, words } from "./format.js";
import { badge } from "./tables.js";

export const isOver = (status) => !["RUNNING", "PAUSED", "STOPPING"].includes(status);

export function connection(state, words_) {
  attribute($("connection"), "data-state", state);
  text($("connection"), words_);
  document.body.classList.toggle("lost", state === "lost");
}

export function tasks(list, chosen, choose) {
  keyed($("tasks"), list, (task) => task.name, (task) => {
    const name = el("span", { "class": "task-name", title: seen(task.name) }, task.name);
    const state = el("span", { "class": "badge" });
    const button = el("button", { type: "button" }, name, state);
    button.addEventListener("click", () => choose(task.name));
    return Object.assign(el("li", {}, button), { button, state });
  }, (item, task) => {
    attribute(item.button, "aria-current", task.name === chosen ? "page" : null);
    badge(item.state, task.lastRun?.status ?? "");
    item.state.hidden = !task.lastRun;
  });
}

export function task(detail, access) {
  $("task").hidden = !detail;
  if (!detail) {
    return;
  }
  text($("task-name"), detail.name);
  const { schedule } = detail;
  text($("task-facts"), [detail.type, `${counted(detail.plan.stages.length, "stage")} in ${counted(detail.plan.groups.length, "group")}`,
    schedule?.cron && `by cron ${schedule.cron}${schedule.zone ? ` (${schedule.zone})` : ""}`,
    known(schedule?.fixedDelayMillis) && `again ${millis(schedule.fixedDelayMillis)} after its end`,
    detail.allowConcurrentRuns ? "may run more than once at a time" : "runs once at a time"]
    .filter(Boolean).join(" · "));
  $("start").disabled = !access?.writable;
  note($("start-why"), access?.writable ? null : `It cannot be started from here. ${access?.reason ?? ""}`);
  $("warnings").hidden = detail.warnings.length === 0;
  keyed($("warnings"), detail.warnings, (warning) => warning, (warning) => el("li", {}, warning), () => {});
}

export function run(detail, speed, access) {
  $("run").hidden = !detail;
  if (!detail) {
    return;
  }
  const over = isOver(detail.status);
  text($("run-id"), detail.id);
  badge($("run-status"), detail.status);
  actions(detail, over, access);
  note($("run-failure"), detail.failure);
  progress(detail, over);
  facts(detail, over, speed);
  const { bottleneck } = detail;
  note($("bottleneck"), bottleneck ? `Bottleneck: ${bottleneck.stage}: ${bottleneck.reason}.` : null);
}

function actions(detail, over, access) {
  const possible = { pause: detail.status === "RUNNING", resume: detail.status === "PAUSED",
    stop: detail.status === "RUNNING" || detail.status === "PAUSED", cancel: !over };
  document.querySelectorAll("[data-action]").forEach((button) => {
    const { action } = button.dataset;
    const able = Boolean(access?.writable) && possible[action];
    if (button.disabled === able) {
      handOver(button);
      button.disabled = !able;
    }
    button.hidden = (action === "pause" && detail.status === "PAUSED")
      || (action === "resume" && detail.status !== "PAUSED");
  });
  note($("control-why"), over || access?.writable ? null : `It cannot be steered from here. ${access?.reason ?? ""}`);
}

// Who has worked the button by the keyboard goes on from here when it cannot be used any more.
function handOver(button) {
  if (document.activeElement === button && !button.disabled) {
    $("main").focus({ preventScroll: true });
  }
}

function progress(detail, over) {
  const { progress: told, emitted } = detail;
  const bar = $("progress");
  const share = detail.status === "COMPLETED" ? 1 : told?.share;
  if (known(share)) {
    bar.value = share;
  }
  else if (over) {
    bar.value = 0;
  }
  else {
    bar.removeAttribute("value");
  }
  const left = told?.remainingMillis > 0 ? `, about ${millis(told.remainingMillis)} left` : "";
  text($("progress-text"), known(told?.expected)
    ? `${percent(share)}: ${number(told.settled)} of ${number(told.expected)} items${left}`
    : over ? `${number(told?.settled ?? emitted)} items`
      : `${number(told?.settled ?? emitted)} items; the producers have not told their total`);
}

function facts(detail, over, speed) {
  const list = [
    [over ? "Took" : "For", millis(detail.durationMillis)],
    [over ? "Mean rate" : "Rate now", rate(over ? detail.throughput : speed ?? detail.throughput)],
    ["Emitted", number(detail.emitted)], ["Consumed", number(detail.consumed)], ["Failures", number(detail.failures)],
    ["Started", `${time(detail.started)} (${words(detail.trigger)})`],
    ...Object.entries(detail.parameters ?? {}),
  ];
  keyed($("run-facts"), list.map(([name, value], index) => ({ name, value, index })), (fact) => fact.index,
    () => el("div", {}, el("dt"), el("dd")), (tile, fact) => {
      text(tile.firstChild, fact.name);
      text(tile.lastChild, fact.value);
    });
}

export function spark(rates, speed, over, now) {
  const figure = $("spark-figure");
  figure.hidden = over || rates.history.length < 2;
  if (!figure.hidden) {
    let line = $("spark").firstElementChild;
    if (!line) {
      line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
      $("spark").append(line);
    }
    attribute(line, "points", rates.line(300, 40, now));
    const most = Math.max(...rates.history.map((one) => one.value));
    text($("spark-caption"), `Items a second over the last minute; now ${rate(speed)}, at most ${rate(most)}`);
  }
}

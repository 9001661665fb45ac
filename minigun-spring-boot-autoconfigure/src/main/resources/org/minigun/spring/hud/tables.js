// Fills the tables of stages, failures, pools and runs.

import { $, attribute, cells, el, keyed, note, row, text } from "./dom.js";
import { brief, bytes, contexts, known, millis, number, percent, rate, short, time, words } from "./format.js";
import { where } from "./graph.js";

export function stages(task, live, bottleneck) {
  const table = $("stages");
  const plan = new Map(task.plan.stages.map((stage) => [stage.path, stage]));
  keyed(table.tBodies[0], task.graph.stages.filter((stage) => stage.kind !== "PIPELINE"), (stage) => stage.path,
    () => stageRow(table), (tableRow, stage) => {
      const now = live.get(stage.path);
      const place = plan.get(stage.path);
      attribute(tableRow, "class", stage.path === bottleneck ? "limits" : null);
      text(tableRow.where, place ? `${where(place, task.plan.callingThread)} · group ${place.group}` : "");
      text(tableRow.reason, place?.reason);
      cells(tableRow, [
        stage.path === bottleneck ? `${stage.path} (bottleneck)` : stage.path,
        undefined, rate(now?.rate), millis(now?.latencyMillis?.p50), millis(now?.latencyMillis?.p99),
        now?.queueCapacity > 0 ? `${short(now.queueDepth)} of ${short(now.queueCapacity)}` : "–",
        percent(now?.busyShare), number(now?.finished),
        `${number(now?.bad)}${now?.unfinished > 0 ? `, ${number(now.unfinished)} cut off` : ""}`]);
      attribute(tableRow.cells[8], "class", now?.bad > 0 ? "n failed" : "n");
    });
}

function stageRow(table) {
  const tableRow = row(table);
  tableRow.where = el("span");
  tableRow.reason = el("span", { "class": "reason" });
  tableRow.cells[1].append(tableRow.where, tableRow.reason);
  return tableRow;
}

export function failures(page) {
  const table = $("failures");
  text($("failures-total"), !page ? "" : page.kept < page.total
    ? `${number(page.total)}, of which the first ${number(page.kept)} are kept` : number(page.total));
  const items = (page?.failures ?? []).map((failure, index) => ({ ...failure, index: page.page * page.size + index }));
  keyed(table.tBodies[0], items, (one) => `${page.run} ${one.index}`, () => failureRow(table), (tableRow, one) => {
    cells(tableRow, [words(one.kind), one.where, brief(one.item ?? "–", 300)]);
    text(tableRow.why, [one.exception?.split(".").pop(), one.message].filter(Boolean).join(": ") || "–");
    text(tableRow.times, one.attempts > 1 ? ` (${one.attempts} attempts)` : "");
    text(tableRow.trace, one.stackTrace);
    tableRow.details.hidden = !one.stackTrace;
    text(tableRow.cells[4], time(one.time));
  });
  const pages = page ? Math.ceil(page.kept / page.size) : 0;
  $("failures-pager").hidden = pages < 2;
  text($("failures-page"), pages > 1 ? `${page.page + 1} of ${number(pages)}` : "");
  $("older").disabled = !page || page.page === 0;
  $("newer").disabled = !page || page.page >= pages - 1;
}

function failureRow(table) {
  const tableRow = row(table);
  tableRow.why = el("span");
  tableRow.times = el("span");
  tableRow.trace = el("pre", { tabindex: "0" });
  tableRow.details = el("details", {}, el("summary", {}, "Stack trace"), tableRow.trace);
  tableRow.cells[3].append(tableRow.why, tableRow.times, tableRow.details);
  return tableRow;
}

export function pools(answer) {
  const list = answer?.pools ?? [];
  note($("pools-note"), answer && list.length === 0 ? "There is no pool now: pools are made when a run begins." : null);
  keyed($("pools"), list, (pool) => pool.name, poolPart, (part, pool) => {
    text(part.name, pool.name);
    text(part.facts, [contexts(pool.concurrency, pool.size), `${number(pool.active)} active`,
      `${number(pool.idle)} idle`, `${number(pool.waiting)} waiting`, ...processes(pool.processes)].join(" · "));
    note(part.sick, pool.processes && !pool.processes.healthy
      ? "Workers of this pool keep failing to start; the log says why." : null);
    part.table.hidden = pool.workers.length === 0;
    keyed(part.table.tBodies[0], pool.workers, (worker) => worker.index, () => row(part.table), workerCells);
  });
}

function processes(all) {
  if (!all) {
    return [];
  }
  const restarts = Object.entries(all.restarts ?? {}).filter(([, count]) => count > 0)
    .map(([cause, count]) => `${number(count)} ${words(cause)}`);
  return [`${number(all.starts)} started`, ...(all.failedStarts > 0 ? [`${number(all.failedStarts)} failed to start`] : []),
    ...(restarts.length ? [`replaced: ${restarts.join(", ")}`] : []), `${bytes(all.memoryBytes)} in all`];
}

function poolPart() {
  const name = el("h4");
  const facts = el("p", { "class": "facts" });
  const sick = el("p", { "class": "note bad" });
  const heads = ["Worker", "Pid", "State", "Serves", "Items", "Memory", "CPU", "Age", "Restarts", "Last death"];
  const kinds = { Pid: "n", State: "t", Serves: "w", Items: "n", Memory: "n", CPU: "n", Age: "n", Restarts: "n" };
  const table = el("table", { "class": "stack" }, el("caption", { "class": "hide" }, "Worker processes of the pool"),
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col",
      "class": kinds[head] ?? "" }, head)))), el("tbody"));
  return Object.assign(el("div", { "class": "pool" }, el("div", { "class": "pool-head" }, name, facts), sick,
    table), { name, facts, sick, table });
}

function workerCells(tableRow, worker) {
  const death = worker.lastDeath;
  cells(tableRow, [`#${worker.index}`, String(worker.pid), words(worker.state),
    [worker.task, worker.stage].filter(known).join(" / ") || "–", number(worker.items), bytes(worker.memoryBytes),
    millis(worker.cpuMillis), millis(worker.ageMillis), number(worker.restarts),
    death ? `${time(death.time)}: ${brief(death.message, 600)}` : "–"]);
  attribute(tableRow.cells[9], "title", death ? [`pid ${death.pid}`, words(death.reason), death.signal,
    known(death.exitCode) ? `exit code ${death.exitCode}` : null, known(death.item) ? `item ${death.item}` : null]
    .filter(Boolean).join(", ") : null);
}

export function runs(answer, chosen, choose) {
  const table = $("runs");
  text($("runs-total"), answer ? number(answer.total) : "");
  keyed(table.tBodies[0], answer?.runs ?? [], (run) => run.id, (run) => runRow(table, run, choose), (tableRow, run) => {
    attribute(tableRow.button, "aria-current", run.id === chosen ? "true" : null);
    attribute(tableRow, "class", run.id === chosen ? "chosen" : null);
    badge(tableRow.badge, run.status);
    cells(tableRow, [undefined, undefined, known(run.progress?.share) ? percent(run.progress.share) : "–", number(run.consumed),
      rate(run.throughput), millis(run.durationMillis), number(run.failures),
      `${time(run.started)}, ${words(run.trigger)}`]);
    attribute(tableRow.cells[6], "class", run.failures > 0 ? "n failed" : "n");
  });
}

function runRow(table, run, choose) {
  const tableRow = row(table);
  tableRow.button = el("button", { type: "button", "class": "link" }, brief(run.id, 13));
  tableRow.button.title = run.id;
  tableRow.button.addEventListener("click", () => choose(run.id));
  tableRow.badge = el("span", { "class": "badge" });
  tableRow.cells[0].append(tableRow.button);
  tableRow.cells[1].append(tableRow.badge);
  return tableRow;
}

export function badge(node, status) {
  text(node, words(status));
  attribute(node, "data-status", status);
}

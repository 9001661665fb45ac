// Fills the tables of stages, failures and runs.

import { $, attribute, cells, el, keyed, note, row, text } from "./dom.js";
import { brief, known, millis, number, parts, percent, rate, short, time, words } from "./format.js";
import { where } from "./graph.js";

export function stages(task, live, bottleneck, sizes) {
  const table = $("stages");
  const plan = new Map(task.plan.stages.map((stage) => [stage.path, stage]));
  keyed(table.tBodies[0], task.graph.stages.filter((stage) => stage.kind !== "PIPELINE"), (stage) => stage.path,
    () => stageRow(table), (tableRow, stage) => {
      const now = live.get(stage.path);
      const place = plan.get(stage.path);
      attribute(tableRow, "class", stage.path === bottleneck ? "limits" : null);
      text(tableRow.where, place ? `${where(task, place, sizes)} · group ${place.group}` : "");
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
    const { gist, threads } = parts(one.message);
    text(tableRow.why, [one.exception?.split(".").pop(), gist].filter(Boolean).join(": ") || "–");
    text(tableRow.times, one.attempts > 1 ? ` (${one.attempts} attempts)` : "");
    text(tableRow.trace, [threads, one.stackTrace].filter(Boolean).join("\n\n"));
    tableRow.details.hidden = !threads && !one.stackTrace;
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

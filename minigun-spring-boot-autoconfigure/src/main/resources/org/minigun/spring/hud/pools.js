// Fills the part on pools and their worker processes, and has them resized and replaced.

import { $, attribute, cells, el, keyed, note, row, text } from "./dom.js";
import { brief, bytes, contexts, known, millis, number, parts, time, words } from "./format.js";

const HEADS = ["Worker", "Pid", "State", "Serves", "Items", "Memory", "CPU", "Age", "Restarts", "Last death"];
const KINDS = { Pid: "n", State: "t", Serves: "w", Items: "n", Memory: "n", CPU: "n", Age: "n", Restarts: "n" };

export function pools(answer, access, { resize, replace }) {
  const list = [...answer?.pools ?? []].sort((one, other) => leaves(other) - leaves(one));
  const writable = Boolean(access?.writable);
  note($("pools-note"), answer && list.length === 0 ? "There is no pool now: pools are made when a run begins." : null);
  note($("pools-why"), !answer || writable ? null
    : `Pools cannot be resized, nor workers replaced, from here. ${access?.reason ?? ""}`);
  keyed($("pools"), list, (pool) => pool.name, () => poolPart(resize), (part, pool) => {
    part.pool = pool;
    text(part.name, pool.name);
    part.button.disabled = !writable;
    attribute(part.button, "aria-label", `Resize pool ${pool.name}`);
    text(part.facts, [contexts(pool.concurrency, pool.size), `${number(pool.active)} active`,
      `${number(pool.idle)} idle`, `${number(pool.waiting)} waiting`, ...processes(pool)].join(" · "));
    note(part.sick, pool.processes && !pool.processes.healthy
      ? "Workers of this pool keep failing to start; the log says why." : null);
    part.table.hidden = pool.workers.length === 0;
    keyed(part.table.tBodies[0], pool.workers, (worker) => worker.index, () => workerRow(part, replace),
      (tableRow, worker) => workerCells(tableRow, worker, writable));
  });
}

export function sizes(answer) {
  return new Map((answer?.pools ?? []).map((pool) => [pool.name, pool.size]));
}

// Workers die and grow: they are looked for first.
function leaves(pool) {
  return pool.concurrency.startsWith("PROCESS") ? 1 : 0;
}

function processes(pool) {
  const all = pool.processes;
  if (!all) {
    return leaves(pool) ? ["none started yet"] : [];
  }
  const restarts = Object.entries(all.restarts ?? {}).filter(([, count]) => count > 0)
    .map(([cause, count]) => `${number(count)} ${words(cause)}`);
  const failed = all.failedStarts > 0 ? [`${number(all.failedStarts)} failed to start`] : [];
  return [`${number(all.starts)} started`, ...failed, ...(restarts.length ? [`replaced: ${restarts.join(", ")}`] : []),
    `${bytes(all.memoryBytes)} in all`];
}

function poolPart(resize) {
  const name = el("h4");
  const facts = el("p", { "class": "facts" });
  const sick = el("p", { "class": "note bad" });
  const button = el("button", { type: "button", "class": "small" }, "Resize");
  const table = el("table", { "class": "stack" }, el("caption", { "class": "hide" }, "Worker processes of the pool"),
    el("thead", {}, el("tr", {}, ...HEADS.map((head) => el("th", { scope: "col",
      "class": KINDS[head] ?? "" }, head)))), el("tbody"));
  const part = Object.assign(el("div", { "class": "pool" }, el("div", { "class": "pool-head" }, name, button, facts),
    sick, table), { name, facts, sick, button, table });
  button.addEventListener("click", () => resize(part.pool));
  return part;
}

function workerRow(part, replace) {
  const tableRow = row(part.table);
  tableRow.number = el("span");
  tableRow.button = el("button", { type: "button", "class": "small" }, "Replace");
  tableRow.button.addEventListener("click", () => replace(tableRow.worker, part.pool));
  tableRow.cells[0].append(tableRow.number, " ", tableRow.button);
  return tableRow;
}

function workerCells(tableRow, worker, writable) {
  const death = worker.lastDeath;
  tableRow.worker = worker;
  text(tableRow.number, `#${worker.index}`);
  tableRow.button.disabled = !writable || worker.state === "ENDING" || worker.state === "DEAD";
  attribute(tableRow.button, "aria-label", `Replace worker #${worker.index}, pid ${worker.pid}`);
  cells(tableRow, [undefined, String(worker.pid), words(worker.state),
    [worker.task, worker.stage].filter(known).join(" / ") || "–", number(worker.items), bytes(worker.memoryBytes),
    millis(worker.cpuMillis), millis(worker.ageMillis), number(worker.restarts),
    death ? `${time(death.time)}: ${brief(parts(death.message).gist, 600)}` : "–"]);
  attribute(tableRow.cells[9], "title", death ? [`pid ${death.pid}`, words(death.reason), death.signal,
    known(death.exitCode) ? `exit code ${death.exitCode}` : null, known(death.item) ? `item ${death.item}` : null]
    .filter(Boolean).join(", ") : null);
}

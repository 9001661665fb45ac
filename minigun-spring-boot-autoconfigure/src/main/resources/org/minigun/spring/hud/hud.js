// Asks again and again, and shows what is answered.

import * as api from "./api.js";
import * as dialogs from "./dialogs.js";
import { $, note } from "./dom.js";
import { Graph } from "./graph.js";
import * as pooling from "./pools.js";
import { Rates } from "./rates.js";
import * as tables from "./tables.js";
import * as views from "./views.js";

const PERIOD = 900;
const PAGE = 10;

const chosen = { task: null, run: null, page: 0 };
const graph = new Graph($("graph"));

let connected = false;
let detail = null;
let current = null;
let rates = new Rates();
let asking = false;
let again = false;
let replanned = false;

function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  chosen.task = said.get("task");
  chosen.run = said.get("run");
}

function choose(task, run) {
  if (task !== chosen.task || run !== chosen.run) {
    rates = new Rates();
    chosen.page = 0;
  }
  chosen.task = task;
  chosen.run = run;
  const said = new URLSearchParams({ ...(task ? { task } : {}), ...(run ? { run } : {}) });
  history.replaceState(null, "", `#${said}`);
  tick();
}

// One part may be refused while the others are answered, but nothing is to who is not signed in.
async function part(asked, refused) {
  try {
    return await asked();
  }
  catch (error) {
    if (error instanceof api.Refusal && error.status !== 401) {
      refused?.(error);
      return null;
    }
    throw error;
  }
}

async function tick() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    do {
      again = false;
      await ask();
    } while (again);
    views.connection("live", "Live");
  }
  catch (error) {
    if (error instanceof api.Lost) {
      connected = false;
      views.connection("lost", "Connection lost; trying again");
    }
    else {
      views.connection("refused", error.status === 401 ? "Not signed in"
        : error.status ? "Refused" : "The page has failed");
      note($("message"), error.message);
    }
  }
  finally {
    asking = false;
  }
}

async function ask() {
  if (!connected) {
    await api.connect();
    connected = true;
    detail = null;
    rates = new Rates();
  }
  const reasons = { tasks: null, runs: null, pools: null };
  const answers = await Promise.all([
    part(() => api.get("minigun"), (error) => { reasons.tasks = error.message; }),
    part(() => api.get("minigunpools"), (error) => { reasons.pools = error.message; }),
  ]);
  const list = answers[0]?.tasks ?? [];
  if (answers[0] && !list.some((task) => task.name === chosen.task)) {
    chosen.task = (list.find((task) => task.running.length > 0) ?? list[0])?.name ?? null;
    chosen.run = null;
  }
  const name = chosen.task;
  if (name !== null && (replanned || detail?.name !== name)) {
    replanned = false;
    detail = await part(() => api.get("minigun", [name]), (error) => { reasons.tasks = error.message; });
  }
  const runs = name === null && answers[0] ? null : await part(() => api.get("minigunruns", [],
    { size: PAGE, ...(name === null ? {} : { task: name }) }), (error) => { reasons.runs = error.message; });
  const run = await chosenRun(runs, list.find((task) => task.name === name));
  const failures = run && run.failures > 0
    ? await part(() => api.get("minigunruns", [run.id, "failures"], { page: chosen.page, size: PAGE })) : null;
  if (name === chosen.task) {
    note($("message"), null);
    show({ list, runs, run, failures, pools: answers[1], reasons });
  }
}

// The run that was chosen, or else the newest; one that is not known any more is let go.
async function chosenRun(runs, task) {
  const newest = task?.running.at(-1) ?? runs?.runs[0]?.id;
  const wanted = chosen.run ?? newest;
  if (!wanted || !runs) {
    return null;
  }
  return part(() => api.get("minigunruns", [wanted]), (error) => {
    if (error.status === 404 && chosen.run === wanted) {
      chosen.run = null;
      again = true;
    }
  });
}

function show({ list, runs, run, failures, pools, reasons }) {
  const now = performance.now();
  const live = new Map((run?.stages ?? []).map((stage) => [stage.stage, measured(stage, run, now)]));
  const ends = [...live.values()].filter((stage) => stage.last);
  const speed = run ? rates.note(`run ${run.id}`, ends.reduce((sum, stage) => sum + stage.finished, 0), now) : null;
  if (speed !== null) {
    rates.remember(speed, now);
  }
  const limits = run?.bottleneck?.stage ?? null;
  note($("tasks-note"), reasons.tasks ?? (list.length === 0 ? "The application has no task." : null));
  views.tasks(list, chosen.task, (name) => choose(name, null));
  views.task(detail, api.access("minigun"));
  views.run(run, speed, api.access("minigunruns"));
  views.spark(rates, speed, !run || views.isOver(run.status), now);
  $("no-run").hidden = !detail || Boolean(run) || Boolean(reasons.runs);
  $("stages-section").hidden = !detail;
  if (detail) {
    // Runs that go on together share the name of a pool, and each has its own contexts.
    const together = list.some((task) => task.name === detail.name && task.running.length > 1);
    const sizes = together ? new Map() : pooling.sizes(pools);
    graph.show(detail);
    graph.update(live, limits, sizes);
    tables.stages(detail, live, limits, sizes);
  }
  $("failures-section").hidden = !failures || failures.total === 0;
  tables.failures(failures);
  $("pools-section").hidden = false;
  pooling.pools(pools, api.access("minigunpools"), steering);
  if (reasons.pools) {
    note($("pools-note"), reasons.pools);
  }
  $("runs-section").hidden = !runs?.total && !reasons.runs;
  note($("runs-note"), reasons.runs);
  tables.runs(runs, run?.id, (id) => choose(chosen.task, id));
  current = run;
}

function measured(stage, run, now) {
  const finished = stage.kind === "PRODUCER" ? stage.emitted : stage.done;
  const speed = rates.note(`${run.id} ${stage.stage}`, finished, now);
  return { ...stage, finished, rate: views.isOver(run.status) ? stage.throughput : speed ?? stage.throughput,
    bad: stage.failed + stage.skipped + stage.deadLettered };
}

const steering = {
  resize: (pool) => dialogs.resize(pool, async (size) => {
    await api.post("minigunpools", pool.name.split("/"), { size });
    replanned = true;
    tick();
  }),
  replace: (worker, pool) => dialogs.replace(worker, pool, async () => {
    await api.remove("minigunpools", [String(worker.pid)]);
    tick();
  }),
};

function listen() {
  $("start").addEventListener("click", () => {
    const task = detail;
    dialogs.start(task, async (parameters) => {
      const run = await api.post("minigun", [task.name], parameters);
      choose(task.name, run.id);
    });
  });
  document.querySelectorAll("[data-action]").forEach((button) => button.addEventListener("click", () => {
    const run = current;
    dialogs.steer(button.dataset.action, run, async () => {
      await api.post("minigunruns", [run.id], { action: button.dataset.action });
      tick();
    });
  }));
  const turn = (by) => () => {
    chosen.page += by;
    tick();
  };
  $("older").addEventListener("click", turn(-1));
  $("newer").addEventListener("click", turn(1));
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    $("main").focus();
  });
  window.addEventListener("hashchange", () => {
    readAddress();
    tick();
  });
  window.addEventListener("resize", () => detail && graph.show(detail));
  document.addEventListener("visibilitychange", () => !document.hidden && tick());
}

// A page inside another could be made to press buttons.
if (window.top === window.self) {
  dialogs.prepare();
  readAddress();
  listen();
  tick();
  setInterval(() => !document.hidden && tick(), PERIOD);
}
else {
  views.connection("refused", "This page does not work inside another");
}
